'use client'

import { useReactFlow } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { moveBoxes } from '@/lib/edits/drawing'
import type { Uid } from '@/lib/stpa/model'
import { boxTowards, type Direction } from './picture/direction'
import type { Boxes } from './useBoxes'
import type { DiagramModel } from './useDiagram'

const arrows: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}
const nudges = { up: [0, -10], down: [0, 10], left: [-10, 0], right: [10, 0] } as const

/** Every key of the drawing, for the list that `?` opens and for the menus. */
export const keyHelp = [
  ['A', 'New element'],
  ['C', 'New arrow between the two marked boxes, or from the focused one'],
  ['Arrow keys', 'To the next box in that direction'],
  ['E, Shift E', 'Along the arrows of a box; from an arrow, up and down lead to its ends'],
  ['Enter', 'Open in the inspector'],
  ['Space', 'Mark a box, for C, moving and removing several'],
  ['F2', 'Rename'],
  ['Alt with arrow keys', 'Move the box by a step'],
  ['Del', 'Remove'],
  ['X', 'Fold or unfold a box'],
  ['N', 'Show only this box and its neighbours; Esc shows all'],
  ['F or /', 'Find'],
  ['0, +, −', 'Fit, larger, smaller'],
] as const

const isEditing = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]') !== null

const focusOn = (selector: string) =>
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`.diagram ${selector}`)?.focus({ preventScroll: true }),
  )

/** The keyboard of the drawing: letters anywhere on the screen, the rest while a box or an arrow has the focus. */
export function useDiagramKeys(model: DiagramModel, boxes: Boxes, find: () => void): void {
  const flow = useReactFlow()
  const focusBox = (uid: Uid) => {
    boxes.setFocused(uid)
    bringIntoView(flow, uid)
    focusOn(`.react-flow__node[data-id="${uid}"]`)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || isEditing(event.target)) return
    const element = event.target instanceof HTMLElement ? event.target : undefined
    const box = element?.closest<HTMLElement>('.diagram .react-flow__node')?.dataset.id
    const arrow = element?.closest<HTMLElement>('.diagram .diagram-label')?.dataset.edge
    const isHandled = arrow
      ? onArrow(event, arrow, model, focusBox)
      : (box !== undefined && onBox(event, box, model, boxes, focusBox)) ||
        onScreen(event, model, boxes, box, flow, find)
    if (isHandled) event.preventDefault()
  }
  const latest = useRef(onKey)
  latest.current = onKey
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

type Flow = ReturnType<typeof useReactFlow>

/** Moves the view only when the box is not wholly in it. */
export function bringIntoView(flow: Flow, uid: Uid): void {
  const node = flow.getInternalNode(uid)
  const pane = document.querySelector('.diagram .react-flow')?.getBoundingClientRect()
  if (!node || !pane) return
  const { x, y } = node.internals.positionAbsolute
  const [width, height] = [node.width ?? 0, node.height ?? 0]
  const [from, to] = [flow.flowToScreenPosition({ x, y }), flow.flowToScreenPosition({ x: x + width, y: y + height })]
  if (from.x >= pane.left && from.y >= pane.top && to.x <= pane.right && to.y <= pane.bottom) return
  void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom(), duration: 150 })
}

/** Letters that need no focus. */
function onScreen(
  event: KeyboardEvent,
  model: DiagramModel,
  boxes: Boxes,
  box: Uid | undefined,
  flow: Flow,
  find: () => void,
): boolean {
  if (event.altKey) return false
  const [first, second] = boxes.marked
  const actions: Readonly<Record<string, () => void>> = {
    a: () => model.ask({ about: 'box', at: null, parent: null }),
    c: () => model.ask({ about: 'arrow', from: first ?? box ?? null, to: second ?? null }),
    f: find,
    '/': find,
    '?': () => model.ask({ about: 'keys' }),
    0: () => void flow.fitView({ padding: 0.06, maxZoom: 1.2, duration: 200 }),
    '+': () => void flow.zoomIn({ duration: 100 }),
    '-': () => void flow.zoomOut({ duration: 100 }),
    Escape: () => (model.view.focus === null ? model.select(null) : model.setView({ focus: null })),
    Delete: () => boxes.marked.length > 0 && model.ask({ about: 'removal', uids: boxes.marked }),
  }
  const action = actions[event.key.toLowerCase()] ?? actions[event.key]
  action?.()
  return action !== undefined
}

function onBox(
  event: KeyboardEvent,
  uid: Uid,
  model: DiagramModel,
  boxes: Boxes,
  focusBox: (uid: Uid) => void,
): boolean {
  const direction = arrows[event.key]
  const { drawing } = model
  const here = drawing?.nodes.find((node) => node.uid === uid)
  if (!drawing || !here) return false
  if (direction && event.altKey) {
    const among = boxes.marked.includes(uid) ? boxes.marked : [uid]
    nudge(model, among, direction)
    return true
  }
  if (direction) {
    const next = boxTowards(drawing.nodes, here, direction)
    if (next) focusBox(next.uid)
    return true
  }
  const actions: Readonly<Record<string, () => void>> = {
    enter: () => model.select(uid),
    ' ': () =>
      boxes.setMarked(
        boxes.marked.includes(uid) ? boxes.marked.filter((other) => other !== uid) : [...boxes.marked, uid],
      ),
    f2: () => model.startRename(uid),
    x: () => model.shown.parents.has(uid) && model.toggle(uid),
    n: () => model.setView({ focus: uid }),
    e: () => focusArrowOf(model, uid, undefined, event.shiftKey),
    delete: () => model.ask({ about: 'removal', uids: boxes.marked.includes(uid) ? boxes.marked : [uid] }),
  }
  const action = actions[event.key.toLowerCase()]
  action?.()
  return action !== undefined
}

function nudge(
  { drawing, analysis, commit, structure }: DiagramModel,
  uids: readonly Uid[],
  direction: Direction,
): void {
  if (!drawing) return
  const [dx, dy] = nudges[direction]
  const moved = new Map(
    drawing.nodes
      .filter((node) => uids.includes(node.uid))
      .map((node) => [node.uid, { x: node.x + dx, y: node.y + dy }]),
  )
  void commit(moveBoxes(analysis, structure.uid, drawing, moved), 'moved in the drawing')
}

/** The arrows of a box, round and round. */
function focusArrowOf({ drawing }: DiagramModel, uid: Uid, after: string | undefined, back: boolean): void {
  const own = (drawing?.edges ?? []).filter((edge) => edge.from === uid || edge.to === uid)
  const at = own.findIndex((edge) => edge.id === after)
  const next = own[(at + (back ? -1 : 1) + own.length) % Math.max(1, own.length)]
  if (next) focusOn(`.diagram-label[data-edge="${next.id}"]`)
}

function onArrow(event: KeyboardEvent, id: string, model: DiagramModel, focusBox: (uid: Uid) => void): boolean {
  const edge = model.drawing?.edges.find((candidate) => candidate.id === id)
  const ends = [edge?.from, edge?.to].flatMap((uid) => model.drawing?.nodes.find((node) => node.uid === uid) ?? [])
  const [upper, lower] = ends.sort((left, right) => left.y - right.y)
  if (!edge || !upper || !lower) return false
  const actions: Readonly<Record<string, () => void>> = {
    ArrowUp: () => focusBox(upper.uid),
    ArrowDown: () => focusBox(lower.uid),
    e: () => focusArrowOf(model, edge.from, id, event.shiftKey),
    E: () => focusArrowOf(model, edge.from, id, event.shiftKey),
    Enter: () => model.select(edge.uid),
    F2: () => model.startRename(edge.uid),
    Delete: () => model.ask({ about: 'removal', uids: [edge.uid] }),
  }
  const action = actions[event.key]
  action?.()
  return action !== undefined
}
