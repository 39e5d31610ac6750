'use client'

import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import type { Drawing } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { dropTarget } from './diagramEdits'
import type { ElementNodeType } from './elementNode'
import { flowNodes } from './flowGraph'

/** Arrow keys move a box in small steps: they become one change when they have been still for this long. */
const keyboardPause = 500

/** The boxes as they are dragged; where they are dropped becomes `place` (and a new parent, when dropped into a box). */
export function useMovableNodes(
  structure: Uid,
  drawing: Drawing | undefined,
  near: ReadonlySet<Uid> | undefined,
  selected: Uid | null,
) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [nodes, setNodes] = useState<ElementNodeType[]>([])
  const [moving, setMoving] = useState<ReadonlySet<Uid>>(new Set())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(nodes)
  latest.current = nodes
  useEffect(() => {
    if (drawing) setNodes(flowNodes(drawing, near, selected))
    setMoving(new Set())
  }, [drawing, near, selected])

  const absolute = (uid: Uid): { x: number; y: number } => {
    const node = latest.current.find((candidate) => candidate.id === uid)
    if (!node) return { x: 0, y: 0 }
    const above = node.parentId ? absolute(node.parentId) : { x: 0, y: 0 }
    return { x: above.x + node.position.x, y: above.y + node.position.y }
  }
  const drop = (uids: readonly Uid[]) => {
    if (!drawing) return
    const operations = uids.flatMap((uid): Operation[] => {
      const box = drawing.nodes.find((node) => node.uid === uid)
      const { x, y } = absolute(uid)
      if (!box || (Math.abs(box.x - x) < 1 && Math.abs(box.y - y) < 1)) return []
      const parent = dropTarget(drawing, uid, { x: x + box.width / 2, y: y + box.height / 2 })
      const item = analysis.items.get(uid)
      const nest: Operation[] = item && parent !== box.parent ? [{ op: 'move', uid, parent, order: item.order }] : []
      return [{ op: 'place', structure, item: uid, at: { x: Math.round(x), y: Math.round(y) } }, ...nest]
    })
    void commit(operations, 'moved in the drawing')
  }
  const onNodesChange = (changes: NodeChange<ElementNodeType>[]) => {
    setNodes((before) => applyNodeChanges(changes, before))
    const stepped = changes.flatMap((change) =>
      change.type === 'position' && change.dragging === false ? [change.id] : [],
    )
    if (stepped.length === 0) return
    setMoving(new Set(stepped))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => drop(stepped), keyboardPause)
  }
  const handlers = {
    onNodesChange,
    onNodeDragStart: (_: unknown, _node: unknown, dragged: { id: string }[]) =>
      setMoving(new Set(dragged.map((node) => node.id))),
    onNodeDragStop: (_: unknown, _node: unknown, dragged: { id: string }[]) => {
      clearTimeout(timer.current)
      drop(dragged.map((node) => node.id))
    },
  }
  /** Boxes that are marked, in the order of the picture; the selected item first. */
  const marked = (): Uid[] => {
    const uids = latest.current.filter((node) => node.selected).map((node) => node.id)
    return uids.sort((left) => (left === selected ? -1 : 1))
  }
  return { nodes, moving, handlers, marked }
}
