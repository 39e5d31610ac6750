import { textOf } from '@/lib/stpa/fieldValues'
import type { Analysis, Fields, Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { cut } from '@/lib/text/storable'
import { countStatuses, type EvidenceRecord, fieldCounts } from '../model'
import { isChangedSince, isLinked, linkOnce, namedText, type Recording, targetsOf, updated } from './recording'
import { nameOf } from './results'

/** Results that a person takes for those of a case. */
export type ChosenResults = { readonly testCase: Item; readonly records: readonly EvidenceRecord[] }

type Counts = Readonly<ReturnType<typeof fieldCounts>>

/** Counts as evidence has them: only `pass` is passed. */
export const countsOf = (records: readonly EvidenceRecord[]): Counts => fieldCounts(countStatuses(records))

/** Evidence of the file that holds the results of a case already, and whether they are the chosen ones. */
export type RecordedResults = { readonly evidence: Item; readonly isCurrent: boolean }

export function recordedResults(
  analysis: Analysis,
  existing: readonly Item[],
  { testCase, records }: ChosenResults,
): RecordedResults | undefined {
  const evidence = existing.find(({ uid }) => isLinked(analysis, uid, 'resultOf', testCase.uid))
  if (!evidence) return undefined
  const isCurrent =
    hasCounts(evidence, countsOf(records)) && !isChangedSince(analysis, evidence.uid, 'resultOf', testCase.uid)
  return { evidence, isCurrent }
}

const countNames = ['passed', 'failed', 'errors', 'skipped'] as const

const hasCounts = (evidence: Item, counts: Counts): boolean =>
  countNames.every((name) => (evidence.fields[name] ?? 0) === counts[name])

/**
 * Results as evidence of verification cases: one evidence for each case, with the counts of its own results; the
 * evidence of the whole file where they are all of it. What is recorded already is brought up to date.
 * @param total how many results the file has
 */
export function recordResults(recording: Recording, chosen: readonly ChosenResults[], total: number): Operation[] {
  return chosen.filter(({ records }) => records.length > 0).flatMap((results) => recorded(recording, results, total))
}

function recorded(recording: Recording, results: ChosenResults, total: number): Operation[] {
  const { analysis, existing, newUid, fields } = recording
  const { testCase, records } = results
  const counts = countsOf(records)
  const before = existing.find(({ uid }) => isLinked(analysis, uid, 'resultOf', testCase.uid))
  const isOwn = before !== undefined && targetsOf(analysis, before.uid, 'resultOf').length === 1
  if (before && (isOwn || hasCounts(before, counts))) {
    const told = records.length === total ? {} : { description: described(recording.fields, records) }
    const isSame = hasCounts(before, counts)
    const update = isSame ? [] : updated(before, { ...countFields(counts), ...told })
    return [...update, ...linkOnce(analysis, before.uid, 'resultOf', testCase.uid)]
  }
  const gone: Operation[] = before ? [{ op: 'unlink', from: before.uid, name: 'resultOf', to: testCase.uid }] : []
  const whole = records.length === total ? existing.find((item) => hasCounts(item, counts)) : undefined
  if (whole) return [...gone, ...linkOnce(analysis, whole.uid, 'resultOf', testCase.uid)]
  const uid = newUid()
  const text = namedText(fields, textOf(testCase) || testCase.key)
  const own = { ...fields, text, ...countFields(counts), description: described(fields, records) }
  return [
    ...gone,
    { op: 'create', uid, kind: 'evidence', fields: own },
    { op: 'link', from: uid, name: 'resultOf', to: testCase.uid },
  ]
}

/** A count of nothing is left out, as fields at their empty value are. */
const countFields = (counts: Counts): Fields =>
  Object.fromEntries(countNames.map((name) => [name, counts[name] > 0 ? counts[name] : null]))

/** So many results are named; the file has them all. */
const mostNamed = 50

/** What the file's own description says, and the results by name, status and line. */
function described(fields: Fields, records: readonly EvidenceRecord[]): string {
  const own = typeof fields.description === 'string' ? [fields.description, ''] : []
  const lines = records.slice(0, mostNamed).map((record) => {
    const name = cut(nameOf(record).replace(/\s+/g, ' '), 300)
    return `- ${name.replaceAll(/[`*_[\]<>\\]/g, '\\$&')}: ${record.status} (line ${record.line})`
  })
  const more = records.length > mostNamed ? [`- … and ${records.length - mostNamed} more`] : []
  return [...own, ...lines, ...more].join('\n')
}
