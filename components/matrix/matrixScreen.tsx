'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import { useAnalysis } from '@/lib/client/analysis'
import { guideWordOf, guideWordSets } from '@/lib/stpa/guideWords'
import { guideWordSetOf, matrixOf } from '@/lib/stpa/matrix'
import { BulkDialog } from './bulkDialog'
import { CellDialog, type Mode } from './cellDialog'
import { type Filters, MatrixBar } from './matrixBar'
import { MatrixRow } from './matrixRow'
import { useMatrixKeys } from './useMatrixKeys'

/** Control action × guide word: what is unsafe, what was looked at and is not, and what is still open. */
export function MatrixScreen() {
  const analysis = useAnalysis()
  const [filters, setFilters] = useState<Filters>({ controller: '', openOnly: false, kind: 'controlAction' })
  const { controller, openOnly, kind } = filters
  const [editing, setEditing] = useState<{ row: number; column: number; mode: Mode }>()
  const [bulk, setBulk] = useState(false)
  const all = useMemo(() => matrixOf(analysis, kind), [analysis, kind])
  const rows = all.filter(
    (row) =>
      (controller === '' || row.controller?.uid === controller) &&
      (!openOnly || row.cells.some((cell) => cell.state === 'open')),
  )
  const words = guideWordSets[guideWordSetOf(analysis)]
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92,
    overscan: 8,
  })
  const keys = useMatrixKeys({
    rows: rows.length,
    columns: words.length,
    scrollTo: (row) => virtual.scrollToIndex(row),
    open: (at, mode) => setEditing({ ...at, mode }),
    bulk: () => setBulk(true),
  })
  const least = words.length > 4 ? 10 : 12
  const grid = {
    gridTemplateColumns: `16rem repeat(${words.length}, minmax(${least}rem, 1fr))`,
    minWidth: `${16 + words.length * least}rem`,
  }
  const edited = editing && rows[editing.row]
  if (all.length === 0 && kind === 'controlAction') {
    return (
      <EmptyState title="No control action yet">
        Draw the control structure first: each of its control actions becomes a row here, and each guide word asks when
        it would be unsafe.
      </EmptyState>
    )
  }
  return (
    <div className="flex h-full flex-col">
      <MatrixBar
        rows={all}
        filters={filters}
        setFilters={setFilters}
        marked={keys.range.length}
        onBulk={() => setBulk(true)}
      />
      <div
        ref={scroller}
        role="grid"
        aria-label="Matrix"
        aria-rowcount={rows.length + 1}
        className="min-h-0 flex-1 overflow-auto"
        {...keys.gridProps}
      >
        <div
          role="row"
          className="sticky top-0 z-10 grid border-line border-b bg-sunken font-medium text-[12px]"
          style={grid}
        >
          <div role="columnheader" className="px-2 py-1">
            Control action
          </div>
          {words.map((word) => (
            <div key={word} role="columnheader" className="px-2 py-1">
              {guideWordOf(word)?.label}
            </div>
          ))}
        </div>
        <div className="relative" style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth }}>
          {virtual.getVirtualItems().map((entry) => {
            const row = rows[entry.index]
            return (
              row && (
                <div
                  key={row.subject.uid}
                  data-index={entry.index}
                  ref={virtual.measureElement}
                  className="absolute top-0 left-0 w-full"
                  style={{ transform: `translateY(${entry.start}px)` }}
                >
                  <MatrixRow
                    row={row}
                    index={entry.index}
                    grid={grid}
                    keys={keys}
                    onOpen={(column) => setEditing({ row: entry.index, column, mode: 'look' })}
                  />
                </div>
              )
            )
          })}
        </div>
      </div>
      {edited && editing && words[editing.column] && (
        <CellDialog
          key={`${editing.row} ${editing.column} ${editing.mode}`}
          row={edited}
          column={editing.column}
          mode={editing.mode}
          onClose={() => setEditing(undefined)}
        />
      )}
      {bulk && <BulkDialog rows={rows} range={keys.range} words={words} onClose={() => setBulk(false)} />}
    </div>
  )
}
