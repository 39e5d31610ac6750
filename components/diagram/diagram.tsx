'use client'

import { ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import type { Item, Uid } from '@/lib/stpa/model'
import { DiagramBar } from './diagramBar'
import { Canvas } from './picture/canvas'
import { Questions } from './questions'
import { OutlinePanel } from './shown/outlinePanel'
import { hiding } from './shown/shownDiagram'
import { StructureTabs } from './structureTabs'
import { useBoxes } from './useBoxes'
import { DiagramContext, type DiagramModel, useDiagram } from './useDiagram'
import { bringIntoView, useDiagramKeys } from './useDiagramKeys'

/** One control structure with everything around it. */
export function Diagram({ structure }: { structure: Item }) {
  return (
    <ReactFlowProvider>
      <Inside structure={structure} />
    </ReactFlowProvider>
  )
}

function Inside({ structure }: { structure: Item }) {
  const model = useDiagram(structure)
  const boxes = useBoxes(model)
  const find = useRef<HTMLInputElement>(null)
  const [isOutlined, setOutlined] = useState(false)
  useDiagramKeys(model, boxes, () => find.current?.focus())
  useFollow(model)
  return (
    <DiagramContext value={model}>
      <div className="flex h-full flex-col">
        <StructureTabs model={model} />
        <DiagramBar
          model={model}
          boxes={boxes}
          find={find}
          onFound={(uid) => reveal(model, uid)}
          isOutlined={isOutlined}
          onOutline={() => setOutlined(!isOutlined)}
        />
        <div className="flex min-h-0 flex-1">
          <div className="relative min-w-0 flex-1" role="group" aria-label="Control structure">
            <Picture model={model} boxes={boxes} />
          </div>
          <OutlinePanel model={model} isShown={isOutlined} />
        </div>
      </div>
      <Questions model={model} />
    </DiagramContext>
  )
}

function Picture({ model, boxes }: { model: DiagramModel; boxes: ReturnType<typeof useBoxes> }) {
  if (model.error) {
    const message = model.error instanceof Error ? model.error.message : String(model.error)
    return (
      <p role="alert" className="p-6 text-error">
        {message}
      </p>
    )
  }
  // React Flow fits what it is first given: it waits for the first drawing.
  if (!model.drawing || (boxes.nodes.length === 0 && model.whole.nodes.length > 0)) {
    return <p className="p-6 text-soft">Drawing …</p>
  }
  return (
    <>
      <Canvas model={model} boxes={boxes} />
      {model.whole.nodes.length === 0 && <EmptyDrawing model={model} />}
    </>
  )
}

function EmptyDrawing({ model }: { model: DiagramModel }) {
  return (
    <p className="absolute top-6 left-1/2 -translate-x-1/2 rounded border border-line bg-panel p-4 text-soft">
      This structure shows nothing yet. Press A or double-click to draw its first element, or{' '}
      <button type="button" className="text-accent underline" onClick={() => model.ask({ about: 'boxes' })}>
        choose elements
      </button>{' '}
      that are there already.
    </p>
  )
}

/** Unfolds, unfilters and leaves the focus as far as needed to see an item; then selects it. */
function reveal(model: DiagramModel, uid: Uid): void {
  const { whole, view, setView, shown, select } = model
  const edge = whole.edges.find((candidate) => candidate.uid === uid)
  const ends = edge ? [edge.from, edge.to] : [uid]
  const folded = new Set(ends.flatMap((end) => hiding(whole, end, view.collapsed)))
  const isShown = shown.diagram.nodes.some((node) => node.uid === ends[0])
  setView({
    collapsed: view.collapsed.filter((box) => !folded.has(box)),
    hiddenKinds: view.hiddenKinds.filter((kind) => kind !== edge?.kind),
    hiddenBoundaries: view.hiddenBoundaries.filter(
      (boundary) => !whole.nodes.some((node) => ends.includes(node.uid) && node.boundary === boundary),
    ),
    // In a large structure the whole would take long, and could not be read.
    focus: view.focus === null || isShown ? view.focus : (ends[0] ?? null),
  })
  select(uid)
}

/** Keeps the selected box or arrow in the picture, and fits the picture when the focus changes. */
function useFollow({ drawing, selected, view, busy }: DiagramModel): void {
  const flow = useReactFlow()
  const followed = useRef<Uid | null>(null)
  const fitted = useRef(view.focus)
  useEffect(() => {
    if (selected === null) followed.current = null
    if (!drawing || selected === null || followed.current === selected) return
    const box = drawing.nodes.find((node) => node.uid === selected)
    const edge = drawing.edges.find((candidate) => candidate.uid === selected)
    const uid = box?.uid ?? edge?.to
    if (uid === undefined) return
    followed.current = selected
    // The inspector has taken its room by then.
    const timer = setTimeout(() => bringIntoView(flow, uid), 120)
    return () => clearTimeout(timer)
  }, [drawing, selected, flow])
  useEffect(() => {
    if (busy || fitted.current === view.focus) return
    fitted.current = view.focus
    const timer = setTimeout(() => void flow.fitView({ padding: 0.06, maxZoom: 1.15, duration: 200 }), 60)
    return () => clearTimeout(timer)
  }, [view.focus, busy, flow])
}
