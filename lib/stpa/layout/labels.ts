import { overlaps, segmentBox } from './geometry'
import type { DrawnEdge, Point, Rectangle } from './types'

/** Above this many arrows labels keep off boxes and labels only: looking at every stretch would take too long. */
const carefulUpTo = 300

/** Labels of fresh arrows, and those that a box came to cover, get a new place; all others stay. */
export function labelled(
  edges: readonly DrawnEdge[],
  fresh: ReadonlySet<string>,
  boxes: readonly Rectangle[],
): DrawnEdge[] {
  const isLoose = ({ id, label }: DrawnEdge) => fresh.has(id) || boxes.some((box) => label && overlaps(label, box, 2))
  const taken: Rectangle[] = [...boxes, ...edges.flatMap((edge) => (edge.label && !isLoose(edge) ? edge.label : []))]
  const careful = edges.length <= carefulUpTo
  const stretches = careful ? edges.flatMap(({ id, points }) => stretchesOf(points).map((box) => ({ id, box }))) : []
  return edges.map((edge) => {
    if (!edge.label || !isLoose(edge)) return edge
    const lines = stretches.flatMap(({ id, box }) => (id === edge.id ? [] : box))
    const label = { ...edge.label, ...placeOf(edge.label, edge.points, taken, lines) }
    taken.push(label)
    return { ...edge, label }
  })
}

const stretchesOf = (points: readonly Point[]): Rectangle[] =>
  points.slice(1).map((point, index) => segmentBox(points[index] ?? point, point))

/**
 * On its own arrow if that hides no other one, else close beside it, else on it across another, else further away;
 * below the whole picture when nothing is free. Never on a box or on another label.
 */
function placeOf(
  label: Rectangle,
  points: readonly Point[],
  taken: readonly Rectangle[],
  lines: readonly Rectangle[],
): Point {
  const isFree = (at: Point, among: readonly Rectangle[]) =>
    at.x >= 4 && at.y >= 4 && !among.some((box) => overlaps({ ...label, ...at }, box, 2))
  const strict = [...taken, ...lines]
  for (const [ring, among] of [
    [0, strict],
    [1, strict],
    [0, taken],
    [1, taken],
    [2, taken],
    [3, taken],
    [5, taken],
  ] as const) {
    const place = placesAt(label, points, ring).find((at) => isFree(at, among))
    if (place) return place
  }
  return { x: label.x, y: Math.max(0, ...taken.map((box) => box.y + box.height)) + 6 }
}

const parts = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9] as const

/** Places along the arrow, its longest stretches first, each `ring` steps to either side. */
function placesAt(label: Rectangle, points: readonly Point[], ring: number): Point[] {
  const all = points.slice(1).map((point, index) => [points[index] ?? point, point] as const)
  // A label on the last short stretch would hide the arrow head.
  const long = all.filter(([a, b]) => Math.hypot(b.x - a.x, b.y - a.y) > 30)
  const stretches = long.length > 0 ? long : all
  stretches.sort(([a, b], [c, d]) => Math.hypot(d.x - c.x, d.y - c.y) - Math.hypot(b.x - a.x, b.y - a.y))
  return stretches.flatMap(([a, b]) =>
    parts.flatMap((part) =>
      (ring === 0 ? [0] : [-ring, ring]).map((side) => ({
        x: a.x + (b.x - a.x) * part - label.width / 2 + (a.x === b.x ? side * (label.width / 2 + 5) : 0),
        y: a.y + (b.y - a.y) * part - label.height / 2 + (a.x === b.x ? 0 : side * (label.height / 2 + 5)),
      })),
    ),
  )
}
