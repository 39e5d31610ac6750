'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button } from '@/components/ui/button'
import { inputLook } from '@/components/ui/field'
import { saveText } from '@/components/ui/saveFile'
import { FigureRow, type ShownColumn, type Track, type TreeOf } from './figureRow'
import { type Column, figuresCsv, nextSorting, number, type Sorting, searchable, shownRows } from './figures'

type Props<Row> = {
  /** What the rows are, in the plural: `System calls`. */
  label: string
  rows: readonly Row[]
  columns: readonly ShownColumn<Row>[]
  keyOf: (row: Row) => string
  chosen?: string | undefined
  onChoose?: (key: string) => void
  /** Enter, or a double click. */
  onOpen?: (row: Row) => void
  initialSorting?: Sorting
  initialWords?: string
  tree?: TreeOf<Row>
  /** What a row is coloured for: an error, lines that are marked. */
  markOf?: (row: Row) => 'error' | 'marked' | undefined
  /** Beside the filter. */
  tools?: ReactNode
}

const rowHeight = 28

/** A long list of figures: filtered by words, sorted by a column, walked through by arrows, saved as CSV. */
export function FigureTable<Row>(props: Props<Row>) {
  const { label, rows, columns, initialSorting, initialWords = '', tools } = props
  const [words, setWords] = useState(initialWords)
  const [sorting, setSorting] = useState(initialSorting)
  const wanted = useDeferredValue(words)
  const index = useMemo(() => searchable(rows, columns), [rows, columns])
  const shown = useMemo(() => shownRows(index, columns, wanted, sorting), [index, columns, wanted, sorting])
  const lower = label.toLowerCase()
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <input
          type="search"
          aria-label={`Filter ${lower}`}
          placeholder="Filter"
          className={`${inputLook} max-w-56`}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <span role="status" className="text-[12.5px] text-soft tabular-nums">
          {shown.length === rows.length ? number(rows.length) : `${number(shown.length)} of ${number(rows.length)}`}
        </span>
        {tools}
        <Button
          className="ml-auto"
          title="Save what is shown as a table"
          onClick={() => saveText(`${lower.replaceAll(' ', '-')}.csv`, 'text/csv', figuresCsv(shown, columns))}
        >
          CSV
        </Button>
      </div>
      <Grid
        {...props}
        shown={shown}
        sorting={sorting}
        onSort={(column) => setSorting(nextSorting(sorting, column, rows))}
      />
    </div>
  )
}

type GridProps<Row> = Props<Row> & {
  shown: readonly Row[]
  sorting: Sorting | undefined
  onSort: (column: Column<Row>) => void
}

function Grid<Row>(props: GridProps<Row>) {
  const { label, columns, keyOf, chosen, tree, shown, markOf, onChoose, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const count = shown.length
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  })
  const at = useMemo(() => (chosen ? shown.findIndex((row) => keyOf(row) === chosen) : -1), [shown, chosen, keyOf])
  const follow = useRef('')
  useEffect(() => {
    if (at >= 0 && follow.current !== chosen) rows.scrollToIndex(at)
    follow.current = chosen ?? ''
  }, [at, chosen, rows])
  const onKeyDown = useRowKeys(props, at)
  const grid = useMemo(() => gridOf(columns), [columns])
  return (
    <div
      ref={scroller}
      role={tree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto border-line border-t bg-panel text-[13px] focus-visible:-outline-offset-2"
      onKeyDown={onKeyDown}
    >
      <Head {...props} grid={grid} />
      <div className="relative w-full" style={{ height: rows.getTotalSize(), minWidth: grid.minWidth }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = shown[index]
          if (row === undefined) return null
          return (
            <div
              key={keyOf(row)}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              <FigureRow
                {...{ row, index, columns, grid, keyOf }}
                id={`${id}-${index}`}
                isChosen={index === at}
                tree={tree}
                mark={markOf?.(row)}
                onChoose={onChoose}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
      {count === 0 && <p className="px-3 py-2 text-soft">Nothing fits.</p>}
    </div>
  )
}

/** The same tracks for each row; narrower than their least widths together, the table scrolls sideways. */
function gridOf<Row>(columns: readonly ShownColumn<Row>[]): Track {
  const widths = columns.map(({ width }) => width)
  const least = widths.reduce((sum, width) => sum + Number.parseFloat(/[\d.]+/.exec(width)?.[0] ?? '0'), 0)
  return { gridTemplateColumns: widths.join(' '), minWidth: `${least}rem` }
}

function Head<Row>({ columns, rows, sorting, onSort, grid }: GridProps<Row> & { grid: Track }) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid border-line border-b bg-sunken font-medium text-[12px]"
      style={grid}
    >
      {columns.map((column) => {
        const isSorted = sorting?.column === column.name
        return (
          <div
            key={column.name}
            role="columnheader"
            aria-sort={isSorted ? (sorting.isDown ? 'descending' : 'ascending') : 'none'}
            className={`min-w-0 px-2 py-1 ${isOfNumbers(column, rows) ? 'text-right' : ''}`}
          >
            <button
              type="button"
              className="max-w-full truncate text-left"
              title={column.help}
              onClick={() => onSort(column)}
            >
              {column.title} {isSorted ? (sorting.isDown ? '↓' : '↑') : ''}
            </button>
          </div>
        )
      })}
    </div>
  )
}

/** The first rows say what a column holds. */
const isOfNumbers = <Row,>({ value }: Column<Row>, rows: readonly Row[]): boolean =>
  rows.slice(0, 20).some((row) => typeof value(row) === 'number')

const page = 15

/** Arrows, Page, Home and End choose; Enter opens; left and right close and open what stands in a row. */
function useRowKeys<Row>({ shown, keyOf, onChoose, onOpen, tree }: GridProps<Row>, at: number) {
  return (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const row = shown[at]
    const ways: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: shown.length - 1,
    }
    const to = ways[event.key]
    const isOpen = row === undefined ? undefined : tree?.isOpen(row)
    if (to !== undefined) {
      const next = shown[Math.max(0, Math.min(shown.length - 1, to))]
      if (next !== undefined) onChoose?.(keyOf(next))
    } else if (row !== undefined && event.key === 'Enter') onOpen?.(row)
    else if (row !== undefined && event.key === 'ArrowRight' && isOpen === false) tree?.toggle(row)
    else if (row !== undefined && event.key === 'ArrowLeft' && isOpen === true) tree?.toggle(row)
    else return
    event.preventDefault()
  }
}
