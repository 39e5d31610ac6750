import type { Drawing, Point, Rectangle } from './types'

export function overlaps(left: Rectangle, right: Rectangle, gap = 0): boolean {
  return (
    left.x < right.x + right.width + gap &&
    right.x < left.x + left.width + gap &&
    left.y < right.y + right.height + gap &&
    right.y < left.y + left.height + gap
  )
}

export const middleOf = (box: Rectangle): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** The thin box of a stretch of an arrow. */
export const segmentBox = (a: Point, b: Point): Rectangle => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x) + 0.1,
  height: Math.abs(a.y - b.y) + 0.1,
})

export type Overlaps = { readonly boxes: number; readonly labels: number; readonly upward: string[] }

/** What a test, and a user, asks of a picture: overlapping boxes, labels over boxes or labels, control actions upward. */
export function overlapsOf(drawing: Drawing): Overlaps {
  const parents = new Map(drawing.nodes.map((node) => [node.uid, node.parent]))
  const isInside = (inner: string, outer: string): boolean => {
    for (let next = parents.get(inner) ?? null; next !== null; next = parents.get(next) ?? null)
      if (next === outer) return true
    return false
  }
  let boxes = 0
  let labels = 0
  const all = drawing.edges.flatMap((edge) => edge.label ?? [])
  const hasChildren = new Set(drawing.nodes.map((node) => node.parent))
  for (const [index, node] of drawing.nodes.entries()) {
    for (const other of drawing.nodes.slice(index + 1)) {
      if (!isInside(node.uid, other.uid) && !isInside(other.uid, node.uid) && overlaps(node, other)) boxes++
    }
    if (!hasChildren.has(node.uid)) labels += all.filter((label) => overlaps(label, node)).length
  }
  for (const [index, label] of all.entries())
    labels += all.slice(index + 1).filter((other) => overlaps(label, other)).length
  const upward = drawing.edges.filter(
    (edge) => edge.kind === 'controlAction' && (edge.points.at(-1)?.y ?? 0) < (edge.points[0]?.y ?? 0),
  )
  return { boxes, labels, upward: upward.map((edge) => edge.key) }
}
