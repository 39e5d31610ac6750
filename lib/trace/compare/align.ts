/** What is aligned: the same label is the same step; the same loose label is nearly the same. */
export type Aligned = { readonly label: string; readonly looseLabel: string; readonly weight: number }

export type Alignment = {
  /** Index in the first and in the second list, both growing. */
  readonly pairs: readonly (readonly [number, number])[]
  /** Parts were so long that only what is there once was looked for. */
  readonly isApproximate: boolean
}

/** Cells of one table: at most 16 MB, some hundred milliseconds. */
export const mostCells = 16_000_000

/** Labels as numbers. */
type Side = { readonly labels: Int32Array; readonly loose: Int32Array; readonly weights: Int32Array }
type Work = { readonly left: Side; readonly right: Side; readonly pairs: [number, number][]; readonly limit: number }
/** From and to, on the left and on the right. */
type Part = readonly [number, number, number, number]

function sideOf(list: readonly Aligned[], ids: Map<string, number>): Side {
  const id = (label: string): number => {
    const known = ids.get(label) ?? ids.size
    ids.set(label, known)
    return known
  }
  return {
    labels: Int32Array.from(list, ({ label }) => id(label)),
    loose: Int32Array.from(list, ({ looseLabel }) => id(looseLabel)),
    weights: Int32Array.from(list, ({ weight }) => weight),
  }
}

/**
 * Weighted longest common subsequence. Equal ends are taken first; the rest by the whole table, or, where
 * that is too large, between steps that stand once on both sides.
 */
export function align(left: readonly Aligned[], right: readonly Aligned[], limit = mostCells): Alignment {
  const ids = new Map<string, number>()
  const work: Work = { left: sideOf(left, ids), right: sideOf(right, ids), pairs: [], limit }
  const isSame = (l: number, r: number): boolean => work.left.labels[l] === work.right.labels[r]
  let start = 0
  while (start < left.length && start < right.length && isSame(start, start)) start++
  for (let at = 0; at < start; at++) work.pairs.push([at, at])
  let [endLeft, endRight] = [left.length, right.length]
  while (endLeft > start && endRight > start && isSame(endLeft - 1, endRight - 1)) {
    endLeft--
    endRight--
  }
  const isApproximate = alignPart(work, [start, endLeft, start, endRight])
  for (let at = 0; endLeft + at < left.length; at++) work.pairs.push([endLeft + at, endRight + at])
  return { pairs: work.pairs, isApproximate }
}

/** True when it was only approximated. */
function alignPart(work: Work, part: Part): boolean {
  const [fromLeft, toLeft, fromRight, toRight] = part
  if (fromLeft === toLeft || fromRight === toRight) return false
  if ((toLeft - fromLeft) * (toRight - fromRight) <= work.limit) {
    byTable(work, part)
    return false
  }
  let [atLeft, atRight] = [fromLeft, fromRight]
  for (const [left, right] of [...anchors(work, part), [toLeft, toRight] as const]) {
    // What is still too long between two anchors stays apart.
    if ((left - atLeft) * (right - atRight) <= work.limit) alignPart(work, [atLeft, left, atRight, right])
    if (left < toLeft) work.pairs.push([left, right])
    atLeft = left + 1
    atRight = right + 1
  }
  return true
}

/** What a pair is worth; 0 for two that do not match. */
function worth({ left, right }: Work, l: number, r: number): number {
  if (left.labels[l] === right.labels[r]) return 2 * (left.weights[l] ?? 0)
  return left.loose[l] === right.loose[r] ? 2 * (left.weights[l] ?? 0) - 1 : 0
}

const pairUp = 1
const skipLeft = 2
const skipRight = 3

/** From behind, so that of several best ways the one that pairs earliest is taken. */
function byTable(work: Work, [fromLeft, toLeft, fromRight, toRight]: Part): void {
  const columns = toRight - fromRight
  const steps = new Uint8Array((toLeft - fromLeft) * columns)
  let below = new Int32Array(columns + 1)
  let own = new Int32Array(columns + 1)
  for (let row = toLeft - fromLeft - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const value = worth(work, fromLeft + row, fromRight + column)
      const paired = value === 0 ? -1 : value + (below[column + 1] ?? 0)
      const [withoutLeft, withoutRight] = [below[column] ?? 0, own[column + 1] ?? 0]
      const best = Math.max(paired, withoutLeft, withoutRight)
      own[column] = best
      steps[row * columns + column] = best === paired ? pairUp : best === withoutLeft ? skipLeft : skipRight
    }
    ;[below, own] = [own, below]
  }
  for (let row = 0, column = 0; row < toLeft - fromLeft && column < columns; ) {
    const step = steps[row * columns + column]
    if (step === pairUp) work.pairs.push([fromLeft + row, fromRight + column])
    if (step !== skipRight) row++
    if (step !== skipLeft) column++
  }
}

/** Where a label stands, if it does so once. */
function once(labels: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>()
  for (let at = from; at < to; at++) {
    const label = labels[at] ?? -1
    places.set(label, places.has(label) ? -1 : at)
  }
  return places
}

/** Steps that stand once on both sides, as many as come in the same order (the longest growing subsequence). */
function anchors({ left, right }: Work, [fromLeft, toLeft, fromRight, toRight]: Part): (readonly [number, number])[] {
  const places = once(right.labels, fromRight, toRight)
  const candidates = [...once(left.labels, fromLeft, toLeft)]
    .map(([label, at]) => [at, places.get(label) ?? -1] as const)
    .filter(([l, r]) => l >= 0 && r >= 0)
    .sort(([l], [other]) => l - other)
  const ends: number[] = []
  const before: number[] = []
  for (const [index, [, r]] of candidates.entries()) {
    const length = firstNotBelow(ends, (end) => candidates[end]?.[1] ?? 0, r)
    before[index] = ends[length - 1] ?? -1
    ends[length] = index
  }
  const chain: (readonly [number, number])[] = []
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = candidates[index]
    if (pair) chain.push(pair)
  }
  return chain.reverse()
}

function firstNotBelow(ends: readonly number[], valueAt: (end: number) => number, value: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (valueAt(ends[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}
