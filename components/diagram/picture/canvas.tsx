'use client'

import '@xyflow/react/dist/base.css'
import '../diagram.css'
import {
  Background,
  ConnectionMode,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  useReactFlow,
  useStore,
  type Viewport,
} from '@xyflow/react'
import { useMemo, useRef, useState } from 'react'
import { ContextMenu } from '@/components/ui/contextMenu'
import type { Uid } from '@/lib/stpa/model'
import { contextEntries, type Pressed } from '../contextEntries'
import { sentenceOf } from '../shown/outline'
import type { Boxes } from '../useBoxes'
import type { DiagramModel } from '../useDiagram'
import { bringIntoView } from '../useDiagramKeys'
import { Arrow, ArrowHeads } from './arrowEdge'
import { Box } from './boxNode'
import { Corner } from './corner'
import { arrowEdges } from './flow'
import { kernelMarkOf } from './kernelMark'

const nodeTypes = { box: Box }
const edgeTypes = { arrow: Arrow }

/** Where a person last looked in each structure, for as long as the page lives. */
const viewports = new Map<Uid, Viewport>()

export function Canvas({ model, boxes }: { model: DiagramModel; boxes: Boxes }) {
  const { analysis, drawing, view, structure, shown, select, ask, coverage } = model
  const flow = useReactFlow()
  const [isConnecting, setConnecting] = useState(false)
  const pressed = useRef<Pressed>({ on: 'ground', at: null })
  const edges = useMemo(() => {
    if (!drawing) return []
    const names = new Map(shown.diagram.nodes.map((node) => [node.uid, node.text]))
    const kept = drawing.edges.filter((edge) => !view.hiddenKinds.includes(edge.kind))
    return arrowEdges(
      { ...drawing, edges: kept },
      (edge) => sentenceOf(edge, names),
      (uid) => kernelMarkOf(analysis, uid),
      coverage.marks,
    )
  }, [analysis, drawing, view.hiddenKinds, shown, coverage.marks])
  const place = (event: { clientX: number; clientY: number }) =>
    flow.screenToFlowPosition({ x: event.clientX, y: event.clientY })
  const kept = viewports.get(structure.uid)
  return (
    <ContextMenu entries={() => contextEntries(model, boxes, pressed.current)}>
      <Frame
        isConnecting={isConnecting}
        onPress={(event) => {
          pressed.current = pressedOn(event.target, place(event))
        }}
      >
        <ArrowHeads />
        <ReactFlow
          nodes={boxes.nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          {...boxes.handlers}
          onNodeClick={(event, node) => {
            boxes.setFocused(node.id)
            if (!event.shiftKey && !event.ctrlKey && !event.metaKey) select(node.id)
          }}
          onNodeDoubleClick={(_, node) => model.startRename(node.id)}
          onEdgeClick={(_, edge) => select(edge.data?.arrow.uid ?? null)}
          onPaneClick={() => select(null)}
          onDoubleClick={(event) => isGround(event.target) && ask({ about: 'box', at: place(event), parent: null })}
          onConnectStart={() => setConnecting(true)}
          onConnectEnd={(event, state) => {
            setConnecting(false)
            const [from, to] = endsOf(event, state)
            if (from && to && from !== to) ask({ about: 'arrow', from, to })
          }}
          onMoveEnd={(_, viewport) => viewports.set(structure.uid, viewport)}
          {...(kept ? { defaultViewport: kept } : { fitView: true, fitViewOptions: { padding: 0.04, maxZoom: 1.15 } })}
          connectionMode={ConnectionMode.Loose}
          multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
          selectionKeyCode="Shift"
          deleteKeyCode={null}
          panActivationKeyCode={null}
          zoomOnDoubleClick={false}
          disableKeyboardA11y
          minZoom={0.02}
          maxZoom={2.5}
          snapToGrid
          snapGrid={[5, 5]}
          nodeDragThreshold={3}
          connectionRadius={24}
          edgesFocusable={false}
          onlyRenderVisibleElements={boxes.nodes.length > 120}
        >
          <Background gap={20} size={1} />
          {boxes.nodes.length > 15 && (
            <MiniMap pannable zoomable ariaLabel="Overview" nodeColor={miniColour} nodeStrokeWidth={0} />
          )}
        </ReactFlow>
        <Corner />
      </Frame>
    </ContextMenu>
  )
}

const miniColour = (node: { selected?: boolean }): string => (node.selected ? 'var(--accent)' : 'var(--soft)')
const isGround = (target: EventTarget): boolean =>
  target instanceof Element && target.classList.contains('react-flow__pane')

function pressedOn(target: EventTarget, at: { x: number; y: number }): Pressed {
  const element = target instanceof Element ? target : null
  const box = element?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  const label = element?.closest<HTMLElement>('.diagram-label')?.dataset.arrow
  const edge = element?.closest('.react-flow__edge')?.getAttribute('data-id')
  if (box) return { on: 'box', uid: box }
  if (label || edge) return { on: 'arrow', uid: label ?? (edge ?? '').replace(/\.\d+$/, '') }
  return { on: 'ground', at }
}

/** An arrow may end anywhere on a box, not only on one of its four points. */
function endsOf(event: MouseEvent | TouchEvent, state: FinalConnectionState): [Uid | undefined, Uid | undefined] {
  const point = 'clientX' in event ? event : event.changedTouches[0]
  const under = point && document.elementFromPoint(point.clientX, point.clientY)
  const found = under?.closest<HTMLElement>('.react-flow__node')?.dataset.id
  return [state.fromNode?.id, found ?? state.toNode?.id]
}

type FrameProps = {
  isConnecting: boolean
  onPress: (event: React.MouseEvent) => void
  children: React.ReactNode
} & React.HTMLAttributes<HTMLDivElement>

/** What is small to the eye is drawn for that size: the stylesheet asks `data-zoom`. */
function Frame({ isConnecting, onPress, children, ...rest }: FrameProps) {
  const flow = useReactFlow()
  const zoom = useStore((state) => (state.transform[2] < 0.4 ? 'far' : state.transform[2] < 0.62 ? 'middle' : 'near'))
  return (
    <div
      {...rest}
      className="diagram relative h-full w-full"
      data-zoom={zoom}
      data-connecting={isConnecting || undefined}
      onContextMenuCapture={onPress}
      onFocus={(event) => {
        const uid = event.target.closest<HTMLElement>('.react-flow__node')?.dataset.id
        if (uid && event.target.matches(':focus-visible')) bringIntoView(flow, uid)
      }}
    >
      {children}
    </div>
  )
}
