import { StpaError } from '@/lib/stpa/errors'
import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked, linkedFrom } from '@/lib/stpa/graph'
import { interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Analysis, Item, ReportLine, Uid } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { millisecondsOf } from '@/lib/stpa/timing'
import { compileMatcher, isEmptyMatcher, type Matcher, matcherOf } from '../binding/matcher'
import { matchesName } from '../binding/patterns'

/** A binding as a run is held against it. Plain values: a worker takes it as it is. */
export type PlannedBinding = {
  readonly uid: Uid
  readonly key: string
  readonly matcher: Matcher
  /** Commands whose runs it is about, as a pattern; '' for all. */
  readonly workload: string
  /** Each must have been seen before: any binding of each group. */
  readonly after: readonly (readonly Uid[])[]
  /** Milliseconds after what it comes after; undefined for no limit. */
  readonly within: number | undefined
  readonly atLeast: number
  readonly atMost: number | undefined
  readonly isForbidden: boolean
  readonly isConfirmed: boolean
}

/** An item of the analysis with what it shows as in a trace; without bindings it is unbound. */
export type PlannedItem = {
  readonly uid: Uid
  readonly key: string
  readonly text: string
  readonly kind: string
  readonly bindings: readonly PlannedBinding[]
}

export type CoveragePlan = {
  readonly items: readonly PlannedItem[]
  /** Bindings that cannot be used, with the reason. */
  readonly problems: readonly ReportLine[]
}

/** What a run of the analysis is held against: all interactions and loss scenarios, and the elements that are bound. */
export function planOf(analysis: Analysis): CoveragePlan {
  const problems: ReportLine[] = []
  const always = [...interactionKinds, 'lossScenario'].flatMap((kind) => itemsOf(analysis, kind))
  const elements = itemsOf(analysis, 'element').filter((item) => bindingsOf(analysis, item).length > 0)
  const items = [...always, ...elements].filter(isActive).map((item): PlannedItem => {
    const bindings = bindingsOf(analysis, item)
    const planned = bindings.flatMap((binding) => usable(analysis, binding, bindings, problems))
    return { uid: item.uid, key: item.key, text: textOf(item), kind: item.kind, bindings: planned }
  })
  return { items, problems }
}

/** The bindings of an item that count, in their order. */
export function bindingsOf(analysis: Analysis, item: Item): Item[] {
  const bindings = linkedFrom(analysis, item.uid, 'binds', 'binding').filter(isActive)
  return bindings.sort((left, right) => positionOf(left) - positionOf(right))
}

const numberOf = (item: Item, name: string): number | undefined => {
  const value = fieldOf(item, name)
  return typeof value === 'number' ? value : undefined
}

/** Without a place in the order it comes last, and after nothing. */
const positionOf = (binding: Item): number => numberOf(binding, 'position') ?? Number.MAX_SAFE_INTEGER

function usable(
  analysis: Analysis,
  binding: Item,
  siblings: readonly Item[],
  problems: ReportLine[],
): PlannedBinding | [] {
  try {
    return planned(analysis, binding, siblings)
  } catch (error) {
    if (!(error instanceof StpaError)) throw error
    problems.push({ outcome: 'skipped', key: binding.key, message: `${binding.key} is not used: ${error.message}` })
    return []
  }
}

function planned(analysis: Analysis, binding: Item, siblings: readonly Item[]): PlannedBinding {
  return {
    uid: binding.uid,
    key: binding.key,
    matcher: usableMatcher(binding),
    workload: textOf(binding, 'workload'),
    after: [...linked(analysis, binding.uid, 'after').map(({ uid }) => [uid]), ...placeBefore(binding, siblings)],
    within: millisecondsOf(fieldOf(binding, 'within')),
    atLeast: Math.max(1, numberOf(binding, 'atLeast') ?? 1),
    atMost: numberOf(binding, 'atMost'),
    isForbidden: fieldOf(binding, 'forbidden') === true,
    isConfirmed: fieldOf(binding, 'confirmed') === true,
  }
}

const checked = new WeakMap<Item, Matcher>()

/** A matcher that can be used; looked at once for each binding as it stands: a plan is made anew with each edit. */
function usableMatcher(binding: Item): Matcher {
  const known = checked.get(binding)
  if (known) return known
  const matcher = matcherOf(binding)
  if (isEmptyMatcher(matcher)) {
    const message = 'it asks for no call, resource, argument or payload, so that every call would be it.'
    throw new StpaError('badRequest', message)
  }
  compileMatcher(matcher) // refuses here what would be refused in the middle of a trace
  matchesName(textOf(binding, 'workload'))
  checked.set(binding, matcher)
  return matcher
}

/** The bindings at the place before in the order of the same item: any of them has to come first. */
function placeBefore(binding: Item, siblings: readonly Item[]): Uid[][] {
  const own = numberOf(binding, 'position')
  if (own === undefined) return []
  const places = siblings.flatMap((other) => numberOf(other, 'position') ?? [])
  const before = Math.max(...places.filter((place) => place < own))
  const group = siblings.filter((other) => numberOf(other, 'position') === before)
  return group.length > 0 ? [group.map(({ uid }) => uid)] : []
}
