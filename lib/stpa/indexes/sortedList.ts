/** Zero for the same value only: a list has one order, whichever way it was built. */
export type Compare<V> = (left: V, right: V) => number

/** What makes a list of another one. The removed ones stand there, the added ones do not (any more). */
type Step<V> = { readonly from: SortedList<V>; readonly removed: readonly V[]; readonly added: readonly V[] }

/** A list that lags behind by more of its values than one in so many is put together: each change pays for a few. */
const share = 8

/**
 * A list that never changes, made from another one by a few changes, and put together when it is first read: a commit
 * that changes a list of thousands, and does not read it, costs nothing of its length.
 */
export class SortedList<V> {
  readonly size: number
  #values: readonly V[] | undefined
  #step: Step<V> | undefined
  /** Changes that were not put in yet. */
  readonly #behind: number
  /** Not known when it was taken away, until the list is read. */
  #last: V | undefined

  private constructor(size: number, content: readonly V[] | Step<V>, behind: number, last: V | undefined) {
    this.size = size
    if ('from' in content) this.#step = content
    else this.#values = content
    this.#behind = behind
    this.#last = last
  }

  static of<V>(sorted: readonly V[]): SortedList<V> {
    return new SortedList(sorted.length, sorted, 0, sorted.at(-1))
  }

  /** `compare` is that of today: whatever is ordered otherwise by it than before was removed and added. */
  read(compare: Compare<V>): readonly V[] {
    if (!this.#values) {
      this.#values = this.#putTogether(compare)
      this.#step = undefined // lets go of the lists before
      this.#last = this.#values.at(-1)
    }
    return this.#values
  }

  last(compare: Compare<V>): V | undefined {
    if (this.#last === undefined) this.read(compare)
    return this.#last
  }

  changed(removed: readonly V[], added: readonly V[], compare: Compare<V>): SortedList<V> {
    const size = this.size - removed.length + added.length
    const behind = (this.#values ? 0 : this.#behind) + removed.length + added.length
    const list = new SortedList(size, { from: this, removed, added }, behind, this.#lastAfter(removed, added, compare))
    if (behind > size / share) list.read(compare)
    return list
  }

  #lastAfter(removed: readonly V[], added: readonly V[], compare: Compare<V>): V | undefined {
    if (this.#last === undefined || removed.includes(this.#last)) return undefined
    return added.reduce((latest, value) => (compare(latest, value) < 0 ? value : latest), this.#last)
  }

  #putTogether(compare: Compare<V>): readonly V[] {
    const steps: Step<V>[] = []
    let base: SortedList<V> = this
    for (let step = base.#step; step; step = base.#step) {
      steps.push(step)
      base = step.from
    }
    const [removed, added] = [new Set<V>(), new Set<V>()]
    for (const step of steps.reverse()) {
      for (const value of step.removed) if (!added.delete(value)) removed.add(value)
      for (const value of step.added) added.add(value)
    }
    return merged(base.#values ?? [], removed, [...added].sort(compare), compare)
  }
}

function merged<V>(
  list: readonly V[],
  removed: ReadonlySet<V>,
  added: readonly V[],
  compare: Compare<V>,
): readonly V[] {
  const kept = removed.size === 0 ? list : list.filter((value) => !removed.has(value))
  const all: V[] = []
  let taken = 0
  for (const value of added) {
    const place = placeOf(kept, value, compare)
    for (const before of kept.slice(taken, place)) all.push(before)
    all.push(value)
    taken = place
  }
  return all.concat(kept.slice(taken))
}

/** Where a value stands, or would stand, in a sorted list. */
export function placeOf<V>(list: readonly V[], value: V, compare: Compare<V>): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const there = list[middle]
    if (there !== undefined && compare(there, value) < 0) low = middle + 1
    else high = middle
  }
  return low
}
