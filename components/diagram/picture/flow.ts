import { type Edge, type Node, Position } from '@xyflow/react'
import type { Drawing, DrawnEdge, DrawnNode, Rectangle } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import type { Role } from '@/lib/stpa/roles'
import type { CoverageMark } from './coverageMark'

/** Bound to the kernel, and whether another kernel puts that in doubt. */
export type KernelMark = 'none' | 'bound' | 'suspect'

export type BoxData = {
  readonly box: DrawnNode
  readonly roles: readonly Role[]
  /** It has boxes inside, drawn or folded away. */
  readonly isParent: boolean
  /** How many boxes are folded away in it. */
  readonly inside: number
  readonly kernel: KernelMark
  readonly coverage: CoverageMark | undefined
}
export type BoxNode = Node<BoxData, 'box'>

/** `home`: where both ends stood when the points were laid out; an end that stands elsewhere is being dragged. */
export type ArrowData = {
  readonly arrow: DrawnEdge
  readonly home: { readonly from: Rectangle; readonly to: Rectangle }
  readonly sentence: string
  readonly kernel: KernelMark
  readonly coverage: CoverageMark | undefined
}
export type ArrowEdge = Edge<ArrowData, 'arrow'>

const rectangleOf = ({ x, y, width, height }: Rectangle): Rectangle => ({ x, y, width, height })

/** Boxes with positions relative to the box that they stand in; parents first, as React Flow wants them. */
export function boxNodes(
  drawing: Drawing,
  more: {
    rolesOf: (uid: Uid) => readonly Role[]
    kernelOf: (uid: Uid) => KernelMark
    coverage: ReadonlyMap<Uid, CoverageMark>
    inside: ReadonlyMap<Uid, number>
    parents: ReadonlySet<Uid>
  },
): BoxNode[] {
  const boxOf = new Map(drawing.nodes.map((box) => [box.uid, box]))
  return drawing.nodes.map((box): BoxNode => {
    const parent = box.parent === null ? undefined : boxOf.get(box.parent)
    return {
      id: box.uid,
      type: 'box',
      position: parent ? { x: box.x - parent.x, y: box.y - parent.y } : { x: box.x, y: box.y },
      ...(parent ? { parentId: parent.uid } : {}),
      width: box.width,
      height: box.height,
      measured: { width: box.width, height: box.height },
      handles: handlesOf(box),
      data: {
        box,
        roles: more.rolesOf(box.uid),
        isParent: more.parents.has(box.uid),
        inside: more.inside.get(box.uid) ?? 0,
        kernel: more.kernelOf(box.uid),
        coverage: more.coverage.get(box.uid),
      },
    }
  })
}

/** Given here, so that arrows to boxes outside of the view are drawn too. */
function handlesOf({ width, height }: Rectangle): NonNullable<BoxNode['handles']> {
  const at = { type: 'source' as const, width: 1, height: 1 }
  return [
    { ...at, id: 'top', position: Position.Top, x: width / 2, y: 0 },
    { ...at, id: 'right', position: Position.Right, x: width, y: height / 2 },
    { ...at, id: 'bottom', position: Position.Bottom, x: width / 2, y: height },
    { ...at, id: 'left', position: Position.Left, x: 0, y: height / 2 },
  ]
}

export function arrowEdges(
  drawing: Drawing,
  sentenceOf: (edge: DrawnEdge) => string,
  kernelOf: (uid: Uid) => KernelMark,
  coverage: ReadonlyMap<Uid, CoverageMark>,
): ArrowEdge[] {
  const boxOf = new Map(drawing.nodes.map((box) => [box.uid, box]))
  return drawing.edges.flatMap((arrow): ArrowEdge[] => {
    const [from, to] = [boxOf.get(arrow.from), boxOf.get(arrow.to)]
    if (!from || !to) return []
    return [
      {
        id: arrow.id,
        type: 'arrow',
        source: arrow.from,
        target: arrow.to,
        data: {
          arrow,
          home: { from: rectangleOf(from), to: rectangleOf(to) },
          sentence: sentenceOf(arrow),
          kernel: kernelOf(arrow.uid),
          coverage: coverage.get(arrow.uid),
        },
        domAttributes: { 'aria-hidden': true },
      },
    ]
  })
}
