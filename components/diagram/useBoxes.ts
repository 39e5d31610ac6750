'use client'

import { applyNodeChanges, type NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Uid } from '@/lib/stpa/model'
import { rolesOf } from '@/lib/stpa/roles'
import { type BoxNode, boxNodes } from './picture/flow'
import { kernelMarkOf } from './picture/kernelMark'
import type { DiagramModel } from './useDiagram'
import { useDrop } from './useDrop'

/** The boxes as React Flow holds them: what the drawing says, and in between what a person drags. */
export function useBoxes(model: DiagramModel) {
  const { analysis, drawing, shown, view, selected, coverage } = model
  const [nodes, setNodes] = useState<BoxNode[]>([])
  const [marked, setMarked] = useState<readonly Uid[]>([])
  const [focused, setFocused] = useState<Uid | null>(null)
  const fresh = useMemo(() => {
    if (!drawing) return []
    const roles = (uid: Uid) => {
      const item = analysis.items.get(uid)
      return item ? rolesOf(analysis, item) : []
    }
    const kernelOf = (uid: Uid) => kernelMarkOf(analysis, uid)
    const { inside, parents } = shown
    return boxNodes(drawing, { rolesOf: roles, kernelOf, coverage: coverage.marks, inside, parents })
  }, [drawing, analysis, shown, coverage.marks])
  const reset = useCallback(() => setNodes(fresh), [fresh])
  useEffect(reset, [reset])
  useEffect(() => setMarked(selected === null ? [] : [selected]), [selected])
  const { target, dropHandlers } = useDrop(model, reset)
  const onNodesChange = (changes: NodeChange<BoxNode>[]) => {
    const selections = changes.filter((change) => change.type === 'select')
    if (selections.length > 0) setMarked((before) => markedAfter(before, selections))
    const others = changes.filter((change) => change.type !== 'select')
    if (others.length > 0) setNodes((before) => applyNodeChanges(others, before))
  }
  const cache = useRef(new WeakMap<BoxNode, { name: string; node: BoxNode }>())
  const isMarked = new Set(marked)
  const decorated = nodes.map((node) => {
    const flags = {
      selected: isMarked.has(node.id),
      tabIndex: node.id === (focused ?? nodes[0]?.id) ? 0 : -1,
      hidden: view.hiddenBoundaries.includes(node.data.box.boundary),
      className: target === node.id ? 'is-target' : '',
    }
    const name = Object.values(flags).join()
    const known = cache.current.get(node)
    if (known?.name === name) return known.node
    const { tabIndex, ...rest } = flags
    const next = { ...node, ...rest, ariaLabel: labelOf(node), domAttributes: { tabIndex } }
    cache.current.set(node, { name, node: next })
    return next
  })
  return { nodes: decorated, marked, setMarked, focused, setFocused, handlers: { onNodesChange, ...dropHandlers } }
}

export type Boxes = ReturnType<typeof useBoxes>

/** In the order in which they were marked: the first is where an arrow starts. */
function markedAfter(before: readonly Uid[], changes: readonly { id: string; selected: boolean }[]): readonly Uid[] {
  const off = new Set(changes.filter((change) => !change.selected).map((change) => change.id))
  const kept = before.filter((uid) => !off.has(uid))
  const added = changes.filter((change) => change.selected && !kept.includes(change.id)).map((change) => change.id)
  return [...kept, ...added]
}

function labelOf({ data: { box, roles, inside, coverage } }: BoxNode): string {
  const seen = coverage ? `runs: ${coverage.short}` : ''
  const parts = [`${box.text}, ${box.key}`, ...roles, inside > 0 ? `${inside} boxes folded inside` : '', seen]
  return parts.filter(Boolean).join(', ')
}
