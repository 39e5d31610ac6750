'use client'

import '@xyflow/react/dist/base.css'
import './picture.css'
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
import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'

export type PictureBox = {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** What it is in words, for those who do not see it. */
  readonly label: string
  readonly content: ReactNode
  /** Stands behind others and frames them: it is not walked to. */
  readonly isFrame?: boolean
}

/** What part of a picture is seen at first, in a pane of a size. */
export type FirstView = (pane: { readonly width: number; readonly height: number }) => Viewport

type Props = {
  label: string
  width: number
  boxes: readonly PictureBox[]
  /** Everything that is not a box: arrows with their labels. */
  lines: ReactNode
  chosen: string
  /** '' for none. */
  onChoose: (id: string) => void
  /** Double click, or Enter: what is focused is chosen then; without it Enter chooses. */
  onOpen?: (id: string) => void
  /** What other keys do with the focused box, by their names. */
  keys?: Readonly<Record<string, (id: string) => void>>
  /** `all`, however small; else where it begins, as wide as it can be read. */
  first?: 'all' | FirstView
  /** The picture is about to change. */
  busy?: boolean
}

type BoxNode = Node<{ content: ReactNode }, 'box'>

const nodeTypes = { box: ({ data }: NodeProps<BoxNode>) => data.content }

/** A picture of boxes and arrows that was laid out elsewhere: pan, zoom, choose; arrows go from box to box. */
export function PictureCanvas(props: Props) {
  const { label, width, boxes, lines, chosen, onChoose, onOpen, first, busy } = props
  const pane = useRef<HTMLDivElement>(null)
  const instance = useRef<ReactFlowInstance<BoxNode>>(null)
  const nodes = useMemo(() => boxes.map((box) => nodeOf(box, chosen)), [boxes, chosen])
  const begun = useRef('')
  useEffect(() => {
    if (chosen !== begun.current) show(boxes, chosen, instance.current, pane.current)
    begun.current = chosen
  }, [boxes, chosen])
  const walk = (id: string) => {
    onChoose(id)
    show(boxes, id, instance.current, pane.current)
    focusSoon(pane.current, id)
  }
  const onFocus = (event: FocusEvent) => {
    const id = idOf(event.target)
    if (id && onOpen) onChoose(id)
  }
  return (
    <ReactFlowProvider>
      <div
        role="group"
        aria-label={label}
        aria-busy={busy}
        className="h-full"
        onKeyDownCapture={keysOf(props, walk)}
        onFocus={onFocus}
      >
        <ReactFlow<BoxNode>
          className="picture"
          nodes={nodes}
          edges={[]}
          nodeTypes={nodeTypes}
          onNodeClick={(_, node) => onChoose(node.id)}
          onNodeDoubleClick={(_, node) => onOpen?.(node.id)}
          onPaneClick={() => onChoose('')}
          zoomOnDoubleClick={false}
          nodesDraggable={false}
          nodesConnectable={false}
          elevateNodesOnSelect={false}
          deleteKeyCode={null}
          ref={pane}
          {...(first === 'all' ? { fitView: true, fitViewOptions: { padding: 0.05, maxZoom: 1 } } : {})}
          onInit={(flow) => {
            instance.current = flow
            if (first !== 'all') void flow.setViewport((first ?? beginning(width))(sizeOf(pane.current)))
            if (chosen) show(boxes, chosen, flow, pane.current)
          }}
          minZoom={0.02}
          maxZoom={2}
          onlyRenderVisibleElements={nodes.length > 150}
        >
          <Background gap={20} size={1} />
          <ViewportPortal>{lines}</ViewportPortal>
          {nodes.length > 20 && <MiniMap pannable zoomable ariaLabel="Overview" />}
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </ReactFlowProvider>
  )
}

const nodeOf = ({ id, x, y, width, height, label, content, isFrame }: PictureBox, chosen: string): BoxNode => ({
  ...{ id, type: 'box', position: { x, y }, width, height },
  selected: id === chosen,
  data: { content },
  ariaLabel: label,
  ...(isFrame ? { selectable: false, focusable: false, zIndex: -1 } : {}),
})

/** The box that something of the page stands in. */
const idOf = (target: EventTarget): string | undefined =>
  (target instanceof Element && target.closest<HTMLElement>('.react-flow__node')?.dataset.id) || undefined

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

function keysOf({ boxes, onChoose, onOpen, keys }: Props, walk: (id: string) => void) {
  return (event: KeyboardEvent) => {
    const id = idOf(event.target)
    if (!id) return
    const step = steps[event.key]
    const own = keys?.[event.key]
    if (step !== undefined) {
      const inside = boxes.filter(({ isFrame }) => !isFrame)
      const next = inside[inside.findIndex((box) => box.id === id) + step]
      if (next) walk(next.id)
    } else if (own) own(id)
    else if (event.key === 'Enter') (onOpen ?? onChoose)(id)
    else if (event.key === ' ') onChoose(id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

const sizeOf = (pane: HTMLElement | null) => ({ width: pane?.clientWidth ?? 800, height: pane?.clientHeight ?? 600 })

/** Small to the eye, but still to be read. */
export const leastZoom = 0.75

const beginning =
  (width: number): FirstView =>
  (pane) => {
    const zoom = Math.max(leastZoom, Math.min(1, (0.9 * pane.width) / Math.max(1, width)))
    return { zoom, x: (pane.width - width * zoom) / 2, y: 12 }
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
    top > 20 && top + box.height * zoom < pane.clientHeight - 20 && left > 0 && left < pane.clientWidth - 40
  if (!isSeen) void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom })
}

/** Boxes out of view are not there: the next one is, once the picture has moved. */
function focusSoon(pane: HTMLElement | null, id: string, tries = 10): void {
  const nodes = [...(pane?.querySelectorAll<HTMLElement>('.react-flow__node') ?? [])]
  const node = nodes.find((element) => element.dataset.id === id)
  if (node) node.focus({ preventScroll: true })
  else if (tries > 0) requestAnimationFrame(() => focusSoon(pane, id, tries - 1))
}
