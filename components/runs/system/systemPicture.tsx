'use client'

import { useMemo } from 'react'
import { Button } from '@/components/ui/button'
import { Menu } from '@/components/ui/menu'
import { savePng, saveText } from '@/components/ui/saveFile'
import { type PictureBox, PictureCanvas } from '@/components/view/picture/pictureCanvas'
import { BoxWords, PictureLines } from '@/components/view/picture/pictureLines'
import { strokeOf } from '@/lib/kernel/drawing/svg'
import { counted, number } from '@/lib/text/counts'
import {
  curveOf,
  type DrawnSystemArrow,
  type DrawnSystemNode,
  type DrawnSystemView,
  layoutSystemView,
} from '@/lib/trace/systemView/layout'
import type { SystemColumn, SystemView } from '@/lib/trace/systemView/model'
import { mostCounted, systemViewSvg } from '@/lib/trace/systemView/svg'
import { useQuickView } from '../useView'

const names = ['row'] as const

/** The three columns, with what the chosen box is joined with beside it. */
export function SystemPicture({ view }: { view: SystemView }) {
  const [{ row }, set] = useQuickView(names)
  const drawn = useMemo(() => layoutSystemView(view), [view])
  const near = useMemo(() => nearOf(drawn, row), [drawn, row])
  const boxes = useMemo(() => drawn.nodes.map((node) => pictureBox(node, row, near)), [drawn, row, near])
  const lines = useMemo(() => <Lines drawn={drawn} chosen={near ? row : ''} />, [drawn, row, near])
  if (view.nodes.length === 0) return <p className="px-4 py-3 text-soft">Nothing fits.</p>
  return (
    <div className="flex min-h-0 flex-1 border-line border-t">
      <div className="relative min-w-0 flex-1">
        <PictureCanvas
          key={`${view.nodes.length} ${view.titles.length}`}
          label="System view"
          width={drawn.width}
          chosen={row}
          onChoose={(id) => set({ row: id })}
          {...(drawn.nodes.length <= 40 ? { first: 'all' as const } : {})}
          {...{ boxes, lines }}
        />
        <div className="absolute top-2 right-2 flex items-center gap-2">
          <Left left={view.left} />
          <Save view={view} />
        </div>
      </div>
      <Chosen view={view} id={row} />
    </div>
  )
}

/** The box, what it is joined with, and what that is joined with on the other side; undefined where nothing is chosen. */
function nearOf({ nodes, arrows }: DrawnSystemView, id: string): ReadonlySet<string> | undefined {
  if (!nodes.some((node) => node.id === id)) return undefined
  const near = new Set([id])
  const ahead = (from: ReadonlySet<string>) => arrows.filter((arrow) => from.has(arrow.from)).map(({ to }) => to)
  const behind = (to: ReadonlySet<string>) => arrows.filter((arrow) => to.has(arrow.to)).map(({ from }) => from)
  for (const walk of [ahead, behind]) {
    let edge = new Set([id])
    while (edge.size > 0) {
      edge = new Set(walk(edge))
      for (const other of edge) near.add(other)
    }
  }
  return near
}

function pictureBox(node: DrawnSystemNode, chosen: string, near: ReadonlySet<string> | undefined): PictureBox {
  const { id, x, y, width, height, name, note, column, errors, lines } = node
  return {
    ...{ id, x, y, width, height },
    label: `${column}: ${name}, ${note}`,
    content: (
      <div
        className="picture-box"
        data-shape={column}
        data-error={errors > 0 || undefined}
        data-selected={id === chosen || undefined}
        data-faint={(near && !near.has(id)) || undefined}
        title={name}
      >
        <BoxWords texts={lines} note={note} />
      </div>
    ),
  }
}

function Lines({ drawn: { width, height, heads, arrows }, chosen }: { drawn: DrawnSystemView; chosen: string }) {
  const isCounted = arrows.length <= mostCounted
  return (
    <PictureLines width={width} height={height}>
      {(head) => (
        <>
          {heads.map(({ text, x }) => (
            <text key={text} className="picture-column" x={x} y={12}>
              {text}
            </text>
          ))}
          {arrows.map((arrow) => (
            <path key={`${arrow.from}\0${arrow.to}`} {...lookOf(arrow, chosen, head)} />
          ))}
          {isCounted &&
            arrows.map(({ from, to, calls, points: [, , , end] }) => (
              <text key={`${from}\0${to}`} className="picture-count" x={end.x - 11} y={end.y - 4}>
                {number(calls)}
              </text>
            ))}
        </>
      )}
    </PictureLines>
  )
}

function lookOf({ from, to, calls, points }: DrawnSystemArrow, chosen: string, head: string) {
  const isChosen = from === chosen || to === chosen
  return {
    className: 'picture-line picture-weighted',
    d: curveOf(points),
    strokeWidth: strokeOf(Math.max(1, calls)),
    markerEnd: head,
    'data-chosen': isChosen || undefined,
    'data-faint': (chosen !== '' && !isChosen) || undefined,
  }
}

const plural: Readonly<Record<SystemColumn, string>> = {
  command: 'commands',
  subsystem: 'subsystems',
  resource: 'resources',
}

function Left({ left }: { left: SystemView['left'] }) {
  const columns: readonly SystemColumn[] = ['command', 'subsystem', 'resource']
  const parts = columns.flatMap((column) => (left[column] > 0 ? `${number(left[column])} ${plural[column]}` : []))
  if (parts.length === 0) return null
  return (
    <span
      className="rounded bg-panel px-2 py-1 text-[12px] text-soft"
      title="By the filters, or because they are too many"
    >
      not shown: {parts.join(', ')}
    </span>
  )
}

function Save({ view }: { view: SystemView }) {
  const json = () => JSON.stringify({ version: 1, ...view }, null, 1)
  return (
    <Menu
      button={<Button>Save as</Button>}
      entries={[
        { label: 'SVG', onSelect: () => saveText('system-view.svg', 'image/svg+xml', systemViewSvg(view)) },
        { label: 'PNG', onSelect: () => void savePng('system-view.png', systemViewSvg(view)) },
        { label: 'JSON', onSelect: () => saveText('system-view.json', 'application/json', json()) },
      ]}
    />
  )
}

/** What stands beside the picture while nothing is chosen: it keeps its room, so that the picture stays where it is. */
function Summary({ view: { nodes, titles } }: { view: SystemView }) {
  const inColumn = (column: SystemColumn) => nodes.filter((node) => node.column === column).length
  return (
    <aside
      aria-label="Chosen box"
      className="w-72 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <p className="mb-2">
        {counted(inColumn('subsystem'), 'subsystem')} and {counted(inColumn('resource'), 'resource')} in{' '}
        {counted(titles.length, 'run')}.
      </p>
      <p className="mb-2 text-soft">
        A number at an arrow counts calls. A call counts for its own entry into the kernel and for what is behind its
        resource. Red boxes met errors.
      </p>
      <p className="text-soft">Choose a box to see what it is joined with.</p>
    </aside>
  )
}

function Chosen({ view, id }: { view: SystemView; id: string }) {
  const node = view.nodes.find((each) => each.id === id)
  if (!node) return <Summary view={view} />
  const named = (other: string) => view.nodes.find((each) => each.id === other)?.name ?? ''
  const joined = view.arrows
    .filter(({ from, to }) => from === id || to === id)
    .map(({ from, to, calls }) => ({ name: from === id ? `→ ${named(to)}` : `← ${named(from)}`, calls }))
  return (
    <aside
      aria-label="Chosen box"
      className="w-72 shrink-0 overflow-y-auto border-line border-l bg-panel p-3 text-[13px]"
    >
      <h3 className="mb-1 font-semibold [overflow-wrap:anywhere]">{node.name}</h3>
      <p className="mb-2">
        {node.column !== 'command' && `${counted(node.calls, 'call')}, ${counted(node.errors, 'error')}`}
        {node.errorNames.length > 0 && `: ${node.errorNames.join(', ')}`}
      </p>
      <ul className="mb-2">
        {joined.map(({ name, calls }) => (
          <li key={name} className="flex justify-between gap-2">
            <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
            <span className="text-soft tabular-nums">{number(calls)}</span>
          </li>
        ))}
      </ul>
      <h4 className="font-medium text-[12.5px]">In {counted(node.runs.length, 'run')}</h4>
      <ul>
        {node.runs.slice(0, 30).map((run) => (
          <li key={run} className="[overflow-wrap:anywhere]">
            {view.titles[run]}
          </li>
        ))}
      </ul>
    </aside>
  )
}
