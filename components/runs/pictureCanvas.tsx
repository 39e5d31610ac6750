'use client'

import '@xyflow/react/dist/base.css'
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
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'

export type PictureBox = {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** What it is in words, for those who do not see it. */
  readonly label: string
  readonly content: ReactNode
}

type Props = {
  label: string
  width: number
  boxes: readonly PictureBox[]
  /** Everything that is not a box: arrows with their labels. */
  lines: ReactNode
  chosen: string
  /** '' for none. */
  onChoose: (id: string) => void
  /** All of it is shown at first, however small; else its beginning, as wide as it can be read. */
  isFitted?: boolean
}

type BoxNode = Node<{ content: ReactNode }, 'box'>

const nodeTypes = { box: ({ data }: NodeProps<BoxNode>) => data.content }

/** A picture of boxes and arrows that was laid out elsewhere: pan, zoom, choose; arrows go from box to box. */
export function PictureCanvas({ label, width, boxes, lines, chosen, onChoose, isFitted = false }: Props) {
  const pane = useRef<HTMLDivElement>(null)
  const instance = useRef<ReactFlowInstance<BoxNode>>(null)
  const nodes = useMemo(() => boxes.map((box) => nodeOf(box, chosen)), [boxes, chosen])
  const begun = useRef('')
  useEffect(() => {
    if (chosen !== begun.current) show(boxes, chosen, instance.current, pane.current)
    begun.current = chosen
  }, [boxes, chosen])
  const onKeyDown = (event: KeyboardEvent) => {
    const node = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.react-flow__node') : null
    const at = boxes.findIndex(({ id }) => id === node?.dataset.id)
    if (at < 0) return
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    const next = step === undefined ? undefined : boxes[at + step]
    if (next) {
      onChoose(next.id)
      show(boxes, next.id, instance.current, pane.current)
      focusSoon(pane.current, next.id)
    } else if (event.key === 'Enter' || event.key === ' ') onChoose(boxes[at]?.id ?? '')
    else if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ReactFlowProvider>
      <div role="group" aria-label={label} className="h-full" onKeyDownCapture={onKeyDown}>
        <ReactFlow<BoxNode>
          className="picture"
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          onNodeClick={(_, node) => onChoose(node.id)}
          onPaneClick={() => onChoose('')}
          zoomOnDoubleClick={false}
          nodesDraggable={false}
          nodesConnectable={false}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          ref={pane}
          {...(isFitted ? { fitView: true, fitViewOptions: { padding: 0.05, maxZoom: 1 } } : {})}
          onInit={(flow) => {
            instance.current = flow
            if (!isFitted) void flow.setViewport(firstView(width, pane.current))
            if (chosen) show(boxes, chosen, flow, pane.current)
          }}
          minZoom={0.02}
          maxZoom={2}
          onlyRenderVisibleElements={nodes.length > 150}
        >
          <Background gap={20} size={1} />
          <ViewportPortal>{lines}</ViewportPortal>
          {nodes.length > 30 && <MiniMap pannable zoomable ariaLabel="Overview" />}
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </ReactFlowProvider>
  )
}

const nodeOf = ({ id, x, y, width, height, label, content }: PictureBox, chosen: string): BoxNode => ({
  ...{ id, type: 'box', position: { x, y }, width, height },
  selected: id === chosen,
  data: { content },
  ariaLabel: label,
})

/** Small to the eye, but still to be read. */
const leastZoom = 0.7

function firstView(width: number, pane: HTMLElement | null): Viewport {
  const { clientWidth = 800 } = pane ?? {}
  const zoom = Math.max(leastZoom, Math.min(1, (0.94 * clientWidth) / Math.max(1, width)))
  return { zoom, x: (clientWidth - width * zoom) / 2, y: 12 }
}

/** Brings a box into view when it is out of it. */
function show(
  boxes: readonly PictureBox[],
  id: string,
  flow: ReactFlowInstance<BoxNode> | null,
  pane: HTMLElement | null,
): void {
  const box = boxes.find((other) => other.id === id)
  if (!box || !flow || !pane) return
  const { x, y, zoom } = flow.getViewport()
  const [top, left] = [box.y * zoom + y, box.x * zoom + x]
  const isSeen =
    top > 10 && top + box.height * zoom < pane.clientHeight - 10 && left > 0 && left < pane.clientWidth - 40
  if (!isSeen) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom })
}

/** Boxes out of view are not there: the next one is, once the picture has moved. */
function focusSoon(pane: HTMLElement | null, id: string, tries = 10): void {
  const nodes = [...(pane?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [])]
  const node = nodes.find((element) => element.dataset.id === id)
  if (node) node.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusSoon(pane, id, tries - 1))
}
