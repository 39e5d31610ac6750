import type { Uid } from '../model'
import { middleOf, overlaps } from './geometry'
import { type Heading, lanesOf, occupy, stub, wayThrough } from './lanes'
import type { Point, Rectangle } from './types'

export type Box = Rectangle & { readonly uid: Uid }
/** An arrow to be routed between two boxes. */
export type Wire = { readonly id: string; readonly from: Box; readonly to: Box }

type Side = 'top' | 'right' | 'bottom' | 'left'
type Port = {
  readonly wire: Wire
  readonly isStart: boolean
  readonly box: Box
  readonly side: Side
  readonly wanted: number
}

/** Beside one another on a side of a box. */
const pitch = 16
/** Above this many boxes times arrows the plain route is taken: a picture must not wait for its arrows. */
const effortLimit = 12_000

const outward: Readonly<Record<Side, Heading>> = { top: 0, right: 1, bottom: 2, left: 3 }
const inward = (side: Side): Heading => ((outward[side] + 2) % 4) as Heading // modulo four

/**
 * Orthogonal ways for arrows between boxes that stand where a person put them: round the other boxes and the labels that
 * stay, beside the arrows that stay, beside one another. Wires for which there is no way (boxes too close) are missing in the result.
 */
export function routeWires(
  wires: readonly Wire[],
  boxes: readonly Box[],
  kept: readonly (readonly Point[])[],
  labels: readonly Rectangle[] = [],
): Map<string, Point[]> {
  const result = new Map<string, Point[]>()
  if (wires.length * boxes.length > effortLimit) return result
  const apart = wires.filter((wire) => !overlaps(wire.from, wire.to))
  const ports = placePorts(apart, kept)
  const stops = [...ports.values()].map(stopOf)
  const lanes = lanesOf([...boxes, ...labels], stops)
  for (const points of kept) occupy(lanes, points)
  const length = ({ from, to }: Wire) => {
    const [a, b] = [middleOf(from), middleOf(to)]
    return Math.abs(a.x - b.x) + Math.abs(a.y - b.y)
  }
  for (const wire of [...apart].sort((left, right) => length(left) - length(right))) {
    const [start, end] = [ports.get(`${wire.id} start`), ports.get(`${wire.id} end`)]
    if (!start || !end) continue
    const way = wayThrough(lanes, stopOf(start), outward[start.side], stopOf(end), inward(end.side))
    if (!way) continue
    const points = straightened([start, ...way, end])
    occupy(lanes, points)
    result.set(wire.id, points)
  }
  return result
}

type Placed = Point & { readonly side: Side }

const stopOf = ({ x, y, side }: Placed): Point => ({
  x: x + (side === 'left' ? -stub : side === 'right' ? stub : 0),
  y: y + (side === 'top' ? -stub : side === 'bottom' ? stub : 0),
})

/** Facing sides: below and above where one box is below the other, else left and right. */
function sidesOf({ from, to }: Wire): [Side, Side] {
  if (to.y >= from.y + from.height + 2 * stub) return ['bottom', 'top']
  if (from.y >= to.y + to.height + 2 * stub) return ['top', 'bottom']
  return middleOf(to).x >= middleOf(from).x ? ['right', 'left'] : ['left', 'right']
}

const isUpright = (side: Side): boolean => side === 'left' || side === 'right'
const start = (box: Box, side: Side): number => (isUpright(side) ? box.y : box.x)
const extent = (box: Box, side: Side): number => (isUpright(side) ? box.height : box.width)

/** Where straight ahead lies: the middle of what both boxes have in common, else the middle of the other box. */
function wantedOf(box: Box, other: Box, side: Side): number {
  const low = Math.max(start(box, side), start(other, side))
  const high = Math.min(start(box, side) + extent(box, side), start(other, side) + extent(other, side))
  return high - low > pitch ? (low + high) / 2 : start(other, side) + extent(other, side) / 2
}

function placePorts(wires: readonly Wire[], kept: readonly (readonly Point[])[]): Map<string, Placed> {
  const groups = new Map<string, Port[]>()
  for (const wire of wires) {
    const [first, last] = sidesOf(wire)
    const ends = [
      { wire, isStart: true, box: wire.from, side: first, wanted: wantedOf(wire.from, wire.to, first) },
      { wire, isStart: false, box: wire.to, side: last, wanted: wantedOf(wire.to, wire.from, last) },
    ]
    for (const port of ends) {
      const name = `${port.box.uid} ${port.side}`
      groups.set(name, [...(groups.get(name) ?? []), port])
    }
  }
  const result = new Map<string, Placed>()
  for (const ports of groups.values()) {
    const [{ box, side } = { box: undefined, side: undefined }] = ports
    if (!box || !side) continue
    const places = spread(ports, box, side, takenAt(box, side, kept))
    for (const [index, port] of ports.entries()) {
      const place = places[index] ?? port.wanted
      const x = side === 'left' ? box.x : side === 'right' ? box.x + box.width : place
      const y = side === 'top' ? box.y : side === 'bottom' ? box.y + box.height : place
      result.set(`${port.wire.id} ${port.isStart ? 'start' : 'end'}`, { x, y, side })
    }
  }
  return result
}

/** Where arrows that stay touch this side. */
function takenAt(box: Box, side: Side, kept: readonly (readonly Point[])[]): number[] {
  const border = { top: box.y, bottom: box.y + box.height, left: box.x, right: box.x + box.width }[side]
  return kept.flatMap((points) =>
    [points[0], points.at(-1)].flatMap((point) => {
      if (!point) return []
      const [across, along] = isUpright(side) ? [point.x, point.y] : [point.y, point.x]
      const isHere =
        Math.abs(across - border) < 1.5 && along >= start(box, side) && along <= start(box, side) + extent(box, side)
      return isHere ? [along] : []
    }),
  )
}

/** Places along a side, in the order of what they want, a pitch apart as long as there is room. */
function spread(ports: Port[], box: Box, side: Side, taken: readonly number[]): number[] {
  ports.sort((a, b) => a.wanted - b.wanted || (a.wire.id < b.wire.id ? -1 : 1))
  const [low, high] = [start(box, side) + 10, start(box, side) + extent(box, side) - 10]
  const step = Math.min(pitch, (high - low) / Math.max(1, ports.length + taken.length - 1))
  const places = ports.map((port) => {
    const alike = ports.filter((other) => other.wanted === port.wanted)
    const wanted = port.wanted + (alike.indexOf(port) - (alike.length - 1) / 2) * step
    return free(Math.max(low, Math.min(high, wanted)), taken, step, low, high)
  })
  for (const [index, place] of places.entries())
    places[index] = Math.max(place, (places[index - 1] ?? Number.NEGATIVE_INFINITY) + step)
  let limit = high
  for (let index = places.length - 1; index >= 0; index--) {
    places[index] = Math.min(places[index] ?? limit, limit)
    limit = (places[index] ?? limit) - step
  }
  return places.map(Math.round)
}

/** The nearest place that keeps its distance from what is taken. */
function free(wanted: number, taken: readonly number[], step: number, low: number, high: number): number {
  for (let far = 0; far <= high - low; far += 2) {
    for (const place of [wanted + far, wanted - far]) {
      if (place >= low && place <= high && taken.every((other) => Math.abs(other - place) >= step - 2)) return place
    }
  }
  return wanted
}

/** Without the points on a straight stretch. */
function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const { x, y } of points) {
    const [a, b] = [kept.at(-2), kept.at(-1)]
    if (b && b.x === x && b.y === y) continue
    if (a && b && ((a.x === b.x && b.x === x) || (a.y === b.y && b.y === y))) kept.pop()
    kept.push({ x, y })
  }
  return kept
}
