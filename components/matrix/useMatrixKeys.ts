'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import type { Mode } from './cellDialog'

export type At = { readonly row: number; readonly column: number }

type Input = {
  rows: number
  columns: number
  scrollTo: (row: number) => void
  open: (at: At, mode: Mode) => void
  bulk: (mode: 'notHazardous' | 'notApplicable') => void
  reopen: () => void
}
export type MatrixKeys = ReturnType<typeof useMatrixKeys>

const modes: Readonly<Record<string, Mode>> = { Enter: 'look', u: 'unsafe', n: 'notHazardous', a: 'notApplicable' }
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-8, 0],
  PageDown: [8, 0],
  Home: [0, -99],
  End: [0, 99],
}

/** Arrows move, Shift with them marks a block; letters write into the cell, or into the whole block. */
export function useMatrixKeys({ rows, columns, scrollTo, open, bulk, reopen }: Input) {
  const [stored, setAt] = useState<At>({ row: 0, column: 0 })
  const [from, setFrom] = useState<At>()
  const grid = useRef<HTMLElement>(null)
  const moves = useRef(0)
  const clamp = ({ row, column }: At): At => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  })
  const at = clamp(stored)
  const focus = (next: At, marking: boolean) => {
    setFrom(marking ? (from ?? at) : undefined)
    setAt(next)
    scrollTo(next.row)
    const move = ++moves.current
    // The row may have to be made first; and a key that came meanwhile leads elsewhere: the mark must not be lost to it.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (move !== moves.current) return
        grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus()
      }),
    )
  }
  const range = from ? block(clamp(from), at) : [at]
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.cell === undefined) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    const mode = modes[event.key]
    if (step) focus(clamp({ row: at.row + step[0], column: at.column + step[1] }), event.shiftKey)
    else if (mode && range.length > 1 && (mode === 'notHazardous' || mode === 'notApplicable')) bulk(mode)
    else if (mode) open(at, mode)
    else if (event.key === 'Delete') reopen()
    else if (event.key === 'Escape' && from) setFrom(undefined)
    else return
    event.preventDefault()
  }
  return { at, range, focus, isMarking: from !== undefined, grid, gridProps: { onKeyDown } }
}

function block(from: At, to: At): At[] {
  const cells: At[] = []
  for (let row = Math.min(from.row, to.row); row <= Math.max(from.row, to.row); row++) {
    for (let column = Math.min(from.column, to.column); column <= Math.max(from.column, to.column); column++)
      cells.push({ row, column })
  }
  return cells
}
