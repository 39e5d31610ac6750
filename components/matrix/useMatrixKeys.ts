'use client'

import { type KeyboardEvent, useRef, useState } from 'react'
import type { Mode } from './cellDialog'

export type At = { readonly row: number; readonly column: number }
type Input = {
  rows: number
  columns: number
  scrollTo: (row: number) => void
  open: (at: At, mode: Mode) => void
  bulk: () => void
}
export type MatrixKeys = ReturnType<typeof useMatrixKeys>

const modes: Readonly<Record<string, Mode>> = { Enter: 'look', u: 'unsafe', n: 'notHazardous', a: 'notApplicable' }
const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Arrows move, Shift with them marks a block; letters write into the cell, or into the whole block. */
export function useMatrixKeys({ rows, columns, scrollTo, open, bulk }: Input) {
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const [from, setFrom] = useState<At>()
  const grid = useRef<HTMLElement>(null)
  const focus = (next: At, marking: boolean) => {
    setFrom(marking ? (from ?? at) : undefined)
    setAt(next)
    scrollTo(next.row)
    requestAnimationFrame(() =>
      grid.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus(),
    )
  }
  const range = from ? block(from, at) : [at]
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || !event.target.dataset.cell || event.ctrlKey || event.metaKey) return
    grid.current = event.currentTarget
    const step = steps[event.key]
    const mode = modes[event.key]
    if (step) {
      const clamp = (value: number, most: number) => Math.max(0, Math.min(most - 1, value))
      focus({ row: clamp(at.row + step[0], rows), column: clamp(at.column + step[1], columns) }, event.shiftKey)
    } else if (mode && range.length > 1 && mode !== 'unsafe') bulk()
    else if (mode) open(at, mode)
    else return
    event.preventDefault()
  }
  return { at, range, focus, gridProps: { onKeyDown } }
}

function block(from: At, to: At): At[] {
  const cells: At[] = []
  for (let row = Math.min(from.row, to.row); row <= Math.max(from.row, to.row); row++) {
    for (let column = Math.min(from.column, to.column); column <= Math.max(from.column, to.column); column++)
      cells.push({ row, column })
  }
  return cells
}
