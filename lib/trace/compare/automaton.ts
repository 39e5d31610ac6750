import { align, mostCells } from './align'
import type { RunItem, RunItems } from './items'

/** A step of the automaton while runs are folded into it: what each run did there. */
export type Place = { readonly item: RunItem; readonly runs: (RunItem | undefined)[] }

/** So many earlier runs are tried for the one whose way a new run follows longest. */
const mostTried = 8

/** How much more must be the same behind a place than not, for two ways to come together there. */
const sameness = 2

/**
 * Folds runs, one by one, into one automaton: each is laid along the earlier run that it is most like;
 * where it leaves that, it goes along what others did there, or its own way.
 */
export class Automaton {
  readonly places: Place[] = []
  /** Indexes of places, by run. */
  readonly paths: number[][] = []
  /** From place to place: with which outcomes of the first. */
  readonly #next: Map<number, Set<string>>[] = []
  isApproximate = false
  #exit: number | undefined

  add({ items, exit }: RunItems): void {
    const run = this.paths.length
    const path = run === 0 ? this.#alone(items) : this.#along(items, run)
    if (exit) path.push(this.#exitPlace(exit, run))
    this.paths.push(path)
    for (const [index, place] of path.entries()) {
      const next = path[index + 1]
      const ways = this.#next[place]
      if (next === undefined || !ways) continue
      const outcomes = ways.get(next) ?? new Set()
      ways.set(next, outcomes.add(this.#itemOf(place, run).run.outcome))
    }
  }

  #alone(items: readonly RunItem[]): number[] {
    return items.map((item) => this.#make(item, 0))
  }

  #make(item: RunItem, run: number): number {
    const place: Place = { item, runs: [] }
    place.runs[run] = item
    this.#next.push(new Map())
    return this.places.push(place) - 1
  }

  #exitPlace(exit: RunItem, run: number): number {
    this.#exit ??= this.#make(exit, run)
    const place = this.places[this.#exit]
    if (place) place.runs[run] = exit
    return this.#exit
  }

  /** Places on the way of an earlier run, without its exit. */
  #wayOf(run: number): number[] {
    return (this.paths[run] ?? []).filter((place) => place !== this.#exit)
  }

  #along(items: readonly RunItem[], run: number): number[] {
    const { way, pairs } = this.#mostLike(items)
    const path: number[] = []
    const back = comingBack(way, pairs, items.length)
    for (const [index, item] of items.entries()) {
      const joined = pairs.get(index)
      const target = joined === undefined ? undefined : way[joined]
      const place = target ?? this.#branch(item, path.at(-1), items[index - 1], back[index])
      path.push(place)
      const found = this.places[place]
      if (found) found.runs[run] = item
    }
    return path
  }

  /** The earlier way that has most in common, and which of the new items are which of its places. */
  #mostLike(items: readonly RunItem[]): { way: number[]; pairs: Map<number, number> } {
    let best = { way: [] as number[], pairs: new Map<number, number>(), worth: -1 } // widened: an empty list has no type
    const tried = new Set<string>()
    const limit = Math.floor(mostCells / Math.min(mostTried, this.paths.length))
    for (const [run, path] of this.paths.entries()) {
      const name = path.join(' ')
      if (tried.has(name) || tried.size >= mostTried) continue
      tried.add(name)
      const way = this.#wayOf(run)
      const earlier = way.map((place) => this.#itemOf(place, run))
      const { pairs, isApproximate } = align(earlier, items, limit)
      if (isApproximate) this.isApproximate = true
      const kept = joins(earlier, items, pairs)
      const worth = kept.reduce((sum, [left]) => sum + (earlier[left]?.weight ?? 0), 0)
      if (worth > best.worth) best = { way, pairs: new Map(kept.map(([left, right]) => [right, left])), worth }
    }
    return best
  }

  #itemOf(place: number, run: number): RunItem {
    const found = this.places[place]
    const item = found?.runs[run] ?? found?.item
    if (!item) throw new RangeError(`No place ${place}.`)
    return item
  }

  /** A step off the way: one that another run took from here with the same outcome, or a new one. */
  #branch(item: RunItem, from: number | undefined, before: RunItem | undefined, target: number | undefined): number {
    const found = this.#follow(from, before?.run.outcome ?? '').find(
      (place) =>
        place !== this.#exit &&
        this.places[place]?.item.label === item.label &&
        place !== target &&
        (target === undefined || !this.#leads(target, place)),
    )
    return found ?? this.#make(item, this.paths.length)
  }

  #follow(from: number | undefined, outcome: string): number[] {
    if (from === undefined) return this.paths.flatMap((way) => way.slice(0, 1))
    return [...(this.#next[from] ?? [])].flatMap(([next, outcomes]) => (outcomes.has(outcome) ? [next] : []))
  }

  /** Is there a way from one place to another? Then going back to the first would be a circle. */
  #leads(from: number, to: number): boolean {
    const seen = new Set([from])
    const open = [from]
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (place === to) return true
      for (const next of this.#next[place]?.keys() ?? []) {
        if (seen.has(next)) continue
        seen.add(next)
        open.push(next)
      }
    }
    return false
  }
}

/** For each item the place at which the run comes back to the way next; undefined where it does not. */
function comingBack(
  way: readonly number[],
  pairs: ReadonlyMap<number, number>,
  length: number,
): (number | undefined)[] {
  const back: (number | undefined)[] = []
  let next: number | undefined
  for (let index = length - 1; index >= 0; index--) {
    const joined = pairs.get(index)
    if (joined !== undefined) next = way[joined]
    back[index] = next
  }
  return back
}

type Pairs = readonly (readonly [number, number])[]

/**
 * Which of the aligned steps become one: all until the runs part (another outcome, or steps that only one has); then they
 * come together only at a step on a resource, and only if what follows is mostly the same.
 */
function joins(left: readonly RunItem[], right: readonly RunItem[], pairs: Pairs): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  const rest = remaining(left, right, pairs)
  let isParted = false
  let [beforeLeft, beforeRight] = [-1, -1]
  for (const [index, [l, r]] of pairs.entries()) {
    const [one, other] = [left[l], right[r]]
    if (!one || !other) continue
    const hasGap = l !== beforeLeft + 1 || r !== beforeRight + 1
    const { same = 0, different = 0 } = rest[index] ?? {}
    if ((isParted || hasGap) && !(other.isResource && same >= sameness * different)) {
      isParted = true
      continue
    }
    kept.push([l, r])
    ;[beforeLeft, beforeRight] = [l, r]
    isParted = one.run.outcome !== other.run.outcome
  }
  return kept
}

/** From each pair on: weight of what is the same, and of what is not. */
function remaining(left: readonly RunItem[], right: readonly RunItem[], pairs: Pairs) {
  const rest: { same: number; different: number }[] = []
  let [same, all] = [0, 0]
  let [atLeft, atRight] = [left.length, right.length]
  for (let index = pairs.length - 1; index >= 0; index--) {
    const [l, r] = pairs[index] ?? [0, 0]
    while (atLeft > l) all += left[--atLeft]?.weight ?? 0
    while (atRight > r) all += right[--atRight]?.weight ?? 0
    same += left[l]?.weight ?? 0
    rest[index] = { same, different: all - 2 * same }
  }
  return rest
}
