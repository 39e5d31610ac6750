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
  if (removed.length + added.length > few) return sortedIn(list, new Set(removed), added.toSorted(compare), compare)
  let changed = list
  for (const value of removed) {
    const place = changed.indexOf(value)
    if (place >= 0) changed = changed.toSpliced(place, 1)
  }
  for (const value of added) changed = changed.toSpliced(placeOf(changed, value, compare), 0, value)
  return changed
}

/** Copying a list for each change is fast; for many it is not. */
const few = 4

function sortedIn<V>(
  list: readonly V[],
  removed: ReadonlySet<V>,
  added: readonly V[],
  compare: Grouping<V>['compare'],
): readonly V[] {
  const kept = list.filter((value) => !removed.has(value))
  const pieces: (readonly V[])[] = []
  let taken = 0
  for (const value of added) {
    const place = placeOf(kept, value, compare)
    pieces.push(kept.slice(taken, place), [value])
    taken = place
  }
  return [...pieces, kept.slice(taken)].flat()
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
