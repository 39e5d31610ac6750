import type { Uid } from '../model'
import { nodeLine } from './elkGraph'
import { middleOf, overlaps, segmentBox } from './geometry'
import { labelled } from './labels'
import { routeWires } from './router'
import type { Drawing, DrawnEdge, DrawnNode, Point, Rectangle } from './types'

const gap = 24

/**
 * Puts boxes that a person placed exactly there, moves the others out of their way, and routes anew the arrows whose
 * ends moved or that a box now covers. Children go with their parent; a parent grows around a placed child.
 */
export function keepPlaced(drawing: Drawing): Drawing {
  const nodes = new Map<Uid, DrawnNode>(drawing.nodes.map((node) => [node.uid, node]))
  const moved = new Set<Uid>()
  for (const node of drawing.nodes) {
    const child = node.placed ? undefined : drawing.nodes.find((other) => other.parent === node.uid && other.placed)
    if (node.placed) placeAt(nodes, node.uid, node.placed, moved)
    // A box that nobody placed goes where the first placed box inside it is: it must not stretch across the picture.
    else if (child?.placed) shift(nodes, node.uid, ...offsetTo(nodes.get(child.uid), child.placed), moved)
  }
  pushAway(nodes, moved)
  growParents(nodes)
  const boxes = drawing.nodes.map((node) => nodes.get(node.uid) ?? node)
  const leaves = leavesOf(boxes)
  const isFresh = (edge: DrawnEdge) => moved.has(edge.from) || moved.has(edge.to) || crosses(edge, leaves)
  const ways = freshWays(
    drawing.edges.filter(isFresh),
    drawing.edges.filter((edge) => !isFresh(edge)),
    nodes,
    leaves,
  )
  const laid = drawing.edges.map((edge): DrawnEdge => ({ ...edge, points: ways.get(edge.id) ?? edge.points }))
  const edges = labelled(laid, new Set(ways.keys()), leaves)
  return { ...drawing, ...extent(boxes, edges), nodes: boxes, edges }
}

/** Round the boxes where there is room, else by the plain way. */
function freshWays(
  fresh: readonly DrawnEdge[],
  kept: readonly DrawnEdge[],
  nodes: ReadonlyMap<Uid, DrawnNode>,
  leaves: readonly DrawnNode[],
): Map<string, readonly Point[]> {
  const wires = fresh.flatMap(({ id, from, to }) => {
    const [start, end] = [nodes.get(from), nodes.get(to)]
    return start && end ? [{ id, from: start, to: end }] : []
  })
  const stays = kept.map((edge) => edge.points)
  const routed = routeWires(
    wires,
    leaves,
    stays,
    kept.flatMap((edge) => edge.label ?? []),
  )
  const missing = wires.filter((wire) => !routed.has(wire.id))
  // Rather across a label than through a box.
  for (const [id, points] of routeWires(missing, leaves, [...stays, ...routed.values()])) routed.set(id, points)
  return new Map(
    fresh.map((edge) => [edge.id, routed.get(edge.id) ?? route(nodes.get(edge.from), nodes.get(edge.to), edge)]),
  )
}

function shift(nodes: Map<Uid, DrawnNode>, uid: Uid, dx: number, dy: number, moved: Set<Uid>): void {
  if (dx === 0 && dy === 0) return
  const node = nodes.get(uid)
  if (!node) return
  nodes.set(uid, { ...node, x: node.x + dx, y: node.y + dy })
  moved.add(uid)
  for (const child of [...nodes.values()]) if (child.parent === uid) shift(nodes, child.uid, dx, dy, moved)
}

const offsetTo = (from: Point | undefined, to: Point): [number, number] =>
  from ? [to.x - from.x, to.y - from.y] : [0, 0]

function placeAt(
  nodes: Map<Uid, DrawnNode>,
  uid: Uid,
  at: { x: number; y: number; width?: number; height?: number },
  moved: Set<Uid>,
): void {
  const node = nodes.get(uid)
  if (!node) return
  shift(nodes, uid, at.x - node.x, at.y - node.y, moved)
  const now = nodes.get(uid)
  if (now && at.width && at.height) {
    nodes.set(uid, { ...now, width: at.width, height: at.height })
    moved.add(uid)
  }
}

/** Boxes that nobody placed go right or down, past what they overlap; in reading order, so that the picture keeps its shape. */
function pushAway(nodes: Map<Uid, DrawnNode>, moved: Set<Uid>): void {
  const holders = new Set([...nodes.values()].flatMap((node) => (node.placed ? (node.parent ?? []) : [])))
  const isFixed = (node: DrawnNode) => node.placed !== null || holders.has(node.uid)
  const levels = new Map<Uid | null, DrawnNode[]>()
  for (const node of nodes.values()) levels.set(node.parent, [...(levels.get(node.parent) ?? []), node])
  for (const level of levels.values()) {
    const settled = level.filter(isFixed).map((node) => node.uid)
    const free = level.filter((node) => !isFixed(node)).sort((a, b) => a.y - b.y || a.x - b.x)
    for (const { uid } of free) {
      for (let round = 0; round < 60; round++) {
        const box = nodes.get(uid)
        const other =
          box && settled.map((name) => nodes.get(name)).find((candidate) => candidate && overlaps(box, candidate, gap))
        if (!box || !other) break
        const right = other.x + other.width + gap - box.x
        const down = other.y + other.height + gap - box.y
        shift(nodes, uid, right < down ? right : 0, right < down ? 0 : down, moved)
      }
      settled.push(uid)
    }
  }
}

/** Room for the key and name of a box above what is inside it. */
const headOf = (node: DrawnNode): number => node.lines.length * nodeLine + 40

function growParents(nodes: Map<Uid, DrawnNode>): void {
  for (const child of [...nodes.values()].reverse()) {
    const parent = child.parent === null ? undefined : nodes.get(child.parent)
    const box = nodes.get(child.uid)
    if (!parent || !box || parent.placed?.width) continue
    const [x, y] = [Math.min(parent.x, box.x - 12), Math.min(parent.y, box.y - headOf(parent))]
    const right = Math.max(parent.x + parent.width, box.x + box.width + 12)
    const bottom = Math.max(parent.y + parent.height, box.y + box.height + 12)
    nodes.set(parent.uid, { ...parent, x, y, width: right - x, height: bottom - y })
  }
}

function leavesOf(boxes: readonly DrawnNode[]): DrawnNode[] {
  const parents = new Set(boxes.map((box) => box.parent))
  return boxes.filter((box) => !parents.has(box.uid))
}

function crosses(edge: DrawnEdge, leaves: readonly DrawnNode[]): boolean {
  return leaves.some(
    (box) =>
      box.uid !== edge.from &&
      box.uid !== edge.to &&
      edge.points.some((point, index) => {
        const before = edge.points[index - 1]
        return before !== undefined && overlaps(segmentBox(before, point), box)
      }),
  )
}

/** The plain way, one bend pair: from the facing sides of two boxes, spread by the arrow's own identity so that pairs do not coincide. */
export function route(
  from: Rectangle | undefined,
  to: Rectangle | undefined,
  edge: { kind: string; leg: number; key: string },
): Point[] {
  if (!from || !to) return []
  const spread =
    (([...edge.key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 7) - 3) * 12 +
    (edge.kind === 'feedback' ? 18 : -18)
  const [a, b] = [middleOf(from), middleOf(to)]
  const clamp = (value: number, size: number) => Math.max(-size / 2 + 8, Math.min(size / 2 - 8, value))
  const below = to.y >= from.y + from.height
  if (below || from.y >= to.y + to.height) {
    const start = { x: a.x + clamp(spread, from.width), y: below ? from.y + from.height : from.y }
    const end = { x: b.x + clamp(spread, to.width), y: below ? to.y : to.y + to.height }
    const middle = (start.y + end.y) / 2
    return start.x === end.x ? [start, end] : [start, { x: start.x, y: middle }, { x: end.x, y: middle }, end]
  }
  const right = b.x >= a.x
  const start = { x: right ? from.x + from.width : from.x, y: a.y + clamp(spread, from.height) }
  const end = { x: right ? to.x : to.x + to.width, y: b.y + clamp(spread, to.height) }
  const middle = (start.x + end.x) / 2
  return [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end]
}

function extent(boxes: readonly Rectangle[], edges: readonly DrawnEdge[]): { width: number; height: number } {
  const all = [...boxes, ...edges.flatMap((edge) => edge.label ?? [])]
  const points = edges.flatMap((edge) => edge.points)
  return {
    width: Math.max(0, ...all.map((box) => box.x + box.width), ...points.map((point) => point.x)) + gap,
    height: Math.max(0, ...all.map((box) => box.y + box.height), ...points.map((point) => point.y)) + gap,
  }
}
