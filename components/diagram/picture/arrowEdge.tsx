'use client'

import { EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react'
import { memo } from 'react'
import type { InteractionKind } from '@/lib/stpa/kinds/interaction'
import { route } from '@/lib/stpa/layout/placed'
import type { DrawnEdge, Point, Rectangle } from '@/lib/stpa/layout/types'
import { roundedPath } from '@/lib/text/svg'
import { RenameField } from '../renameField'
import { useDiagramModel } from '../useDiagram'
import { CoverageBadge, type CoverageMark } from './coverageMark'
import type { ArrowData, ArrowEdge } from './flow'
import { KernelBadge } from './kernelMark'

const rectangleOf = (node: InternalNode | undefined): Rectangle | undefined =>
  node && {
    ...node.internals.positionAbsolute,
    width: node.measured.width ?? node.width ?? 0,
    height: node.measured.height ?? node.height ?? 0,
  }

const isAt = (now: Rectangle | undefined, home: Rectangle): boolean =>
  !now || (Math.abs(now.x - home.x) < 0.5 && Math.abs(now.y - home.y) < 0.5)

type Course = { readonly points: readonly Point[]; readonly label: DrawnEdge['label'] }

/** As it was laid out; by a plain way while an end is being dragged, the label in the middle of its longest stretch. */
function courseOf({ arrow, home }: ArrowData, from: Rectangle | undefined, to: Rectangle | undefined): Course {
  if (isAt(from, home.from) && isAt(to, home.to)) return arrow
  const points = route(from, to, arrow)
  return { points, label: arrow.label && { ...arrow.label, ...labelPlace(points, arrow.label) } }
}

function labelPlace(points: readonly Point[], label: Rectangle): Point {
  let best = { length: -1, x: 0, y: 0 }
  for (const [index, b] of points.entries()) {
    const a = points[index - 1]
    const length = a ? Math.hypot(b.x - a.x, b.y - a.y) : -1
    if (a && length > best.length) best = { length, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  }
  return { x: best.x - label.width / 2, y: best.y - label.height / 2 }
}

/** One arrow along the points of the layout, with its label above all arrows. */
export function Arrow({ source, target, data }: EdgeProps<ArrowEdge>) {
  const [from, to] = [useInternalNode(source), useInternalNode(target)]
  const { related, renaming, rename, startRename, selected } = useDiagramModel()
  if (!data) return null
  const { arrow, sentence, kernel, coverage } = data
  const { points, label } = courseOf(data, rectangleOf(from), rectangleOf(to))
  const isRelated = related?.arrows.has(arrow.uid) ?? false
  const state = selected === arrow.uid ? 'selected' : !related ? 'plain' : isRelated ? 'related' : 'far'
  const isRenamed = renaming === arrow.uid && arrow.leg === 0
  return (
    <>
      <Line path={roundedPath(points)} kind={arrow.kind} state={state} draft={arrow.draft} seen={coverage?.state} />
      {label && (
        <EdgeLabelRenderer>
          {isRenamed ? (
            <div className="diagram-label-edit" style={boxStyle({ ...label, width: Math.max(label.width, 140) })}>
              <RenameField
                text={arrow.text}
                onDone={(text) => (text === undefined ? startRename(null) : rename(arrow.uid, text))}
              />
            </div>
          ) : (
            <Label {...{ arrow, state, sentence, kernel, coverage }} place={label} />
          )}
        </EdgeLabelRenderer>
      )}
    </>
  )
}

type State = 'selected' | 'plain' | 'related' | 'far'
type LineProps = {
  path: string
  kind: InteractionKind
  state: State
  draft: boolean
  /** What runs showed of it. */
  seen: CoverageMark['state'] | undefined
}

const Line = memo(function Line({ path, kind, state, draft, seen }: LineProps) {
  return (
    <>
      <path d={path} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={14} />
      <path
        d={path}
        className="diagram-arrow"
        data-kind={kind}
        data-state={state}
        data-draft={draft || undefined}
        data-coverage={seen}
        markerEnd={`url(#head-${kind})`}
      />
    </>
  )
})

const boxStyle = ({ x, y, width, height }: Rectangle) => ({
  transform: `translate(${x}px, ${y}px)`,
  width,
  minHeight: height,
})

type LabelProps = Pick<ArrowData, 'arrow' | 'sentence' | 'kernel' | 'coverage'> & { place: Rectangle; state: State }

/** A press on it reaches React Flow's pane no more: it selects, renames and opens the menu itself. */
function Label({ arrow, place, state, sentence, kernel, coverage }: LabelProps) {
  const { select, startRename } = useDiagramModel()
  return (
    <button
      type="button"
      tabIndex={-1}
      className="diagram-label nodrag nopan"
      data-arrow={arrow.uid}
      data-edge={arrow.id}
      data-kind={arrow.kind}
      data-state={state}
      data-draft={arrow.draft || undefined}
      aria-label={coverage ? `${sentence}, runs: ${coverage.short}` : sentence}
      aria-pressed={state === 'selected'}
      title={`${arrow.key} ${arrow.text}`}
      style={boxStyle(place)}
      onClick={() => select(arrow.uid)}
      onDoubleClick={() => startRename(arrow.uid)}
    >
      {arrow.label?.lines.join('\n')}
      <KernelBadge mark={kernel} />
      <CoverageBadge mark={coverage} />
    </button>
  )
}

const kinds: readonly InteractionKind[] = ['controlAction', 'feedback', 'otherInteraction']

/** The arrow heads, once for all arrows. */
export function ArrowHeads() {
  return (
    <svg className="absolute size-0" aria-hidden>
      <defs>
        {kinds.map((kind) => (
          <marker
            key={kind}
            id={`head-${kind}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="11"
            markerHeight="11"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 1L10 5L0 9z" className="diagram-head" data-kind={kind} />
          </marker>
        ))}
      </defs>
    </svg>
  )
}
