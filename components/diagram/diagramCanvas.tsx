'use client'

import '@xyflow/react/dist/style.css'
import {
  Background,
  ConnectionMode,
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { useMemo, useState } from 'react'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { useSelection } from '@/lib/client/selection'
import { type InteractionKind, interactionKinds } from '@/lib/stpa/kinds/interaction'
import type { Item, Uid } from '@/lib/stpa/model'
import { ConnectDialog } from './connectDialog'
import { DiagramBar } from './diagramBar'
import { newElement, takeOut } from './diagramEdits'
import { ElementNode } from './elementNode'
import { flowEdges, nearOf } from './flowGraph'
import { ArrowHeads, InteractionEdge } from './interactionEdge'
import { NameDialog } from './nameDialog'
import { Outline } from './outlineList'
import { useDrawing } from './useDrawing'
import { useMovableNodes } from './useMovableNodes'

const nodeTypes = { element: ElementNode }
const edgeTypes = { interaction: InteractionEdge }

export function DiagramCanvas({ structure }: { structure: Item }) {
  return (
    <ReactFlowProvider>
      <Canvas structure={structure} />
    </ReactFlowProvider>
  )
}

function Canvas({ structure }: { structure: Item }) {
  const analysis = useAnalysis()
  const commit = useCommit()
  const flow = useReactFlow()
  const [selected, select] = useSelection()
  const [kinds, setKinds] = useState<ReadonlySet<InteractionKind>>(new Set(interactionKinds))
  const [joining, setJoining] = useState<{ from: Uid; to: Uid }>()
  const [adding, setAdding] = useState<{ x: number; y: number } | 'anywhere'>()
  const { drawing, working, error } = useDrawing(structure.uid, kinds)
  const near = useMemo(() => (drawing ? nearOf(drawing, selected) : undefined), [drawing, selected])
  const { nodes, moving, handlers, marked } = useMovableNodes(structure.uid, drawing, near, selected)
  const edges = useMemo(
    () => (drawing ? flowEdges(drawing, near, selected, moving, select) : []),
    [drawing, near, selected, moving, select],
  )
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.closest('input, textarea, select, [role=dialog]')) return
    const [from, to] = marked()
    if (event.key === 'c' && from && to && !event.ctrlKey && !event.metaKey) setJoining({ from, to })
    else if (event.key === 'n' && !event.ctrlKey && !event.metaKey) setAdding('anywhere')
    else if (event.key === 'Delete') void commit(takeOut(analysis, structure.uid, marked()), 'taken out of the drawing')
    else if (event.key === 'Enter' && event.target.dataset.id) select(event.target.dataset.id)
    else return
    event.preventDefault()
  }
  return (
    <div className="flex h-full flex-col" onKeyDown={onKeyDown} role="group" aria-label="Control structure">
      <DiagramBar
        structure={structure}
        drawing={drawing}
        kinds={kinds}
        setKinds={setKinds}
        onAdd={() => setAdding('anywhere')}
        working={working}
      />
      {error && (
        <p role="alert" className="p-4 text-error">
          {error}
        </p>
      )}
      <div className="relative min-h-0 flex-1">
        <ArrowHeads />
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          {...handlers}
          onNodeClick={(_, node) => select(node.id)}
          onEdgeClick={(_, edge) => select(String(edge.data?.edge.uid))}
          onPaneClick={() => select(null)}
          onDoubleClick={(event) => {
            if (event.target instanceof Element && event.target.classList.contains('react-flow__pane'))
              setAdding(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }))
          }}
          onConnect={({ source, target }) => source !== target && setJoining({ from: source, to: target })}
          connectionMode={ConnectionMode.Loose}
          deleteKeyCode={null}
          zoomOnDoubleClick={false}
          minZoom={0.05}
          fitView
          fitViewOptions={{ padding: 0.08, maxZoom: 1 }}
          proOptions={{ hideAttribution: true }}
          onlyRenderVisibleElements={nodes.length > 150}
        >
          <Background gap={24} className="!bg-ground" />
          <Controls showInteractive={false} />
          {nodes.length > 12 && <MiniMap pannable zoomable className="!bg-panel" />}
        </ReactFlow>
      </div>
      {drawing && <Outline drawing={drawing} />}
      {joining && <ConnectDialog structure={structure.uid} ends={joining} onClose={() => setJoining(undefined)} />}
      {adding && (
        <NameDialog
          title="New element"
          label="Name"
          onClose={() => setAdding(undefined)}
          onName={async (name) => {
            const made = newElement(structure.uid, name, adding === 'anywhere' ? undefined : adding)
            if (await commit(made.operations)) select(made.uid)
          }}
        />
      )}
    </div>
  )
}
