'use client'

import { pages } from '@/components/view/table/gridKeys'
import { useGridKeys } from '@/components/view/table/useGridKeys'
import { useSelection } from '@/lib/client/selection'
import type { CoverageRow, CoverageTable } from '@/lib/stpa/verification/coverage'

export type Cell = { readonly row: string; readonly run: string }

type Asked = {
  readonly table: CoverageTable
  readonly rows: readonly CoverageRow[]
  readonly chosen: Cell
  readonly onChoose: (cell: Cell) => void
  readonly onClose: () => void
}

/** Arrows walk over the cells, Enter opens the item of the row, Esc leaves the cell. */
export function useCellKeys({ table: { runs }, rows, chosen, onChoose, onClose }: Asked) {
  const [, select] = useSelection()
  const at = {
    row: rows.findIndex(({ uid }) => uid === chosen.row),
    column: runs.findIndex(({ id }) => id === chosen.run),
  }
  const isIn = chosen.row !== ''
  const onMove = ({ row, column }: { row: number; column: number }) => {
    const next = { row: rows[row]?.uid, run: runs[column]?.id }
    if (next.row !== undefined && next.run !== undefined) onChoose({ row: next.row, run: next.run })
  }
  return useGridKeys({
    ...{ rows: rows.length, columns: runs.length, page: pages.tall, at, onMove },
    acts: isIn ? { Enter: () => select(chosen.row), Escape: onClose } : {},
  })
}
