'use client'

import { useId, useMemo, useRef } from 'react'
import { FigureRow, type RowMark, type ShownColumn, type TreeOf } from './figureRow'
import type { Column, Sorting } from './figures'
import { Grid, SortedHead, tracksOf } from './grid'
import { useGridKeys } from './useGridKeys'

export type FigureGridProps<Row> = {
  /** What the rows are, in the plural: `System calls`. */
  label: string
  rows: readonly Row[]
  columns: readonly ShownColumn<Row>[]
  keyOf: (row: Row) => string
  chosen?: string | undefined
  onChoose?: (key: string) => void
  /** Enter, or a double click. */
  onOpen?: (row: Row) => void
  /** What other keys do with the chosen row, by their names. */
  keys?: Readonly<Record<string, (row: Row) => void>>
  tree?: TreeOf<Row>
  /** What a row is coloured for. */
  markOf?: (row: Row) => RowMark | undefined
  sorting: Sorting | undefined
  onSort: (column: Column<Row>) => void
}

const rowHeight = 28
const heightOf = () => rowHeight

/** Rows of figures under titles that sort them; arrows choose, and open and close what stands in a row. */
export function FigureGrid<Row>(props: FigureGridProps<Row>) {
  const { label, rows, columns, keyOf, chosen, onChoose, onOpen, tree, markOf, sorting, onSort } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const at = useMemo(() => (chosen ? rows.findIndex((row) => keyOf(row) === chosen) : -1), [rows, chosen, keyOf])
  const choose = (index: number) => {
    const row = rows[index]
    if (row !== undefined) onChoose?.(keyOf(row))
  }
  const onKeyDown = useGridKeys({
    rows: rows.length,
    columns: 0,
    at: { row: at, column: 0 },
    onMove: ({ row }) => choose(row),
    acts: actsOf(props, at, choose),
  })
  const tracks = useMemo(() => tracksOf(columns), [columns])
  const titles = useMemo(
    () => columns.map((column) => ({ ...column, isRight: isOfNumbers(column, rows) })),
    [columns, rows],
  )
  return (
    <Grid
      {...{ label, lines: rows, keyOf, heightOf, at, scroller, onKeyDown }}
      isTree={tree !== undefined}
      columns={columns.length}
      head={<SortedHead columns={titles} style={tracks} {...{ sorting, onSort }} />}
      size={{ minWidth: tracks.minWidth }}
      follow={chosen ?? ''}
      active={at >= 0 ? `${id}-${at}` : undefined}
      className="border-line border-t bg-panel text-[13px]"
    >
      {(row, index) => (
        <FigureRow
          {...{ row, index, columns, tracks, keyOf, tree, onChoose, onOpen }}
          id={`${id}-${index}`}
          isChosen={index === at}
          mark={markOf?.(row)}
        />
      )}
    </Grid>
  )
}

/** The first rows say what a column holds. */
const isOfNumbers = <Row,>({ value }: Column<Row>, rows: readonly Row[]): boolean =>
  rows.slice(0, 20).some((row) => typeof value(row) === 'number')

/** Enter opens; in a tree, right opens a row or walks on, left closes it or walks to what it stands in. */
function actsOf<Row>(props: FigureGridProps<Row>, at: number, choose: (index: number) => void) {
  const { rows, tree, onOpen, keys = {} } = props
  const row = rows[at]
  if (row === undefined) return {}
  const own = Object.entries(keys).map(([key, act]) => [key, () => act(row)])
  const isOpen = tree?.isOpen(row)
  const toParent = () => {
    const level = tree?.level(row) ?? 0
    choose(rows.findLastIndex((other, index) => index < at && (tree?.level(other) ?? 0) < level))
  }
  return {
    Enter: () => onOpen?.(row),
    ...(tree && {
      ArrowRight: () => (isOpen === false ? tree.toggle(row) : choose(Math.min(at + 1, rows.length - 1))),
      ArrowLeft: () => (isOpen === true ? tree.toggle(row) : toParent()),
    }),
    ...Object.fromEntries(own),
  }
}
