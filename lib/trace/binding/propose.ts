import { StpaError } from '@/lib/stpa/errors'
import { limits } from '@/lib/stpa/fields'
import { itemsOf } from '@/lib/stpa/graph'
import { interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { isActive } from '@/lib/stpa/state'
import { bindingsOf } from '../coverage/plan'
import type { Step } from '../coverage/types'
import { isAboutResource, isNamed, pointsFor, type Wanted, wantedOf } from './score'
import { type SeenGroup, seenGroups } from './seen'

/** What an interaction may be in a trace: a proposal, never more, until a person confirms it with a reason. */
export type Proposal = {
  readonly item: Uid
  readonly key: string
  readonly verbs: readonly string[]
  readonly resource: string
  /** Compares proposals; it is no probability. */
  readonly score: number
  /** What speaks for it, in words, the strongest first. */
  readonly reasons: readonly string[]
  readonly count: number
  readonly firstLine: number
  /** Keys of other items for which the same calls are proposed: what tells them apart is for a person to say. */
  readonly alsoFor: readonly string[]
}

/** Proposals for one item that are kept. */
const mostPerItem = 5

/** Interactions that no system call carries. */
const unseen = new Set(['human', 'irq'])

/**
 * Proposals for the interactions that are not bound yet, the likeliest first: from their names, the fields of their
 * interface and the names of their ends, held against the steps of runs and their subsystems.
 */
export function proposeBindings(analysis: Analysis, steps: readonly Step[]): Proposal[] {
  const index = indexOf(seenGroups(steps))
  const proposals = interactionKinds
    .flatMap((kind) => itemsOf(analysis, kind))
    .filter((item) => isActive(item) && bindingsOf(analysis, item).length === 0)
    .map((item) => wantedOf(analysis, item))
    .filter((wanted) => !unseen.has(wanted.interface))
    .flatMap((wanted) => proposalsFor(wanted, index))
    .sort((left, right) => right.score - left.score || left.firstLine - right.firstLine)
  return withRivals(proposals)
}

function withRivals(proposals: readonly Proposal[]): Proposal[] {
  const keys = new Map<string, string[]>()
  const callsOf = ({ verbs, resource }: Proposal) => `${verbs.join(' ')} ${resource}`
  for (const proposal of proposals) {
    const known = keys.get(callsOf(proposal))
    if (known) known.push(proposal.key)
    else keys.set(callsOf(proposal), [proposal.key])
  }
  return proposals.map((proposal) => {
    const rivals = (keys.get(callsOf(proposal)) ?? []).filter((key) => key !== proposal.key)
    return { ...proposal, alsoFor: rivals }
  })
}

type GroupIndex = { readonly byPrefix: ReadonlyMap<string, readonly SeenGroup[]>; readonly all: readonly SeenGroup[] }

/** A word that so many groups have says nothing about any of them. */
const tooCommon = 500
const prefix = 3

/** Groups by the first letters of their words: a trace has many thousands, and few are about any one interaction. */
function indexOf(all: readonly SeenGroup[]): GroupIndex {
  const byPrefix = new Map<string, SeenGroup[]>()
  for (const group of all) {
    for (const start of new Set([...group.words].map((word) => word.slice(0, prefix)))) {
      const groups = byPrefix.get(start)
      if (groups) groups.push(group)
      else byPrefix.set(start, [group])
    }
  }
  return { byPrefix, all }
}

function candidatesFor(wanted: Wanted, { byPrefix, all }: GroupIndex): Set<SeenGroup> {
  const starts = [...wanted.ownWords, ...wanted.elementWords].map((word) => word.slice(0, prefix))
  const found = starts.map((start) => byPrefix.get(start) ?? []).filter((groups) => groups.length <= tooCommon)
  const called = wanted.names.length > 0 ? all.filter((group) => isNamed(wanted, group)) : []
  return new Set([...called.slice(0, tooCommon), ...found.flat()])
}

function proposalsFor(wanted: Wanted, index: GroupIndex): Proposal[] {
  const { item } = wanted
  const found = [...candidatesFor(wanted, index)].flatMap((group): Proposal[] => {
    const points = pointsFor(wanted, group).sort((left, right) => right.points - left.points)
    if (!isAboutResource(points)) return []
    const { verbs, resource, count, firstLine } = group
    const score = points.reduce((total, point) => total + point.points, 0)
    const reasons = points.map(({ reason }) => reason)
    return [{ item: item.uid, key: item.key, verbs, resource, score, reasons, count, firstLine, alsoFor: [] }]
  })
  return found.sort((left, right) => right.score - left.score).slice(0, mostPerItem)
}

/** Verbs of one proposal: as many as a matcher takes, and as many as a name bears. */
const mostVerbs = 100
const mostNamed = 6

/** A proposal as a binding in draft, which nobody has confirmed. */
export function takeProposal({ item, verbs, resource, reasons }: Proposal, newUid: () => Uid): Operation[] {
  const uid = newUid()
  const named = [...verbs.slice(0, mostNamed), ...(verbs.length > mostNamed ? ['…'] : [])]
  const left = verbs.length - mostVerbs
  const why = [...reasons, ...(left > 0 ? [`${left} further verbs are left out`] : [])]
  const fields = {
    text: `${named.join(', ')} of ${resource}`.slice(0, limits.text),
    verbs: verbs.slice(0, mostVerbs),
    resource: resource.slice(0, limits.text),
    proposedBy: `STPA Workbench: ${why.join('; ')}`.slice(0, limits.text),
  }
  return [
    { op: 'create', uid, kind: 'binding', fields },
    { op: 'link', from: uid, name: 'binds', to: item },
  ]
}

/**
 * A person stands for a binding, with the reason.
 * @throws StpaError badRequest without a reason
 */
export function confirmBinding(binding: Item, reason: string): Operation[] {
  if (reason.trim() === '') {
    const message = `${binding.key} is confirmed with a reason: say why this call is the item, and no other one is.`
    throw new StpaError('badRequest', message, { uid: binding.uid })
  }
  const set = { confirmed: true, reason: reason.trim() }
  const was = { confirmed: binding.fields.confirmed, reason: binding.fields.reason }
  return [{ op: 'update', uid: binding.uid, set, was }]
}
