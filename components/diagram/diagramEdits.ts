import { createItem } from '@/components/item/edits'
import { graphOf, itemsOf } from '@/lib/stpa/graph'
import type { InteractionKind } from '@/lib/stpa/kinds/interaction'
import type { Drawing } from '@/lib/stpa/layout/types'
import type { Analysis, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

/** An interaction drawn between two boxes, shown in this structure. */
export function connection(
  structure: Uid,
  kind: InteractionKind,
  name: string,
  from: Uid,
  to: Uid,
): { uid: Uid; operations: Operation[] } {
  const { uid, operation } = createItem(kind, name)
  const link = (linkName: string, end: Uid): Operation => ({ op: 'link', from: uid, name: linkName, to: end })
  return {
    uid,
    operations: [
      operation,
      link('source', from),
      link('target', to),
      { op: 'link', from: structure, name: 'shows', to: uid },
    ],
  }
}

export function newElement(
  structure: Uid,
  name: string,
  at?: { x: number; y: number },
): { uid: Uid; operations: Operation[] } {
  const { uid, operation } = createItem('element', name)
  const place: Operation[] = at
    ? [{ op: 'place', structure, item: uid, at: { x: Math.round(at.x), y: Math.round(at.y) } }]
    : []
  return { uid, operations: [operation, { op: 'link', from: structure, name: 'shows', to: uid }, ...place] }
}

/** A structure that shows these elements, or all there are. */
export function newStructure(
  analysis: Analysis,
  name: string,
  shown: readonly Uid[] = itemsOf(analysis, 'element').map((item) => item.uid),
): { uid: Uid; operations: Operation[] } {
  const { uid, operation } = createItem('structure', name)
  return {
    uid,
    operations: [operation, ...shown.map((to): Operation => ({ op: 'link', from: uid, name: 'shows', to }))],
  }
}

/** Takes elements out of a structure; they stay in the analysis. */
export function takeOut(analysis: Analysis, structure: Uid, uids: readonly Uid[]): Operation[] {
  const shown = new Set((graphOf(analysis).outgoing.get(structure) ?? []).map((link) => link.to))
  return uids
    .filter((uid) => shown.has(uid))
    .flatMap((uid): Operation[] => [
      { op: 'unlink', from: structure, name: 'shows', to: uid },
      { op: 'place', structure, item: uid, at: null },
    ])
}

/** Gives all boxes of a structure back to the automatic layout. */
export function unplaceAll(analysis: Analysis, structure: Uid): Operation[] {
  return [...analysis.positions.values()]
    .filter((position) => position.structure === structure)
    .map((position) => ({ op: 'place', structure, item: position.item, at: null }))
}

/** The innermost box under a point that is neither the item nor inside it: where it is dropped. */
export function dropTarget(drawing: Drawing, uid: Uid, point: { x: number; y: number }): Uid | null {
  const boxes = new Map(drawing.nodes.map((node) => [node.uid, node]))
  const isInside = (inner: Uid): boolean => {
    for (let next: Uid | null = inner; next !== null; next = boxes.get(next)?.parent ?? null)
      if (next === uid) return true
    return false
  }
  const under = drawing.nodes.filter(
    (node) =>
      !isInside(node.uid) &&
      point.x > node.x &&
      point.x < node.x + node.width &&
      point.y > node.y &&
      point.y < node.y + node.height,
  )
  under.sort((left, right) => left.width * left.height - right.width * right.height)
  return under[0]?.uid ?? null
}
