import type { KeyboardEvent } from 'react'

/** A cell of a grid, counted from 0. */
export type At = { readonly row: number; readonly column: number }

/** What of an event a grid looks at. */
export type GridKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Rows that Page goes over: those of one line, and those of several. */
export const pages = { low: 15, tall: 8 } as const

export type GridSize = {
  readonly rows: number
  /** 0 where rows are walked as a whole. */
  readonly columns: number
  readonly page?: (typeof pages)[keyof typeof pages]
}

/**
 * Where a key leads: arrows, Page, Home and End, Ctrl or ⌘ with them to the ends; undefined for another key. Row -1 is
 * before the first: any key leads into the grid.
 */
export function moved(
  { key, ctrlKey, metaKey }: GridKey,
  at: At,
  { rows, columns, page = pages.low }: GridSize,
): At | undefined {
  const isFar = ctrlKey || metaKey
  const { row, column } = at
  const isWhole = columns === 0 // rows are walked: Home is the first of them
  const ways: Readonly<Record<string, readonly [number, number]>> = {
    ArrowUp: [isFar ? 0 : row - 1, column],
    ArrowDown: [isFar ? rows : row + 1, column],
    PageUp: [row - page, column],
    PageDown: [row + page, column],
    Home: [isFar || isWhole ? 0 : row, 0],
    End: [isFar || isWhole ? rows : row, columns],
    ...(isWhole ? {} : { ArrowLeft: [row, isFar ? 0 : column - 1], ArrowRight: [row, isFar ? columns : column + 1] }),
  }
  const to = Object.hasOwn(ways, key) ? ways[key] : undefined
  return to && within({ row: to[0], column: to[1] }, { rows, columns })
}

/** The nearest cell that there is. */
export const within = ({ row, column }: At, { rows, columns }: GridSize): At => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(0, Math.min(columns - 1, column)),
})

/** All cells between two, both of them too. */
export function block(from: At, to: At): At[] {
  const span = (left: number, right: number) =>
    Array.from({ length: Math.abs(left - right) + 1 }, (_, step) => Math.min(left, right) + step)
  return span(from.row, to.row).flatMap((row) => span(from.column, to.column).map((column) => ({ row, column })))
}
