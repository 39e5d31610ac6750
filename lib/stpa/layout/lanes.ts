import type { Point, Rectangle } from './types'

/** Between an arrow and a box that is none of its ends. */
const clearance = 6
/** How far an arrow leaves a box before it may turn. */
export const stub = 14
const bendCost = 45
const crossingCost = 14

/** Up, right, down, left. */
export type Heading = 0 | 1 | 2 | 3

/** The lanes that arrows may take, where boxes bar them, and which stretches are taken already. */
export type Lanes = {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  /** Per stretch to the right of (column, row), and below it: barred, and how many arrows run there. */
  readonly barredRight: Uint8Array
  readonly barredDown: Uint8Array
  readonly usedRight: Uint8Array
  readonly usedDown: Uint8Array
}

const at = (lanes: Pick<Lanes, 'xs'>, column: number, row: number): number => row * lanes.xs.length + column

/** Lanes run beside every box, with one more beside each, and through every stop (the first turn after a box). */
export function lanesOf(boxes: readonly Rectangle[], stops: readonly Point[]): Lanes {
  const xs = new Set(stops.map((stop) => stop.x))
  const ys = new Set(stops.map((stop) => stop.y))
  for (const box of boxes) {
    for (const far of [stub, stub + 11]) {
      xs.add(box.x - far).add(box.x + box.width + far)
      ys.add(box.y - far).add(box.y + box.height + far)
    }
  }
  const sorted = (values: Set<number>) => [...values].sort((a, b) => a - b)
  const grid = { xs: sorted(xs), ys: sorted(ys) }
  const size = grid.xs.length * grid.ys.length
  const bars = { barredRight: new Uint8Array(size), barredDown: new Uint8Array(size) }
  for (const box of boxes) bar(grid, bars, box)
  return { ...grid, ...bars, usedRight: new Uint8Array(size), usedDown: new Uint8Array(size) }
}

function bar(
  grid: Pick<Lanes, 'xs' | 'ys'>,
  { barredRight, barredDown }: Pick<Lanes, 'barredRight' | 'barredDown'>,
  box: Rectangle,
): void {
  const [left, right] = [box.x - clearance, box.x + box.width + clearance]
  const [top, bottom] = [box.y - clearance, box.y + box.height + clearance]
  for (const row of within(grid.ys, top, bottom))
    for (const column of stretchesWithin(grid.xs, left, right)) barredRight[at(grid, column, row)] = 1
  for (const column of within(grid.xs, left, right))
    for (const row of stretchesWithin(grid.ys, top, bottom)) barredDown[at(grid, column, row)] = 1
}

/** Indexes of the sorted values strictly between two. */
function within(values: readonly number[], low: number, high: number): number[] {
  let first = 0
  for (let end = values.length; first < end; ) {
    const middle = (first + end) >> 1
    if ((values[middle] ?? high) <= low) first = middle + 1
    else end = middle
  }
  const found: number[] = []
  for (let index = first; index < values.length && (values[index] ?? high) < high; index++) found.push(index)
  return found
}

/** Notes that an arrow runs along these points, so that others keep off; lanes closer than 7 pixels count as the same. */
export function occupy(lanes: Lanes, points: readonly Point[]): void {
  for (const [index, b] of points.entries()) {
    const a = points[index - 1]
    if (!a) continue
    const isAcross = Math.abs(a.y - b.y) < 0.5
    const [from, to] = isAcross ? [Math.min(a.x, b.x), Math.max(a.x, b.x)] : [Math.min(a.y, b.y), Math.max(a.y, b.y)]
    const same = isAcross ? within(lanes.ys, a.y - 7, a.y + 7) : within(lanes.xs, a.x - 7, a.x + 7)
    const stretches = stretchesWithin(isAcross ? lanes.xs : lanes.ys, from, to)
    const used = isAcross ? lanes.usedRight : lanes.usedDown
    for (const lane of same) {
      for (const stretch of stretches) {
        const place = isAcross ? at(lanes, stretch, lane) : at(lanes, lane, stretch)
        used[place] = (used[place] ?? 0) + 1
      }
    }
  }
}

/** Indexes of the stretches, each up to the next value, that have something in common with an interval. */
function stretchesWithin(values: readonly number[], from: number, to: number): number[] {
  const inside = within(values, from, to)
  const first = inside[0] ?? values.findIndex((value) => value >= to)
  return first > 0 ? [first - 1, ...inside] : inside
}

type Cell = { readonly column: number; readonly row: number }

function cellOf(lanes: Lanes, point: Point): Cell | undefined {
  const [column, row] = [lanes.xs.indexOf(point.x), lanes.ys.indexOf(point.y)]
  return column < 0 || row < 0 ? undefined : { column, row }
}

/** One step along a lane; undefined where a box or the edge of the picture bars it. */
function stepFrom(lanes: Lanes, { column, row }: Cell, heading: Heading): (Cell & { cost: number }) | undefined {
  const isAcross = heading % 2 === 1
  const isBack = heading === 0 || heading === 3
  const next = { column: column + (isAcross ? (isBack ? -1 : 1) : 0), row: row + (isAcross ? 0 : isBack ? -1 : 1) }
  const [x, y] = [lanes.xs[next.column], lanes.ys[next.row]]
  if (x === undefined || y === undefined) return undefined
  const stretch = isBack ? at(lanes, next.column, next.row) : at(lanes, column, row)
  if ((isAcross ? lanes.barredRight : lanes.barredDown)[stretch]) return undefined
  const length = Math.abs(x - (lanes.xs[column] ?? x)) + Math.abs(y - (lanes.ys[row] ?? y))
  const along = (isAcross ? lanes.usedRight : lanes.usedDown)[stretch] ?? 0
  const crossed = (isAcross ? lanes.usedDown : lanes.usedRight)[at(lanes, next.column, next.row)] ?? 0
  return { ...next, cost: length + along * (30 + length * 2) + crossed * crossingCost }
}

type Open = { readonly state: number; readonly rank: number }

/** Cheapest way from one stop to another (A*): short, few turns, few crossings, not on top of other arrows. */
export function wayThrough(
  lanes: Lanes,
  from: Point,
  leaving: Heading,
  to: Point,
  arriving: Heading,
): Point[] | undefined {
  const [start, goal] = [cellOf(lanes, from), cellOf(lanes, to)]
  if (!start || !goal) return undefined
  const columns = lanes.xs.length
  const stateOf = (cell: Cell, heading: Heading) => (cell.row * columns + cell.column) * 4 + heading
  const costs = new Map<number, number>([[stateOf(start, leaving), 0]])
  const before = new Map<number, number>()
  const open: Open[] = []
  push(open, { state: stateOf(start, leaving), rank: 0 })
  for (let next = pop(open); next; next = pop(open)) {
    const heading = (next.state % 4) as Heading // states are made of four headings
    const place = Math.floor(next.state / 4)
    const cell = { column: place % columns, row: Math.floor(place / columns) }
    if (cell.column === goal.column && cell.row === goal.row && heading === arriving) {
      return pointsOf(lanes, before, next.state)
    }
    const cost = costs.get(next.state) ?? 0
    for (const turn of [0, 1, 3] as const) {
      const turned = ((heading + turn) % 4) as Heading // modulo four
      const step = turn === 0 ? stepFrom(lanes, cell, heading) : { ...cell, cost: bendCost }
      if (!step) continue
      const state = stateOf(step, turned)
      const total = cost + step.cost
      if (total >= (costs.get(state) ?? Number.POSITIVE_INFINITY)) continue
      costs.set(state, total)
      before.set(state, next.state)
      const left = Math.abs((lanes.xs[step.column] ?? 0) - to.x) + Math.abs((lanes.ys[step.row] ?? 0) - to.y)
      push(open, { state, rank: total + left })
    }
  }
  return undefined
}

function pointsOf(lanes: Lanes, before: ReadonlyMap<number, number>, last: number): Point[] {
  const points: Point[] = []
  for (let state: number | undefined = last; state !== undefined; state = before.get(state)) {
    const place = Math.floor(state / 4)
    const x = lanes.xs[place % lanes.xs.length] ?? 0
    points.push({ x, y: lanes.ys[Math.floor(place / lanes.xs.length)] ?? 0 })
  }
  return points.reverse()
}

function push(heap: Open[], entry: Open): void {
  let index = heap.push(entry) - 1
  while (index > 0) {
    const above = (index - 1) >> 1
    const other = heap[above]
    if (!other || other.rank <= entry.rank) break
    heap[index] = other
    index = above
  }
  heap[index] = entry
}

function pop(heap: Open[]): Open | undefined {
  const [first, last] = [heap[0], heap.pop()]
  if (!first || !last || heap.length === 0) return first
  let index = 0
  for (;;) {
    let child = index * 2 + 1
    if ((heap[child + 1]?.rank ?? Number.POSITIVE_INFINITY) < (heap[child]?.rank ?? 0)) child++
    const other = heap[child]
    if (!other || other.rank >= last.rank) break
    heap[index] = other
    index = child
  }
  heap[index] = last
  return first
}
