'use client'

import { useReactFlow } from '@xyflow/react'
import { useState } from 'react'
import { moveBoxes } from '@/lib/edits/drawing'
import type { Point } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'
import { boxAt } from './picture/boxAt'
import type { BoxNode } from './picture/flow'
import type { DiagramModel } from './useDiagram'

/**
 * A drop becomes one commit: `place` for what moved, `move` for what came into another box or out of one. The box under
 * the pointer is the target; with Alt held the nesting stays. A commit that is refused puts everything back (`reset`).
 */
export function useDrop({ analysis, commit, structure, drawing, view }: DiagramModel, reset: () => void) {
  const flow = useReactFlow<BoxNode>()
  const [target, setTarget] = useState<Uid | null>(null)
  const targetOf = (event: MouseEvent | TouchEvent, dragged: readonly BoxNode[]): Uid | null | undefined => {
    const pointer = 'clientX' in event ? event : event.changedTouches[0]
    if (!drawing || !pointer || event.altKey) return undefined
    const point = flow.screenToFlowPosition({ x: pointer.clientX, y: pointer.clientY })
    return boxAt(drawing, point, new Set(dragged.map((node) => node.id)))
  }
  const movedOf = (dragged: readonly BoxNode[]): Map<Uid, Point> => {
    const moved = new Map<Uid, Point>()
    for (const { id } of dragged) {
      const now = flow.getInternalNode(id)?.internals.positionAbsolute
      const before = drawing?.nodes.find((box) => box.uid === id)
      if (now && before && Math.hypot(now.x - before.x, now.y - before.y) > 0.5) moved.set(id, now)
    }
    return moved
  }
  const drag = (event: MouseEvent | TouchEvent, dragged: readonly BoxNode[]) => {
    const over = targetOf(event, dragged) ?? null
    setTarget(dragged.every((node) => (node.parentId ?? null) === over) ? null : over)
  }
  const stop = async (event: MouseEvent | TouchEvent, dragged: readonly BoxNode[]) => {
    setTarget(null)
    const moved = movedOf(dragged)
    if (!drawing || moved.size === 0) return
    // In a focus the picture is laid out freely: where boxes stand there means nothing for the whole.
    if (view.focus !== null) return reset()
    const into = targetOf(event, dragged)
    const done = await commit(moveBoxes(analysis, structure.uid, drawing, moved, into), 'moved in the drawing')
    if (!done) reset()
  }
  const dropHandlers = {
    onNodeDrag: (event: MouseEvent | TouchEvent, _: BoxNode, dragged: BoxNode[]) => drag(event, dragged),
    onNodeDragStop: (event: MouseEvent | TouchEvent, _: BoxNode, dragged: BoxNode[]) => void stop(event, dragged),
    onSelectionDrag: (event: React.MouseEvent, dragged: BoxNode[]) => drag(event.nativeEvent, dragged),
    onSelectionDragStop: (event: React.MouseEvent, dragged: BoxNode[]) => void stop(event.nativeEvent, dragged),
  }
  return { target, dropHandlers }
}
