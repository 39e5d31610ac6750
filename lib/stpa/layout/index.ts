import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api'
import { StpaError } from '../errors'
import type { Uid } from '../model'
import { elkGraphOf } from './elkGraph'
import { keepPlaced } from './placed'
import type { Diagram, Drawing, DrawnEdge, DrawnNode, Point, Rectangle } from './types'

/** The part of elkjs that is used: the bundled build, or one in a worker. */
export type Elk = { layout: (graph: ElkNode) => Promise<ElkNode> }

/** At most this many boxes and arrows are laid out at once; larger structures are drawn by level. */
export const layoutLimit = 3_000

/**
 * Lays a control structure out: authority downward, feedback upward, orthogonal arrows, labels on their arrows, nested
 * boxes. Boxes that a person placed stay where they are. Deterministic.
 * @throws StpaError tooLarge
 */
export async function layoutDiagram(diagram: Diagram, elk: Elk): Promise<Drawing> {
  if (diagram.nodes.length + diagram.edges.length > layoutLimit) {
    const message = `${diagram.nodes.length} boxes and ${diagram.edges.length} arrows are too many for one picture (${layoutLimit}). Show fewer elements in this structure.`
    throw new StpaError('tooLarge', message)
  }
  const input = elkGraphOf(diagram)
  const result = await elk.layout(input.root)
  const boxes = new Map<Uid, Rectangle>()
  collect(result, boxes)
  const edges = new Map((result.edges ?? []).map((edge) => [edge.id, edge]))
  const nodes = diagram.nodes.map(
    (node): DrawnNode => ({
      ...node,
      ...(boxes.get(node.uid) ?? zero),
      lines: input.sizes.get(node.uid)?.lines ?? [node.text],
    }),
  )
  const drawn = diagram.edges.map((edge): DrawnEdge => {
    const found = edges.get(edge.id)
    const points = pointsOf(found)
    const size = input.labels.get(edge.id)
    const label = found?.labels?.[0]
    return {
      ...edge,
      points: input.turned.has(edge.id) ? points.reverse() : points,
      label:
        size && label
          ? { x: label.x ?? 0, y: label.y ?? 0, width: size.width, height: size.height, lines: size.lines }
          : null,
    }
  })
  const drawing = { title: diagram.title, width: result.width ?? 0, height: result.height ?? 0, nodes, edges: drawn }
  return diagram.nodes.some((node) => node.placed) ? keepPlaced(drawing) : drawing
}

const zero: Rectangle = { x: 0, y: 0, width: 0, height: 0 }

function collect(node: ElkNode, boxes: Map<Uid, Rectangle>): void {
  for (const child of node.children ?? []) {
    boxes.set(child.id, { x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 })
    collect(child, boxes)
  }
}

function pointsOf(edge: ElkExtendedEdge | undefined): Point[] {
  return (edge?.sections ?? []).flatMap((section) => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ])
}
