'use client'

import '@xyflow/react/dist/base.css'
import './evidence.css'
import {
  Background,
  Controls,
  MiniMap,
  type Node,
  type NodeProps,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  type Viewport,
  ViewportPortal,
} from '@xyflow/react'
import { type FocusEvent, type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { pathOf } from '@/lib/stpa/layout/svg'
import type { DrawnBox, DrawnFlow } from '@/lib/trace/flow/layout'

type Props = {
  drawn: DrawnFlow
  chosen: string
  /** Steps that a line which is looked at belongs to. */
  lit: ReadonlySet<string>
  /** The picture is about to change. */
  busy: boolean
  onChoose: (id: string) => void
  /** Double click, or Enter: the lines of the step. */
  onOpen: (id: string) => void
  /** F2; absent where the picture cannot be edited. */
  onRename: ((id: string) => void) | undefined
}

type BoxData = { box: DrawnBox; isAt: boolean }
type BoxNode = Node<BoxData, 'box'>

const nodeTypes = { box: Box }

/** The flowchart: pan, zoom, choose; arrows go from step to step. */
export function FlowCanvas({ drawn, chosen, lit, busy, onChoose, onOpen, onRename }: Props) {
  const pane = useRef<HTMLDivElement>(null)
  const instance = useRef<ReactFlowInstance<BoxNode>>(null)
  const nodes = useMemo(() => nodesOf(drawn, chosen, lit), [drawn, chosen, lit])
  const begun = useRef('')
  useEffect(() => {
    if (chosen !== begun.current) show(drawn, chosen, instance.current, pane.current)
    begun.current = chosen
  }, [drawn, chosen])
  const onFocus = (event: FocusEvent) => {
    const id = idOf(event.target)
    if (id) onChoose(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id = idOf(event.target)
    if (!id) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = drawn.boxes.findIndex((box) => box.id === id)
    const next = step === undefined ? undefined : drawn.boxes[at + step]
    if (next) {
      onChoose(next.id)
      show(drawn, next.id, instance.current, pane.current)
      focusSoon(pane.current, next.id)
    } else if (event.key === 'Enter') onOpen(id)
    else if (event.key === 'F2' && onRename) onRename(id)
    else if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ReactFlowProvider>
      <div className="h-full" aria-busy={busy} onKeyDownCapture={onKeyDown} onFocus={onFocus}>
        <ReactFlow<BoxNode>
          className="flow-chart"
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          onNodeClick={(_, node) => onChoose(node.id)}
          onNodeDoubleClick={(_, node) => onOpen(node.id)}
          onPaneClick={() => onChoose('')}
          zoomOnDoubleClick={false}
          nodesDraggable={false}
          nodesConnectable={false}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          ref={pane}
          onInit={(flow) => {
            instance.current = flow
            void flow.setViewport(firstView(drawn, pane.current))
            if (chosen) show(drawn, chosen, flow, pane.current)
          }}
          minZoom={0.02}
          maxZoom={2}
          onlyRenderVisibleElements={nodes.length > 100}
        >
          <Background gap={20} size={1} />
          <ViewportPortal>
            <Lines drawn={drawn} />
          </ViewportPortal>
          {nodes.length > 20 && <MiniMap pannable zoomable ariaLabel="Overview" />}
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </ReactFlowProvider>
  )
}

function nodesOf({ boxes }: DrawnFlow, chosen: string, lit: ReadonlySet<string>): BoxNode[] {
  return boxes.map((box) => ({
    id: box.id,
    type: 'box',
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    selected: box.id === chosen,
    data: { box, isAt: lit.has(box.id) },
    ariaLabel: [...box.lines, box.note].filter(Boolean).join(', '),
  }))
}

/** The step that something of the page stands in. */
const idOf = (target: EventTarget): string | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('.react-flow__node')?.dataset.id) || undefined

/** Small to the eye, but still to be read. */
const leastZoom = 0.75

/** The beginning of the flow, as wide as it can be read. */
function firstView({ width }: DrawnFlow, pane: HTMLElement | null): Viewport {
  const { clientWidth = 800 } = pane ?? {}
  const zoom = Math.max(leastZoom, Math.min(1, (0.9 * clientWidth) / Math.max(1, width)))
  return { zoom, x: (clientWidth - width * zoom) / 2, y: 12 }
}

/** Brings a step into view when it is out of it. */
function show(
  { boxes }: DrawnFlow,
  id: string,
  flow: ReactFlowInstance<BoxNode> | null,
  pane: HTMLElement | null,
): void {
  const box = boxes.find((other) => other.id === id)
  if (!box || !flow || !pane) return
  const { x, y, zoom } = flow.getViewport()
  const [top, left] = [box.y * zoom + y, box.x * zoom + x]
  const isSeen =
    top > 20 && top + box.height * zoom < pane.clientHeight - 20 && left > 0 && left < pane.clientWidth - 40
  if (!isSeen) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom })
}

/** Boxes out of view are not there: the next one is, once the picture has moved. */
function focusSoon(pane: HTMLElement | null, id: string, tries = 10): void {
  const node = [...(pane?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [])].find(
    (element) => element.dataset.id === id,
  )
  if (node) node.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusSoon(pane, id, tries - 1))
}

function Box({ data: { box, isAt }, selected }: NodeProps<BoxNode>) {
  return (
    <div
      className="flow-box"
      data-shape={box.shape}
      data-error={box.isError || undefined}
      data-selected={selected || undefined}
      data-at={isAt || undefined}
      title={box.lines.join('\n')}
    >
      {box.texts.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no identity
        <span key={index} className="flow-text">
          {text}
        </span>
      ))}
      {box.note !== '' && <span className="flow-note">{box.note}</span>}
    </div>
  )
}

/** Frames of the phases and all arrows in one picture: none of them moves. */
function Lines({ drawn: { width, height, groups, arrows } }: { drawn: DrawnFlow }) {
  return (
    <svg className="flow-lines" width={width} height={height} aria-hidden="true">
      <defs>
        <marker
          id="flow-head"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="8"
          markerHeight="8"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 1L10 5L0 9z" className="flow-head" />
        </marker>
      </defs>
      {groups.map(({ text, x, y, width: wide, height: high }) => (
        <g key={`${x} ${y}`}>
          <rect className="flow-phase" x={x} y={y} width={wide} height={high} rx={6} />
          <text className="flow-phase-name" x={x + 12} y={y + 18}>
            {text}
          </text>
        </g>
      ))}
      {arrows.map((arrow) => (
        <path
          key={`${arrow.from} ${arrow.to}`}
          className="flow-line"
          data-error={arrow.isError || undefined}
          d={pathOf(arrow.points)}
          markerEnd="url(#flow-head)"
        />
      ))}
    </svg>
  )
}
