'use client'

import type { KeyboardEvent } from 'react'
import { useSelection } from '@/lib/client/selection'
import type { CoverageRow, CoverageTable } from '@/lib/stpa/verificationCoverage'
import type { Cell } from './coverageGrid'

type Asked = {
  readonly table: CoverageTable
  readonly rows: readonly CoverageRow[]
  readonly chosen: Cell
  readonly onChoose: (cell: Cell) => void
  readonly onClose: () => void
}

const page = 8

/** Arrows walk over the cells, Enter opens the item of the row, Esc leaves the cell. */
export function useCellKeys({ table, rows, chosen, onChoose, onClose }: Asked) {
  const [, select] = useSelection()
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const [row, run] = [
      rows.findIndex(({ uid }) => uid === chosen.row),
      table.runs.findIndex(({ id }) => id === chosen.run),
    ]
    const ways: Record<string, readonly [number, number]> = {
      ArrowDown: [row + 1, run],
      ArrowUp: [row - 1, run],
      ArrowRight: [row, run + 1],
      ArrowLeft: [row, run - 1],
      PageDown: [row + page, run],
      PageUp: [row - page, run],
      Home: [row, 0],
      End: [row, table.runs.length - 1],
    }
    const to = ways[event.key]
    if (to) {
      const next = { row: at(rows, to[0])?.uid, run: at(table.runs, to[1])?.id }
      if (next.row !== undefined && next.run !== undefined) onChoose({ row: next.row, run: next.run })
    } else if (event.key === 'Enter' && chosen.row !== '') select(chosen.row)
    else if (event.key === 'Escape' && chosen.row !== '') {
      onClose()
      event.stopPropagation()
    } else return
    event.preventDefault()
  }
}

const at = <T>(list: readonly T[], index: number): T | undefined => list[Math.max(0, Math.min(list.length - 1, index))]
