import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import type { CheckedClaim, ConfigurationConclusion } from './configuration'
import { isChangedSince, isLinked, linkOnce, namedText, type Recording, targetsOf, updated } from './recording'

/** Evidence that records a claim already, and whether it says what the configuration says now. */
export type RecordedClaim = { readonly evidence: Item; readonly isCurrent: boolean }

export function recordedClaim(
  analysis: Analysis,
  existing: readonly Item[],
  { item, conclusion }: CheckedClaim,
): RecordedClaim | undefined {
  const evidence = existing.find(({ uid }) => isLinked(analysis, uid, 'supports', item.uid))
  if (!evidence) return undefined
  const isCurrent =
    textOf(evidence, 'conclusion') === conclusion && !isChangedSince(analysis, evidence.uid, 'supports', item.uid)
  return { evidence, isCurrent }
}

const conclusions: readonly ConfigurationConclusion[] = ['holds', 'partly', 'fails']

const titles = { holds: 'what holds', partly: 'what is shown in part', fails: 'what does not hold' } as const

/** Claims with one conclusion, and the evidence that is to say it: one that is there, or a new one. */
type Group = {
  readonly conclusion: ConfigurationConclusion
  readonly claims: readonly CheckedClaim[]
  readonly item: Item | undefined
}

/**
 * A configuration as evidence about the claims that were held against it. A conclusion is of a whole evidence, and one
 * claim may hold where another fails: there is one evidence for each conclusion, of the same file and hash. What is
 * recorded already stays; what has another conclusion now moves. Nothing to do gives no operations.
 */
export function recordConfiguration(recording: Recording, claims: readonly CheckedClaim[]): Operation[] {
  const chosen = claims.filter(({ isTarget, conclusion }) => isTarget && conclusion !== undefined)
  const groups = groupsOf(recording, chosen)
  const made = groups.flatMap((group) => (group.item ? [] : created(recording, group)))
  const kept = recording.existing.map((item) => {
    const mine = groups.find((group) => group.item === item)
    const leaving = chosen.filter((claim) => !mine?.claims.includes(claim))
    const isHere = (claim: CheckedClaim) => isLinked(recording.analysis, item.uid, 'supports', claim.item.uid)
    return changed(recording.analysis, item, mine, leaving.filter(isHere))
  })
  return [...made, ...kept.flat()]
}

/** Each conclusion takes the evidence that says it; else one that says nothing yet, or nothing that stays. */
function groupsOf({ analysis, existing }: Recording, chosen: readonly CheckedClaim[]): Group[] {
  const saying = (conclusion: string) => existing.find((item) => textOf(item, 'conclusion') === conclusion)
  const present = conclusions.filter((conclusion) => chosen.some((claim) => claim.conclusion === conclusion))
  const free = existing.filter((item) => {
    if (present.some((conclusion) => saying(conclusion) === item)) return false
    const about = targetsOf(analysis, item.uid, 'supports')
    if (about.length === 0) return textOf(item, 'conclusion') === ''
    return about.every((uid) => chosen.some((claim) => claim.item.uid === uid))
  })
  return present.map((conclusion) => {
    const claims = chosen.filter((claim) => claim.conclusion === conclusion)
    return { conclusion, claims, item: saying(conclusion) ?? free.shift() }
  })
}

function created({ newUid, fields }: Recording, { conclusion, claims }: Group): Operation[] {
  const uid = newUid()
  const text = namedText(fields, titles[conclusion])
  const conclusionReason = withLines('', [], claims)
  return [
    { op: 'create', uid, kind: 'evidence', fields: { ...fields, text, conclusion, conclusionReason } },
    ...claims.map((claim): Operation => ({ op: 'link', from: uid, name: 'supports', to: claim.item.uid })),
  ]
}

/** Evidence that is there takes up its group, and gives up what has another conclusion now. */
function changed(
  analysis: Analysis,
  item: Item,
  mine: Group | undefined,
  leaving: readonly CheckedClaim[],
): Operation[] {
  if (!mine && leaving.length === 0) return []
  const claims = mine?.claims ?? []
  const isEmptied = !mine && targetsOf(analysis, item.uid, 'supports').length === leaving.length
  return [
    ...updated(item, {
      conclusion: isEmptied ? undefined : (mine?.conclusion ?? item.fields.conclusion),
      conclusionReason: withLines(textOf(item, 'conclusionReason'), [...claims, ...leaving], claims),
    }),
    ...claims.flatMap((claim) => linkOnce(analysis, item.uid, 'supports', claim.item.uid)),
    ...leaving.map((claim): Operation => ({ op: 'unlink', from: item.uid, name: 'supports', to: claim.item.uid })),
  ]
}

/** The lines of a reason, without those of some claims, and with one for each of others; a person's own lines stay. */
function withLines(reason: string, without: readonly CheckedClaim[], add: readonly CheckedClaim[]): string {
  const leads = without.map(({ item }) => `- ${item.key}: `)
  const kept = reason.split('\n').filter((line) => line !== '' && !leads.some((lead) => line.startsWith(lead)))
  return [...kept, ...add.map((claim) => `- ${claim.item.key}: ${claim.reason}`)].join('\n')
}
