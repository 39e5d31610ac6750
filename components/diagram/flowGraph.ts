import type { Drawing } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import type { ElementNodeType } from './elementNode'
import type { InteractionEdgeType } from './interactionEdge'

/** The drawing as React Flow's nodes: children relative to their parent, parents first. */
export function flowNodes(
  drawing: Drawing,
  near: ReadonlySet<Uid> | undefined,
  selected: Uid | null,
): ElementNodeType[] {
  const boxes = new Map(drawing.nodes.map((node) => [node.uid, node]))
  const parents = new Set(drawing.nodes.map((node) => node.parent))
  const depth = (uid: Uid): number => {
    const parent = boxes.get(uid)?.parent ?? null
    return parent === null ? 0 : depth(parent) + 1
  }
  const nodes = drawing.nodes.map((node): ElementNodeType => {
    const parent = node.parent === null ? undefined : boxes.get(node.parent)
    return {
      id: node.uid,
      type: 'element',
      position: { x: node.x - (parent?.x ?? 0), y: node.y - (parent?.y ?? 0) },
      width: node.width,
      height: node.height,
      selected: node.uid === selected,
      ...(parent ? { parentId: parent.uid } : {}),
      zIndex: depth(node.uid),
      ariaLabel: `${node.key} ${node.text}`,
      data: { node, isParent: parents.has(node.uid), dim: near !== undefined && !near.has(node.uid) },
    }
  })
  return nodes.sort((left, right) => (left.zIndex ?? 0) - (right.zIndex ?? 0))
}

export function flowEdges(
  drawing: Drawing,
  near: ReadonlySet<Uid> | undefined,
  selected: Uid | null,
  moving: ReadonlySet<Uid>,
  choose: (uid: Uid) => void,
): InteractionEdgeType[] {
  return drawing.edges.map((edge) => ({
    id: edge.id,
    type: 'interaction',
    source: edge.from,
    target: edge.to,
    zIndex: 20,
    ariaLabel: `${edge.key} ${edge.text}`,
    data: {
      edge,
      moving: moving.has(edge.from) || moving.has(edge.to),
      chosen: edge.uid === selected,
      dim:
        near !== undefined &&
        edge.uid !== selected &&
        !(near.has(edge.from) && near.has(edge.to) && (edge.from === selected || edge.to === selected)),
      choose: () => choose(edge.uid),
    },
  }))
}

/** A selected box with its neighbours, or the ends of a selected arrow; undefined when nothing in the picture is selected. */
export function nearOf(drawing: Drawing, selected: Uid | null): ReadonlySet<Uid> | undefined {
  const touching = drawing.edges.filter(
    (edge) => edge.uid === selected || edge.from === selected || edge.to === selected,
  )
  const isBox = drawing.nodes.some((node) => node.uid === selected)
  if (!isBox && touching.length === 0) return undefined
  return new Set([
    ...(selected ? [selected] : []),
    ...touching.flatMap((edge) => [edge.from, edge.to]),
    ...drawing.nodes.filter((node) => node.parent === selected).map((node) => node.uid),
  ])
}
