'use client'

import { useEffect, useMemo, useState } from 'react'
import { startLayout } from '@/components/view/picture/layoutWorker'
import { layoutDiagram } from '@/lib/stpa/layout'
import { keepPlaced } from '@/lib/stpa/layout/placed'
import type { Diagram, Drawing, DrawnEdge, DrawnNode } from '@/lib/stpa/layout/types'

/** Layouts by what they were made of: going back to a structure, or folding and unfolding, waits for nothing. */
const known = new Map<string, Drawing>()
const knownLimit = 24

function remember(key: string, drawing: Drawing): void {
  known.delete(key)
  known.set(key, drawing)
  for (const oldest of known.keys()) {
    if (known.size <= knownLimit) return
    known.delete(oldest)
  }
}

const unplaced = (diagram: Diagram): Diagram => ({
  ...diagram,
  nodes: diagram.nodes.map((node) => ({ ...node, placed: null })),
})

type Laid = { readonly key: string; readonly drawing: Drawing }
export type DrawingState = { readonly drawing: Drawing | undefined; readonly busy: boolean; readonly error: unknown }

/**
 * The drawing of a diagram, laid out in a worker. Until a new layout is there the last one is shown, without what was
 * removed meanwhile. Moving boxes needs no new layout: what a person placed is put over it.
 */
export function useDrawing(diagram: Diagram): DrawingState {
  const free = useMemo(() => unplaced(diagram), [diagram])
  const key = useMemo(() => JSON.stringify([free.nodes, free.edges]), [free])
  const [laid, setLaid] = useState<Laid>()
  const [failure, setFailure] = useState<{ key: string; error: unknown }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the diagram
  useEffect(() => {
    const found = known.get(key)
    if (found) {
      setLaid({ key, drawing: found })
      return
    }
    let isWanted = true
    const layout = startLayout((elk) => layoutDiagram(free, elk))
    layout.drawing.then(
      (drawing) => {
        remember(key, drawing)
        if (isWanted) setLaid({ key, drawing })
      },
      (error: unknown) => isWanted && setFailure({ key, error }),
    )
    return () => {
      isWanted = false
      layout.cancel()
    }
  }, [key])
  const drawing = useMemo(() => laid && withPlaces(laid.drawing, diagram), [laid, diagram])
  const error = failure?.key === key ? failure.error : undefined
  return { drawing, busy: laid?.key !== key && !error, error }
}

function withPlaces(laid: Drawing, diagram: Diagram): Drawing {
  const nodeOf = new Map(diagram.nodes.map((node) => [node.uid, node]))
  const edgeOf = new Map(diagram.edges.map((edge) => [edge.id, edge]))
  const nodes = laid.nodes.flatMap((node): DrawnNode[] => {
    const now = nodeOf.get(node.uid)
    return now ? [{ ...node, ...now, parent: now.parent === node.parent ? now.parent : node.parent }] : []
  })
  const present = new Set(nodes.map((node) => node.uid))
  const edges = laid.edges.flatMap((edge): DrawnEdge[] => {
    const now = edgeOf.get(edge.id)
    const isSame = now && now.from === edge.from && now.to === edge.to && present.has(edge.from) && present.has(edge.to)
    return isSame ? [{ ...edge, ...now }] : []
  })
  const orphaned = nodes.map((node) => (node.parent && !present.has(node.parent) ? { ...node, parent: null } : node))
  const drawing = { ...laid, nodes: orphaned, edges, title: diagram.title }
  return orphaned.some((node) => node.placed) ? keepPlaced(drawing) : drawing
}
