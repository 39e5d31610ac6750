'use client'

import '@xyflow/react/dist/base.css'
import './kernel.css'
import {
  Background,
  Controls,
  MiniMap,
  type Node,
  type NodeChange,
  type NodeProps,
  ReactFlow,
  ReactFlowProvider,
  type Viewport,
  ViewportPortal,
} from '@xyflow/react'
import { Pin } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { type DrawnArrow, type DrawnNode, type DrawnTree, pathOf } from '@/lib/kernel/layout'
import { strokeOf } from '@/lib/kernel/svg'
import type { Chosen } from './explorer'

type Props = {
  drawn: DrawnTree
  chosen: Chosen
  onChoose: (chosen: Chosen) => void
  /** Names of subsystems that are in the analysis already. */
  taken: ReadonlySet<string>
  /** Number of the colour of a box, from 1; none for the others. */
  colours: ReadonlyMap<string, number>
  pinned: readonly string[]
}
type BoxData = { box: DrawnNode; isFaint: boolean; isTaken: boolean; isPinned: boolean; colour: number | undefined }
type BoxNode = Node<BoxData, 'box'>

const nodeTypes = { box: Box }

/** The picture of a call tree: pan, zoom, choose. What does not touch the chosen box is faint. */
export function TreeCanvas({ drawn, chosen, onChoose, taken, colours, pinned }: Props) {
  const pane = useRef<HTMLDivElement>(null)
  const near = useMemo(() => nearOf(drawn, chosen), [drawn, chosen])
  const nodes = useMemo(
    () =>
      drawn.nodes.map(
        (box): BoxNode => ({
          id: box.name,
          type: 'box',
          position: { x: box.x, y: box.y },
          width: box.width,
          height: box.height,
          selectable: !box.isGroup,
          zIndex: box.isGroup ? -1 : 1,
          data: {
            box,
            isFaint: near !== undefined && !near.has(box.name),
            isTaken: taken.has(box.name),
            isPinned: pinned.includes(box.name),
            colour: colours.get(box.name),
          },
          selected: chosen !== undefined && 'node' in chosen && chosen.node === box.name,
          ariaLabel: box.name,
        }),
      ),
    [drawn, near, chosen, taken, colours, pinned],
  )
  return (
    <ReactFlowProvider
      key={drawn.nodes.length > 0 ? `${drawn.nodes[0]?.name} ${drawn.nodes.length} ${drawn.arrows.length}` : ''}
    >
      <ReactFlow
        className="kernel-tree"
        nodes={nodes}
        edges={[]}
        nodeTypes={nodeTypes}
        onNodeClick={(_, node) => onChoose({ node: node.id })}
        onNodesChange={(changes) => {
          const found = chosenIn(changes)
          if (found) onChoose(found)
        }}
        onPaneClick={() => onChoose(undefined)}
        nodesDraggable={false}
        elevateNodesOnSelect={false}
        nodesConnectable={false}
        deleteKeyCode={null}
        ref={pane}
        onInit={(flow) => void flow.setViewport(firstView(drawn, pane.current))}
        minZoom={0.02}
        maxZoom={2}
        onlyRenderVisibleElements={nodes.length > 150}
      >
        <Background gap={20} size={1} />
        <ViewportPortal>
          <Arrows drawn={drawn} chosen={chosen} onChoose={onChoose} />
        </ViewportPortal>
        {nodes.length > 15 && <MiniMap pannable zoomable ariaLabel="Overview" />}
        <Controls showInteractive={false} />
      </ReactFlow>
    </ReactFlowProvider>
  )
}

/** A box that was chosen by the keyboard: Tab, then Enter. */
function chosenIn(changes: readonly NodeChange[]): Chosen {
  const selected = changes.find((change) => change.type === 'select' && change.selected)
  return selected && 'id' in selected ? { node: selected.id } : undefined
}

/** Small to the eye, but still to be read. */
const leastZoom = 0.75

/** All of it where that can be read; else from where it begins. */
function firstView({ width, height, nodes }: DrawnTree, pane: HTMLElement | null): Viewport {
  const { clientWidth = 800, clientHeight = 600 } = pane ?? {}
  const fitting = Math.min(1.1, (0.94 * clientWidth) / width, (0.94 * clientHeight) / height)
  if (fitting >= leastZoom) {
    return { zoom: fitting, x: (clientWidth - width * fitting) / 2, y: (clientHeight - height * fitting) / 2 }
  }
  const zoom = Math.max(leastZoom, Math.min(0.9, fitting))
  const begin = nodes.find((node) => node.mark === 'start') ?? nodes[0]
  const { x = 0, y = 0, width: wide = 0, height: high = 0 } = begin ?? {}
  const isLeft = x * zoom < clientWidth / 2 // callers stand left of where it begins
  const left = isLeft ? 24 : clientWidth - 24 - wide * zoom
  return { zoom, x: left - x * zoom, y: clientHeight / 2 - (y + high / 2) * zoom }
}

function nearOf(drawn: DrawnTree, chosen: Chosen): ReadonlySet<string> | undefined {
  if (!chosen) return undefined
  if ('from' in chosen) return new Set([chosen.from, chosen.to])
  if (drawn.nodes.some((node) => node.isGroup && node.name === chosen.node)) return undefined // all of it is near
  const near = new Set([chosen.node])
  for (const { from, to } of drawn.arrows) {
    if (from === chosen.node) near.add(to)
    if (to === chosen.node) near.add(from)
  }
  return near
}

function Box({ data, selected }: NodeProps<BoxNode>) {
  const { box, isFaint, isTaken, isPinned, colour } = data
  return (
    <div
      className={box.isGroup ? 'kernel-group' : 'kernel-box'}
      data-mark={box.mark}
      data-faint={isFaint || undefined}
      data-taken={isTaken || undefined}
      data-colour={colour}
      data-selected={selected || undefined}
      title={isTaken ? `${box.name} (in the control structure)` : box.name}
    >
      {isPinned && <Pin aria-label="pinned" className="mr-1 size-3 shrink-0" />}
      {box.name}
    </div>
  )
}

/** All arrows in one picture: they are many, and none of them moves. */
function Arrows({ drawn, chosen, onChoose }: Pick<Props, 'drawn' | 'chosen' | 'onChoose'>) {
  const near = nearOf(drawn, chosen)
  return (
    <svg className="kernel-arrows" width={drawn.width} height={drawn.height} aria-hidden="true">
      <defs>
        <marker
          id="kernel-head"
          viewBox="0 0 8 8"
          refX="8"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto"
          markerUnits="userSpaceOnUse"
        >
          <path d="M0 0L8 4L0 8z" className="kernel-head" />
        </marker>
      </defs>
      {drawn.arrows.map((arrow) => (
        <Arrow
          isCounted={drawn.arrows.length <= mostCounted}
          key={`${arrow.from}\0${arrow.to}`}
          arrow={arrow}
          look={lookOf(arrow, near ? chosen : undefined)}
          onChoose={() => onChoose({ from: arrow.from, to: arrow.to })}
        />
      ))}
    </svg>
  )
}

function lookOf({ from, to }: DrawnArrow, chosen: Chosen): 'plain' | 'chosen' | 'faint' {
  if (!chosen) return 'plain'
  if ('node' in chosen) return chosen.node === from || chosen.node === to ? 'chosen' : 'faint'
  return chosen.from === from && chosen.to === to ? 'chosen' : 'faint'
}

/** More numbers than these would stand in each other's way. */
const mostCounted = 40

type ArrowProps = { arrow: DrawnArrow; look: string; isCounted: boolean; onChoose: () => void }

function Arrow({ arrow, look, isCounted, onChoose }: ArrowProps) {
  const path = pathOf(arrow.points)
  const end = arrow.points.at(-1)
  return (
    // The list of arrows beside the picture does the same by keyboard.
    <g className="kernel-arrow" data-look={look} data-possible={arrow.isPossible || undefined} onClick={onChoose}>
      <path className="kernel-hit" d={path} />
      <path className="kernel-line" d={path} strokeWidth={strokeOf(arrow.count)} markerEnd="url(#kernel-head)" />
      {isCounted && end && (
        <text className="kernel-count" x={end.x - 10} y={end.y - 5}>
          {arrow.count}
        </text>
      )}
      <title>{`${arrow.from} → ${arrow.to}: ${arrow.count} ${arrow.count === 1 ? 'call' : 'calls'}${arrow.isPossible ? ', only possible' : ''}`}</title>
    </g>
  )
}
