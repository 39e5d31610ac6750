'use client'

import { useState } from 'react'
import { type At, block, pages, within } from '@/components/view/table/gridKeys'
import { useCellFocus, useGridKeys } from '@/components/view/table/useGridKeys'
import type { Mode } from './cellDialog'

type Input = {
  rows: number
  columns: number
  open: (at: At, mode: Mode) => void
  bulk: (mode: 'notHazardous' | 'notApplicable') => void
  reopen: () => void
}
export type MatrixKeys = ReturnType<typeof useMatrixKeys>

/** Arrows move, Shift with them marks a block; letters write into the cell, or into the whole block. */
export function useMatrixKeys({ rows, columns, open, bulk, reopen }: Input) {
  const [stored, setAt] = useState<At>({ row: 0, column: 0 })
  const [from, setFrom] = useState<At>()
  const cells = useCellFocus()
  const size = { rows, columns, page: pages.tall }
  const at = within(stored, size)
  const focus = (next: At, isMarking: boolean) => {
    setFrom(isMarking ? (from ?? at) : undefined)
    setAt(next)
    cells.focus(next)
  }
  const range = from ? block(within(from, size), at) : [at]
  const judge = (mode: 'notHazardous' | 'notApplicable') => (range.length > 1 ? bulk(mode) : open(at, mode))
  const acts = {
    Enter: () => open(at, 'look'),
    u: () => open(at, 'unsafe'),
    n: () => judge('notHazardous'),
    a: () => judge('notApplicable'),
    Delete: reopen,
    ...(from && { Escape: () => setFrom(undefined) }),
  }
  const onKeyDown = useGridKeys({ ...size, at, onMove: focus, acts })
  return { at, range, focus, isMarking: from !== undefined, grid: cells.grid, onKeyDown }
}
