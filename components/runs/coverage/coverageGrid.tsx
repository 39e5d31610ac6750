'use client'

import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { memo, useEffect, useId, useMemo, useRef } from 'react'
import { pluralOf, StateWords } from '@/components/item/exerciseState'
import { KeyLink } from '@/components/item/keyLink'
import { Grid } from '@/components/view/table/grid'
import type { CoverageCell, CoverageRow, CoverageRunCard, CoverageTable } from '@/lib/stpa/verification/coverage'
import { durationText } from '@/lib/trace/coverage/words'
import { type Cell, useCellKeys } from './useCellKeys'

type Props = {
  table: CoverageTable
  rows: readonly CoverageRow[]
  chosen: Cell
  onChoose: (cell: Cell) => void
  onClose: () => void
}

/** A heading of a kind, or an item. */
type Line = { readonly head: string; readonly count: number } | { readonly row: CoverageRow }

const heights = { head: 24, row: 44, top: 46 } as const
const widths = { item: 300, normal: 150, run: 168, wideRun: 232 } as const

/** Few runs have room for their words. */
const fewRuns = 3

/** Items × runs: rows and columns come as they are looked at; arrows walk from cell to cell, Esc leaves it. */
export function CoverageGrid(props: Props) {
  const { table, rows, chosen } = props
  const lines = useMemo(() => linesOf(rows), [rows])
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const runWidth = table.runs.length <= fewRuns ? widths.wideRun : widths.run
  const horizontal = useVirtualizer({
    horizontal: true,
    count: table.runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => runWidth,
    overscan: 3,
    scrollPaddingStart: widths.item + widths.normal,
  })
  const at = {
    line: lines.findIndex((line) => 'row' in line && line.row.uid === chosen.row),
    run: table.runs.findIndex((run) => run.id === chosen.run),
  }
  useEffect(() => {
    if (at.run >= 0) horizontal.scrollToIndex(at.run)
  }, [at.run, horizontal])
  const onKeyDown = useCellKeys(props)
  const columns = horizontal.getVirtualItems()
  const width = widths.item + widths.normal + horizontal.getTotalSize()
  return (
    <Grid
      label="Items and runs"
      {...{ lines, keyOf, heightOf, scroller, onKeyDown }}
      columns={table.runs.length + 2}
      head={<Head runs={table.runs} columns={columns} width={width} />}
      headHeight={heights.top + heights.row}
      size={{ width }}
      at={at.line}
      follow={chosen.row}
      active={at.line >= 0 && at.run >= 0 ? `${id}-${at.line}-${at.run}` : undefined}
      className="min-h-32 border-line border-t bg-panel text-[13px]"
    >
      {(line, index) =>
        'head' in line ? (
          <KindHead {...line} index={index} />
        ) : (
          <Row
            {...{ row: line.row, runs: table.runs, columns, id, index }}
            chosen={at.line === index ? at.run : -1}
            onChoose={props.onChoose}
          />
        )
      }
    </Grid>
  )
}

const keyOf = (line: Line): string => ('head' in line ? line.head : line.row.uid)
const heightOf = (line: Line): number => ('head' in line ? heights.head : heights.row)

function linesOf(rows: readonly CoverageRow[]): readonly Line[] {
  const lines: Line[] = []
  for (const [at, row] of rows.entries()) {
    if (row.kind !== rows[at - 1]?.kind)
      lines.push({ head: row.kind, count: rows.filter(({ kind }) => kind === row.kind).length })
    lines.push({ row })
  }
  return lines
}

type HeadProps = { runs: readonly CoverageRunCard[]; columns: readonly VirtualItem[]; width: number }

function Head({ runs, columns, width }: HeadProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-20 flex border-line border-b bg-sunken text-[12px]"
      style={{ height: heights.top, width }}
    >
      <div role="columnheader" className="coverage-item sticky left-0 z-10 bg-sunken px-3 py-1.5 font-medium">
        Item
      </div>
      <div role="columnheader" className="coverage-normal px-2 py-1.5 font-medium" title="The best of these runs">
        All runs of normal operation
      </div>
      <div className="relative">
        {columns.map(({ index, start, size }) => {
          const run = runs[index]
          if (!run) return null
          const isApart = run.nature === 'faultInjection'
          return (
            <div
              key={run.id}
              role="columnheader"
              aria-colindex={index + 3}
              className="coverage-run absolute top-0 h-full px-2 py-1.5"
              data-apart={isApart || undefined}
              style={{ transform: `translateX(${start}px)`, width: size }}
              title={`${run.title}\n${run.workload}\n${run.limits.join('\n')}`}
            >
              <span className="block truncate font-medium">{run.title}</span>
              <span className="block truncate text-soft">
                {isApart ? 'fault injection' : durationText(run.seconds)}
                {run.limits.length > 0 && ` · ${run.limits.length} ${run.limits.length === 1 ? 'limit' : 'limits'}`}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function KindHead({ head, count, index }: { head: string; count: number; index: number }) {
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="border-line border-b bg-sunken"
      style={{ height: heights.head }}
    >
      <div role="rowheader" className="sticky left-0 w-max px-3 pt-0.5 font-semibold text-[12px]">
        {pluralOf(head)} <span className="font-normal text-soft">{count}</span>
      </div>
    </div>
  )
}

type RowProps = {
  row: CoverageRow
  runs: readonly CoverageRunCard[]
  columns: readonly VirtualItem[]
  id: string
  index: number
  /** Index of the chosen cell of this row; -1 for none. */
  chosen: number
  onChoose: (cell: Cell) => void
}

function Row({ row, runs, columns, id, index, chosen, onChoose }: RowProps) {
  return (
    <div role="row" aria-rowindex={index + 2} className="flex border-line/60 border-b" style={{ height: heights.row }}>
      <div
        role="rowheader"
        className="coverage-item sticky left-0 z-10 overflow-hidden bg-panel px-3 py-1"
        title={row.text}
      >
        <KeyLink uid={row.uid} />
        {row.normal !== 'unbound' && !row.isConfirmed && (
          <span className="ml-2 text-[11.5px] text-warning">not confirmed</span>
        )}
        <span className="block truncate">{row.text}</span>
      </div>
      <div role="gridcell" aria-colindex={2} className="coverage-normal overflow-hidden px-2 py-1">
        <StateWords state={row.normal} />
      </div>
      <div className="relative">
        {columns.map(({ index: at, start, size }) => {
          const [cell, run] = [row.cells[at], runs[at]]
          if (!cell || !run) return null
          return (
            <div
              key={run.id}
              id={`${id}-${index}-${at}`}
              role="gridcell"
              aria-colindex={at + 3}
              aria-selected={at === chosen}
              className="coverage-run absolute top-0 h-full cursor-pointer overflow-hidden px-2 py-1"
              data-apart={run.nature === 'faultInjection' || undefined}
              data-chosen={at === chosen || undefined}
              style={{ transform: `translateX(${start}px)`, width: size }}
              onClick={() => onChoose({ row: row.uid, run: run.id })}
            >
              <CellWords cell={cell} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

const CellWords = memo(function CellWords({ cell: { state, words } }: { cell: CoverageCell }) {
  return (
    <>
      <StateWords state={state} />
      {words !== '' && (
        <span className="block truncate text-[12px] text-soft" title={words}>
          {words}
        </span>
      )}
    </>
  )
})
