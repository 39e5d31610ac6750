import type { Step } from './steps'

/** A piece of a flow while it is folded: a step, an episode or a loop, with the sums of its calls. */
export type Item = {
  /** Equal for pieces that do the same, whatever their counts. */
  key: number
  readonly kind: 'step' | 'episode' | 'loop'
  step: Step
  count: number
  most: number
  calls: number
  first: number
  last: number
  end: number
  /** Seconds; `sum` is NaN when the trace has none. */
  least: number
  longest: number
  sum: number
  children: readonly Item[]
}

export const noItems: readonly Item[] = []

export function stepItem(step: Step, calls: number, first: number, end: number, seconds: number): Item {
  const times = { least: seconds, longest: seconds, sum: seconds }
  return {
    key: step.id,
    kind: 'step',
    step,
    count: 1,
    most: 1,
    calls,
    first,
    last: first,
    end,
    ...times,
    children: noItems,
  }
}

/** Adds the lines, calls and times of an item to those of another. */
export function addSums(into: Item, from: Item): void {
  into.calls += from.calls
  if (from.first < into.first) into.first = from.first
  if (from.last > into.last) into.last = from.last
  if (from.end > into.end) into.end = from.end
  if (Number.isNaN(from.sum)) return
  const isFirst = Number.isNaN(into.sum)
  into.least = isFirst ? from.least : Math.min(into.least, from.least)
  into.longest = isFirst ? from.longest : Math.max(into.longest, from.longest)
  into.sum = isFirst ? from.sum : into.sum + from.sum
}

/** The same piece again in another round: counts become a range. */
export function addRound(into: Item, from: Item): void {
  addSums(into, from)
  into.count = Math.min(into.count, from.count)
  into.most = Math.max(into.most, from.most)
  addChildren(into, from)
}

/** The same piece again right behind: counts add up. */
export function addNext(into: Item, from: Item): void {
  addSums(into, from)
  into.count += from.count
  into.most += from.most
  addChildren(into, from)
}

function addChildren(into: Item, from: Item): void {
  if (into.children.length !== from.children.length) return
  for (const [index, child] of into.children.entries()) {
    const other = from.children[index]
    if (other) addRound(child, other)
  }
}

/** An item around others, with their sums. */
export function around(kind: Item['kind'], step: Step, key: number, children: readonly Item[]): Item {
  const item: Item = { ...stepItem(step, 0, children[0]?.first ?? 0, 0, Number.NaN), kind, key, children }
  for (const child of children) addSums(item, child)
  return item
}
