'use client'

import { type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { pathOf } from '@/lib/stpa/layout/svg'
import type { DrawnEdge } from '@/lib/stpa/layout/types'

export type InteractionEdgeType = Edge<
  { edge: DrawnEdge; moving: boolean; dim: boolean; chosen: boolean; choose: () => void; [key: string]: unknown },
  'interaction'
>

const looks = {
  controlAction: { colour: 'text-ink', dash: undefined },
  feedback: { colour: 'text-feedback', dash: '7 4' },
  otherInteraction: { colour: 'text-other', dash: '2 4' },
} as const

/** One arrow along the points of the layout; a plain route while one of its boxes is being dragged. */
export function InteractionEdge({
  id,
  data,
  sourceX,
  sourceY,
  targetX,
  targetY,
  sourcePosition,
  targetPosition,
}: EdgeProps<InteractionEdgeType>) {
  if (!data) return null
  const { edge, moving, dim, chosen, choose } = data
  const { colour, dash } = looks[edge.kind]
  const path =
    moving || edge.points.length < 2
      ? getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition })[0]
      : pathOf(edge.points)
  const shade = dim ? 'opacity-25' : ''
  return (
    <>
      <path
        id={id}
        d={path}
        className={`fill-none stroke-current ${colour} ${shade}`}
        strokeWidth={chosen ? 3 : 1.6}
        strokeDasharray={dash}
        markerEnd={`url(#arrow-${edge.kind})`}
      />
      <path d={path} className="react-flow__edge-interaction fill-none stroke-transparent" strokeWidth={14} />
      {edge.label && !moving && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`nodrag nopan pointer-events-auto absolute rounded bg-ground/90 text-center text-[12px] leading-[15px] ${colour} ${shade} ${chosen ? 'font-semibold outline outline-accent' : ''} ${edge.draft ? 'italic' : ''}`}
            style={{
              transform: `translate(${edge.label.x}px, ${edge.label.y}px)`,
              width: edge.label.width,
              minHeight: edge.label.height,
            }}
            onClick={choose}
          >
            {edge.label.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text
              <span key={index} className="block">
                {line}
              </span>
            ))}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

/** The arrow heads of the three kinds. */
export function ArrowHeads() {
  return (
    <svg className="absolute size-0" aria-hidden>
      <defs>
        {Object.entries(looks).map(([kind, { colour }]) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
            className={colour}
          >
            <path d="M0 1L10 5L0 9z" className="fill-current" />
          </marker>
        ))}
      </defs>
    </svg>
  )
}
