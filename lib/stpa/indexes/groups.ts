import { MapDraft } from './layeredMap'

/** How values are gathered into lists: under which keys each one stands, and in which order. */
export type Grouping<V> = {
  readonly keysOf: (value: V) => readonly string[]
  /** Zero for the same value only: a list has one order, whichever way it was built. */
  readonly compare: (left: V, right: V) => number
}

export type Groups<V> = ReadonlyMap<string, readonly V[]>

/** All values in their lists, each list sorted. */
export function group<V>(values: Iterable<V>, { keysOf, compare }: Grouping<V>): Groups<V> {
  const groups = new Map<string, V[]>()
  for (const value of values) {
    for (const key of keysOf(value)) {
      const list = groups.get(key)
      if (list) list.push(value)
      else groups.set(key, [value])
    }
  }
  for (const list of groups.values()) list.sort(compare)
  return groups
}

/** The groups without `removed` (values that stand there) and with `added`; lists that do not change are shared. */
export function regroup<V>(
  groups: Groups<V>,
  removed: Iterable<V>,
  added: Iterable<V>,
  { keysOf, compare }: Grouping<V>,
): Groups<V> {
  const changes = new Map<string, { removed: V[]; added: V[] }>()
  const changesOf = (key: string) => {
    const known = changes.get(key) ?? { removed: [], added: [] }
    changes.set(key, known)
    return known
  }
  for (const value of removed) for (const key of keysOf(value)) changesOf(key).removed.push(value)
  for (const value of added) for (const key of keysOf(value)) changesOf(key).added.push(value)
  const draft = new MapDraft(groups)
  for (const [key, change] of changes) {
    const list = changedList(groups.get(key) ?? [], change.removed, change.added, compare)
    if (list.length > 0) draft.set(key, list)
    else draft.delete(key)
  }
  return draft.finish()
}

function changedList<V>(
  list: readonly V[],
  removed: readonly V[],
  added: readonly V[],
  compare: Grouping<V>['compare'],
): readonly V[] {
  const kept = without(list, removed)
  const changed: V[] = []
  let taken = 0
  for (const value of added.toSorted(compare)) {
    const place = placeOf(kept, value, compare)
    for (; taken < place; taken++) changed.push(kept[taken] as V) // below the length of the list
    changed.push(value)
  }
  return changed.length === 0 ? kept : [...changed, ...kept.slice(taken)]
}

/** Looking for one value is faster than asking a set for each of the list; not for many. */
const few = 8

function without<V>(list: readonly V[], removed: readonly V[]): readonly V[] {
  if (removed.length === 0) return list
  if (removed.length > few) {
    const out = new Set(removed)
    return list.filter((value) => !out.has(value))
  }
  const kept = [...list]
  for (const value of removed) {
    const place = kept.indexOf(value)
    if (place >= 0) kept.splice(place, 1)
  }
  return kept
}

/** Where a value stands, or would stand, in a sorted list. */
export function placeOf<V>(list: readonly V[], value: V, compare: Grouping<V>['compare']): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const there = list[middle]
    if (there !== undefined && compare(there, value) < 0) low = middle + 1
    else high = middle
  }
  return low
}
