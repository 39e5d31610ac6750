'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/emptyState'
import { inputLook } from '@/components/ui/field'
import { useAnalysis } from '@/lib/client/analysis'
import { textOf } from '@/lib/stpa/fieldValues'
import { guideWordOf, guideWordSets } from '@/lib/stpa/guideWords'
import { coverageOf, guideWordSetOf, matrixOf, type Row } from '@/lib/stpa/matrix'
import { BulkDialog } from './bulkDialog'
import { CellDialog, type Mode } from './cellDialog'
import { MatrixRow } from './matrixRow'
import { useMatrixKeys } from './useMatrixKeys'

/** Control action × guide word: what is unsafe, what was looked at and is not, and what is still open. */
export function MatrixScreen() {
  const analysis = useAnalysis()
  const [controller, setController] = useState('')
  const [openOnly, setOpenOnly] = useState(false)
  const [kind, setKind] = useState<'controlAction' | 'feedback'>('controlAction')
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
  const { decided, of } = coverageOf(all)
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
      <div className="flex flex-wrap items-center gap-2 border-line border-b bg-panel px-3 py-2">
        <h2 className="font-semibold text-[15px]">Unsafe control actions</h2>
        <span role="status" className="text-[12.5px] text-soft">
          {decided} of {of} cells decided
        </span>
        <progress aria-label="Decided cells" className="h-2 w-28" value={decided} max={Math.max(of, 1)} />
        <ControllerFilter rows={all} value={controller} onChange={setController} />
        <label className="inline-flex items-center gap-1">
          <input type="checkbox" checked={openOnly} onChange={(event) => setOpenOnly(event.target.checked)} /> open only
        </label>
        <label className="inline-flex items-center gap-1">
          <input
            type="checkbox"
            checked={kind === 'feedback'}
            onChange={(event) => setKind(event.target.checked ? 'feedback' : 'controlAction')}
          />{' '}
          feedback
        </label>
        {keys.range.length > 1 && <Button onClick={() => setBulk(true)}>Verdict for {keys.range.length} cells</Button>}
        <span className="text-[12px] text-soft">
          Arrows move, Enter opens, u unsafe, n not hazardous, a not applicable, Shift marks several
        </span>
      </div>
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

function ControllerFilter({
  rows,
  value,
  onChange,
}: {
  rows: readonly Row[]
  value: string
  onChange: (uid: string) => void
}) {
  const controllers = new Map(
    rows.flatMap((row) => (row.controller ? [[row.controller.uid, row.controller] as const] : [])),
  )
  return (
    <select
      aria-label="Controller"
      className={`${inputLook} max-w-48`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">All controllers</option>
      {[...controllers.values()].map((item) => (
        <option key={item.uid} value={item.uid}>
          {item.key} {textOf(item)}
        </option>
      ))}
    </select>
  )
}
