import { graphOf, linked, linkedFrom } from '@/lib/stpa/graph'
import { type InteractionKind, interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Drawing, Point } from '@/lib/stpa/layout/types'
import { type Analysis, type Geometry, type Item, positionId, type Uid } from '@/lib/stpa/model'
import type { MoveOperation, Operation, PlaceOperation } from '@/lib/stpa/operations/types'
import { createItem, removal } from './items'

/** What the diagram does to the analysis: each function gives the operations of one commit, so that one undo takes it back. */
export type Edit = { readonly uid: Uid; readonly operations: Operation[] }

const shows = (structure: Uid, to: Uid): Operation => ({ op: 'link', from: structure, name: 'shows', to })
const rounded = ({ x, y }: Point): Geometry => ({ x: Math.round(x), y: Math.round(y) })

export type NewElement = { text: string; nature: string; boundary: string; parent: Uid | null; at: Point | null }

export function newElement(structure: Uid, { text, nature, boundary, parent, at }: NewElement): Edit {
  const fields = { ...(nature ? { nature } : {}), boundary }
  const { uid, operation } = createItem('element', text, { parent, fields })
  const place: Operation[] = at ? [{ op: 'place', structure, item: uid, at: rounded(at) }] : []
  return { uid, operations: [operation, shows(structure, uid), ...place] }
}

export type NewInteraction = { kind: InteractionKind; text: string; from: Uid; to: Uid }

export function newInteraction(structure: Uid, { kind, text, from, to }: NewInteraction): Edit {
  const { uid, operation } = createItem(kind, text, { keyFor: from })
  return {
    uid,
    operations: [
      operation,
      { op: 'link', from: uid, name: 'source', to: from },
      { op: 'link', from: uid, name: 'target', to },
      shows(structure, uid),
    ],
  }
}

/** The other way round. Only an arrow between two boxes can be turned: several targets have no one source. */
export function turnRound(analysis: Analysis, uid: Uid): Operation[] {
  const [source, target] = [linked(analysis, uid, 'source'), linked(analysis, uid, 'target')]
  const [from, to] = [source[0], target[0]]
  if (!from || !to || target.length > 1) return []
  return [
    { op: 'unlink', from: uid, name: 'source', to: from.uid },
    { op: 'unlink', from: uid, name: 'target', to: to.uid },
    { op: 'link', from: uid, name: 'source', to: to.uid },
    { op: 'link', from: uid, name: 'target', to: from.uid },
  ]
}

const descendants = (analysis: Analysis, uid: Uid): Item[] =>
  (graphOf(analysis).children.get(uid) ?? []).flatMap((child) => [child, ...descendants(analysis, child.uid)])

/**
 * Boxes moved by hand: each stays where it was put, what is inside it and was placed goes along, and the boxes around it
 * stay where they are. With `parent` (null: no box) the moved boxes are nested there; undefined leaves the nesting as it
 * is. In a new box that the layout places, the layout finds their places too.
 */
export function moveBoxes(
  analysis: Analysis,
  structure: Uid,
  drawing: Drawing,
  moved: ReadonlyMap<Uid, Point>,
  parent?: Uid | null,
): Operation[] {
  const boxes = new Map(drawing.nodes.map((node) => [node.uid, node]))
  const nested = parent === undefined ? [] : nestings(analysis, [...moved.keys()], parent)
  const places = new Map<Uid, PlaceOperation>()
  const place = (item: Uid, at: Point | null) => {
    const position = analysis.positions.get(positionId({ structure, item }))
    const next = at && { ...rounded(at), ...(position ? sizeOf(position) : {}) }
    if (next || position) places.set(item, { op: 'place', structure, item, at: next })
  }
  for (const [uid, at] of moved) {
    const before = boxes.get(uid)
    if (!before) continue
    const isFree = parent && nested.some((move) => move.uid === uid) && !boxes.get(parent)?.placed
    for (const child of descendants(analysis, uid)) {
      const position = analysis.positions.get(positionId({ structure, item: child.uid }))
      if (!position || moved.has(child.uid)) continue
      place(child.uid, isFree ? null : { x: position.x + at.x - before.x, y: position.y + at.y - before.y })
    }
    place(uid, isFree ? null : at)
    if (isFree) continue
    const around = nested.some((move) => move.uid === uid) ? (parent ?? null) : before.parent
    for (let up = boxes.get(around ?? ''); up; up = boxes.get(up.parent ?? ''))
      if (!up.placed && !moved.has(up.uid)) place(up.uid, up)
  }
  return [...nested, ...places.values()]
}

const sizeOf = ({ width, height }: Geometry) => (width && height ? { width, height } : {})

function nestings(analysis: Analysis, uids: readonly Uid[], parent: Uid | null): MoveOperation[] {
  const inner = new Set(uids.flatMap((uid) => descendants(analysis, uid).map((item) => item.uid)))
  let order =
    graphOf(analysis)
      .children.get(parent ?? '')
      ?.at(-1)?.order ?? 0
  return uids.flatMap((uid) => {
    const item = analysis.items.get(uid)
    // What goes along with its own box keeps its place in it.
    if (!item || item.parent === parent || inner.has(uid) || uid === parent) return []
    order += 1
    return [{ op: 'move' as const, uid, parent, order: parent === null ? item.order : order }]
  })
}

/** Gives boxes back to the automatic layout: those named, or all of the structure. */
export function layOutAgain(analysis: Analysis, structure: Uid, uids?: readonly Uid[]): Operation[] {
  return [...analysis.positions.values()]
    .filter((position) => position.structure === structure && (!uids || uids.includes(position.item)))
    .map((position) => ({ op: 'place', structure, item: position.item, at: null }))
}

/** Keeps every box where it is now: later edits move none of them. */
export function keepAll(structure: Uid, drawing: Drawing): Operation[] {
  return drawing.nodes
    .filter((node) => !node.placed)
    .map((node) => ({ op: 'place', structure, item: node.uid, at: rounded(node) }))
}

/** Takes boxes, and what is inside them, out of one structure; they stay in the analysis. */
export function takeOut(analysis: Analysis, structure: Uid, uids: readonly Uid[]): Operation[] {
  const out = new Set(uids.flatMap((uid) => [uid, ...descendants(analysis, uid).map((item) => item.uid)]))
  const shown = linked(analysis, structure, 'shows')
  const gone = shown.filter((item) => out.has(item.uid) || endsOf(analysis, item).some((end) => out.has(end)))
  return [
    ...layOutAgain(analysis, structure, [...out]),
    ...gone.map((item): Operation => ({ op: 'unlink', from: structure, name: 'shows', to: item.uid })),
  ]
}

const isInteraction = (item: Item): boolean => interactionKinds.some((kind) => kind === item.kind)

function endsOf(analysis: Analysis, item: Item): Uid[] {
  if (!isInteraction(item)) return []
  return ['source', 'target', 'via'].flatMap((name) => linked(analysis, item.uid, name).map((end) => end.uid))
}

/** Interactions that would lose their source or their last target with these elements. */
export function widowed(analysis: Analysis, uids: readonly Uid[]): Item[] {
  const gone = new Set(uids.flatMap((uid) => [uid, ...descendants(analysis, uid).map((item) => item.uid)]))
  const touched = new Set(
    [...gone].flatMap((uid) => [...linkedFrom(analysis, uid, 'source'), ...linkedFrom(analysis, uid, 'target')]),
  )
  return [...touched].filter((item) => {
    if (!isInteraction(item) || gone.has(item.uid)) return false
    const targets = linked(analysis, item.uid, 'target')
    return (
      linked(analysis, item.uid, 'source').some((end) => gone.has(end.uid)) || targets.every((end) => gone.has(end.uid))
    )
  })
}

/** Removes elements with what is inside them and the interactions that lose an end; or interactions. */
export function removeFromAnalysis(analysis: Analysis, uids: readonly Uid[]): Operation[] {
  return removal(analysis, [...widowed(analysis, uids).map((item) => item.uid), ...uids])
}
