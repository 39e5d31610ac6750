import { memo, type ReactNode } from 'react'
import { number } from '@/lib/text/counts'
import { shownText } from '@/lib/text/visible'
import type { Column } from './figures'
import type { Tracks } from './grid'

export type ShownColumn<Row> = Column<Row> & {
  /** What stands in the cell, where it is more than the value. */
  readonly show?: (row: Row) => ReactNode
}

/** Rows that stand in one another. */
export type TreeOf<Row> = {
  readonly level: (row: Row) => number
  /** undefined for a row without children. */
  readonly isOpen: (row: Row) => boolean | undefined
  readonly toggle: (row: Row) => void
}

/** `inner`: it says more of the row that it stands in. */
export type RowMark = 'error' | 'marked' | 'inner'

type Props<Row> = {
  row: Row
  index: number
  id: string
  columns: readonly ShownColumn<Row>[]
  tracks: Tracks
  keyOf: (row: Row) => string
  isChosen: boolean
  mark: RowMark | undefined
  tree: TreeOf<Row> | undefined
  onChoose: ((key: string) => void) | undefined
  onOpen: ((row: Row) => void) | undefined
}

const marks = {
  error: 'bg-hazardous',
  marked: 'bg-environment',
  inner: 'bg-sunken/50 hover:bg-sunken',
} as const

function PlainRow<Row>({ row, index, id, isChosen, tracks, columns, keyOf, onChoose, onOpen, mark, tree }: Props<Row>) {
  const isOpen = tree?.isOpen(row)
  const look = isChosen ? 'bg-chosen' : mark ? marks[mark] : 'hover:bg-sunken'
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onChoose ? isChosen : undefined}
      aria-level={tree ? tree.level(row) + 1 : undefined}
      aria-expanded={isOpen}
      className={`grid h-7 items-center border-line/60 border-b ${onChoose ? 'cursor-pointer' : ''} ${look}`}
      style={tracks}
      onClick={(event) => !isLink(event.target) && onChoose?.(keyOf(row))}
      onDoubleClick={(event) => !isLink(event.target) && onOpen?.(row)}
    >
      {columns.map((column, at) => (
        <Cell key={column.name} row={row} column={column}>
          {at === 0 && tree && <Twig level={tree.level(row)} isOpen={isOpen} onToggle={() => tree.toggle(row)} />}
        </Cell>
      ))}
    </div>
  )
}

/** A link in a row leads away: choosing the row, too, would change the address that it leads from. */
const isLink = (target: EventTarget): boolean => target instanceof Element && target.closest('a, button') !== null

/** A row of a list: made again only when something of it has changed, not at each step of scrolling. */
export const FigureRow = memo(PlainRow) as typeof PlainRow // memo loses the type of the row

function Cell<Row>({ row, column, children }: { row: Row; column: ShownColumn<Row>; children: ReactNode }) {
  const value = column.value(row)
  const isNumber = typeof value === 'number'
  return (
    <div
      role="gridcell"
      className={`flex min-w-0 items-center px-2 ${isNumber ? 'justify-end tabular-nums' : ''} ${column.isCode ? 'font-mono text-[12.5px]' : ''}`}
    >
      {children}
      <span className="min-w-0 truncate" title={isNumber || value === null ? undefined : shownText(value)}>
        {column.show ? column.show(row) : isNumber ? number(value) : shownText(value ?? '')}
      </span>
    </div>
  )
}

function Twig({ level, isOpen, onToggle }: { level: number; isOpen: boolean | undefined; onToggle: () => void }) {
  return (
    <span className="flex shrink-0 justify-end" style={{ width: 14 + 14 * Math.min(level, 12) }}>
      {isOpen !== undefined && (
        <button
          type="button"
          tabIndex={-1} // the arrows do it
          aria-label={isOpen ? 'Close' : 'Open'}
          className="w-3.5 text-soft"
          onClick={(event) => {
            event.stopPropagation()
            onToggle()
          }}
        >
          {isOpen ? '▾' : '▸'}
        </button>
      )}
    </span>
  )
}
