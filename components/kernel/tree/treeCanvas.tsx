'use client'

import '../kernel.css'
import { Pin } from 'lucide-react'
import { useMemo } from 'react'
import { type FirstView, leastZoom, type PictureBox, PictureCanvas } from '@/components/view/picture/pictureCanvas'
import { PictureLines } from '@/components/view/picture/pictureLines'
import type { DrawnArrow, DrawnNode, DrawnTree } from '@/lib/kernel/drawing/layout'
import { strokeOf } from '@/lib/kernel/drawing/svg'
import { straightPath } from '@/lib/text/svg'
import type { Chosen } from '../panel'

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

/** The picture of a call tree: pan, zoom, choose. What does not touch the chosen box is faint. */
export function TreeCanvas({ drawn, chosen, onChoose, taken, colours, pinned }: Props) {
  const node = chosen && 'node' in chosen ? chosen.node : ''
  const boxes = useMemo(() => {
    const near = nearOf(drawn, chosen)
    return drawn.nodes.map((box) => {
      const { name } = box
      const isFaint = near !== undefined && !near.has(name)
      const marks = { isFaint, isTaken: taken.has(name), isPinned: pinned.includes(name), isSelected: name === node }
      return pictureBox(box, { ...marks, colour: colours.get(name) })
    })
  }, [drawn, chosen, node, taken, colours, pinned])
  const lines = useMemo(() => <Arrows {...{ drawn, chosen, onChoose }} />, [drawn, chosen, onChoose])
  return (
    <PictureCanvas
      key={drawn.nodes.length > 0 ? `${drawn.nodes[0]?.name} ${drawn.nodes.length} ${drawn.arrows.length}` : ''}
      label="Calls"
      width={drawn.width}
      {...{ boxes, lines, chosen: node, first: firstView(drawn) }}
      onChoose={(name) => onChoose(name === '' ? undefined : { node: name })}
    />
  )
}

/** All of it where that can be read; else from where it begins. */
const firstView =
  ({ width, height, nodes }: DrawnTree): FirstView =>
  (pane) => {
    const fitting = Math.min(1.1, (0.94 * pane.width) / width, (0.94 * pane.height) / height)
    if (fitting >= leastZoom) {
      return { zoom: fitting, x: (pane.width - width * fitting) / 2, y: (pane.height - height * fitting) / 2 }
    }
    const zoom = leastZoom
    const begin = nodes.find((node) => node.mark === 'start') ?? nodes[0]
    const { x = 0, y = 0, width: wide = 0, height: high = 0 } = begin ?? {}
    const isLeft = x * zoom < pane.width / 2 // callers stand left of where it begins
    const left = isLeft ? 24 : pane.width - 24 - wide * zoom
    return { zoom, x: left - x * zoom, y: pane.height / 2 - (y + high / 2) * zoom }
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

type Marks = {
  readonly isFaint: boolean
  readonly isTaken: boolean
  readonly isPinned: boolean
  readonly isSelected: boolean
  readonly colour: number | undefined
}

function pictureBox(box: DrawnNode, { isFaint, isTaken, isPinned, isSelected, colour }: Marks): PictureBox {
  const { name, x, y, width, height, isGroup, mark } = box
  return {
    ...{ id: name, x, y, width, height },
    label: name,
    ...(isGroup ? { isFrame: true } : {}),
    content: (
      <div
        className={isGroup ? 'kernel-group' : 'kernel-box'}
        data-mark={mark}
        data-faint={isFaint || undefined}
        data-taken={isTaken || undefined}
        data-colour={colour}
        data-selected={isSelected || undefined}
        title={isTaken ? `${name} (in the control structure)` : name}
      >
        {isPinned && <Pin aria-label="pinned" className="mr-1 size-3 shrink-0" />}
        {name}
      </div>
    ),
  }
}

/** More numbers than these would stand in each other's way. */
const mostCounted = 40

function Arrows({ drawn, chosen, onChoose }: Pick<Props, 'drawn' | 'chosen' | 'onChoose'>) {
  const near = nearOf(drawn, chosen)
  return (
    <PictureLines width={drawn.width} height={drawn.height} className="kernel-arrows">
      {(head) =>
        drawn.arrows.map((arrow) => (
          <Arrow
            key={`${arrow.from}\0${arrow.to}`}
            {...{ arrow, head }}
            isCounted={drawn.arrows.length <= mostCounted}
            look={lookOf(arrow, near ? chosen : undefined)}
            onChoose={() => onChoose({ from: arrow.from, to: arrow.to })}
          />
        ))
      }
    </PictureLines>
  )
}

function lookOf({ from, to }: DrawnArrow, chosen: Chosen): 'plain' | 'chosen' | 'faint' {
  if (!chosen) return 'plain'
  if ('node' in chosen) return chosen.node === from || chosen.node === to ? 'chosen' : 'faint'
  return chosen.from === from && chosen.to === to ? 'chosen' : 'faint'
}

type ArrowProps = { arrow: DrawnArrow; head: string; look: string; isCounted: boolean; onChoose: () => void }

function Arrow({ arrow: { from, to, count, isPossible, points }, head, look, isCounted, onChoose }: ArrowProps) {
  const path = straightPath(points)
  const end = points.at(-1)
  return (
    // The list of arrows beside the picture does the same by keyboard.
    <g className="kernel-arrow" data-look={look} data-possible={isPossible || undefined} onClick={onChoose}>
      <path className="kernel-hit" d={path} />
      <path
        className="picture-line picture-weighted"
        data-back={isPossible || undefined}
        data-chosen={look === 'chosen' || undefined}
        data-faint={look === 'faint' || undefined}
        d={path}
        strokeWidth={strokeOf(count)}
        markerEnd={head}
      />
      {isCounted && end && (
        <text className="picture-count" x={end.x - 10} y={end.y - 5}>
          {count}
        </text>
      )}
      <title>{`${from} → ${to}: ${count} ${count === 1 ? 'call' : 'calls'}${isPossible ? ', only possible' : ''}`}</title>
    </g>
  )
}
