'use client'

import { useMemo, useState } from 'react'
import { EmptyState } from '@/components/ui/emptyState'
import type { At } from '@/components/view/table/gridKeys'
import { useAnalysis, useCommit } from '@/lib/client/analysis'
import { type Judgement, reopen } from '@/lib/edits/cells'
import { BulkDialog } from './bulkDialog'
import { CellDialog, type Mode } from './cellDialog'
import { MatrixBar } from './matrixBar'
import { MatrixGrid } from './matrixGrid'
import { type Filters, matrixRows } from './matrixRows'

/** What a dialog is open for. Rows are named, not numbered: a filter may hide what was just decided. */
type Editing = { readonly subject: string; readonly column: number; readonly mode: Mode }
type Bulk = { readonly mode: Judgement; readonly range: readonly At[] }

/** Control action × guide word: what is unsafe, what was looked at and is not, and what is still open. */
export function MatrixScreen() {
  const analysis = useAnalysis()
  const commit = useCommit()
  const [filters, setFilters] = useState<Filters>({ controller: '', openOnly: false, withFeedback: false })
  const [editing, setEditing] = useState<Editing>()
  const [bulk, setBulk] = useState<Bulk>()
  const [marked, setMarked] = useState<readonly At[]>([])
  const matrix = useMemo(() => matrixRows(analysis, filters), [analysis, filters])
  const edited = editing && matrix.all.find((row) => row.subject.uid === editing.subject)
  if (matrix.all.length === 0) {
    return (
      <EmptyState title="No control action yet">
        Draw the control structure first: each of its control actions becomes a row here, and each guide word asks when
        it would be unsafe.
      </EmptyState>
    )
  }
  const cellsAt = (range: readonly At[]) =>
    range.flatMap(({ row, column }) => {
      const found = matrix.rows[row]
      const cell = found?.cells[column]
      return found && cell ? [{ row: found, cell }] : []
    })
  return (
    <div className="flex h-full flex-col">
      <MatrixBar
        rows={matrix.all}
        filters={filters}
        setFilters={(next) => {
          setFilters(next)
          setMarked([])
        }}
        marked={marked.length}
        onBulk={() => setBulk({ mode: 'notApplicable', range: marked })}
      />
      <MatrixGrid
        // Cells are counted by what is shown: another filter begins at the top, with nothing marked.
        key={Object.values(filters).join()}
        matrix={matrix}
        onOpen={({ row, column }, mode) => {
          const subject = matrix.rows[row]?.subject.uid
          if (subject) setEditing({ subject, column, mode })
        }}
        onBulk={(mode, range) => setBulk({ mode, range })}
        onReopen={(range) =>
          void commit(
            cellsAt(range).flatMap(({ cell }) => reopen(cell)),
            'verdict taken back',
          )
        }
        onMark={setMarked}
      />
      {edited && editing && (
        <CellDialog
          key={`${editing.subject} ${editing.column} ${editing.mode}`}
          row={edited}
          column={editing.column}
          mode={editing.mode}
          matrix={matrix}
          onClose={() => setEditing(undefined)}
        />
      )}
      {bulk && (
        <BulkDialog
          cells={cellsAt(bulk.range)}
          first={bulk.mode}
          rows={matrix.all}
          onClose={() => setBulk(undefined)}
        />
      )}
    </div>
  )
}
