'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
} from 'react'
import type { Sorting } from './figures'

type Props<Line> = {
  label: string
  isTree?: boolean
  lines: readonly Line[]
  keyOf: (line: Line) => string
  /** Pixels; about, where lines are measured. */
  heightOf: (line: Line) => number
  isMeasured?: boolean
  columns: number
  /** Stands still while the lines scroll. */
  head: ReactNode
  headHeight?: number
  /** Width of what scrolls. */
  size: CSSProperties
  /** Index of the line that comes into sight when `follow` changes; -1 for none. */
  at: number
  follow: string
  /** The element that has the keyboard, by its id; absent where cells are focused themselves. */
  active?: string | undefined
  isMultiple?: boolean
  onKeyDown: (event: KeyboardEvent) => void
  /** After a key or the mouse. */
  onSettled?: () => void
  scroller: RefObject<HTMLDivElement | null>
  className?: string
  children: (line: Line, index: number) => ReactNode
}

/** The frame of every grid: a head, and of its lines those that are in sight, each in its place. */
export function Grid<Line>(props: Props<Line>) {
  const { label, isTree, lines, keyOf, heightOf, isMeasured, headHeight = 28, at, follow, scroller } = props
  // New functions with each list: heights are reckoned anew by them.
  const key = useCallback((index: number) => lineAt(lines, index, keyOf) ?? index, [lines, keyOf])
  const height = useCallback((index: number) => lineAt(lines, index, heightOf) ?? 0, [lines, heightOf])
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: height,
    getItemKey: key,
    overscan: 10,
    scrollPaddingStart: headHeight,
  })
  const followed = useRef('')
  useEffect(() => {
    if (at >= 0 && followed.current !== follow) rows.scrollToIndex(at)
    followed.current = follow
  }, [at, follow, rows])
  return (
    <div
      ref={scroller}
      role={isTree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={props.columns}
      aria-activedescendant={props.active}
      aria-multiselectable={props.isMultiple}
      tabIndex={'active' in props ? 0 : -1}
      className={`min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2 ${props.className ?? ''}`}
      onKeyDown={props.onKeyDown}
      onKeyUp={props.onSettled}
      onMouseUp={props.onSettled}
    >
      {props.head}
      <div className="relative w-full" style={{ height: rows.getTotalSize(), ...props.size }}>
        {rows.getVirtualItems().map(({ index, start, key: name }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={name}
              data-index={index}
              ref={isMeasured ? rows.measureElement : undefined}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              {props.children(line, index)}
            </div>
          )
        })}
      </div>
      {lines.length === 0 && <p className="px-3 py-2 text-soft">Nothing fits.</p>}
    </div>
  )
}

function lineAt<Line, Answer>(lines: readonly Line[], index: number, ask: (line: Line) => Answer): Answer | undefined {
  const line = lines[index]
  return line === undefined ? undefined : ask(line)
}

type HeadColumn = { readonly name: string; readonly title: string; readonly help?: string; readonly isRight?: boolean }

type HeadProps<Column> = {
  columns: readonly Column[]
  sorting: Sorting | undefined
  onSort: (column: Column) => void
  style: CSSProperties
}

/** Titles by which a table is sorted. */
export function SortedHead<Column extends HeadColumn>({ columns, sorting, onSort, style }: HeadProps<Column>) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid border-line border-b bg-sunken font-medium text-[12px]"
      style={style}
    >
      {columns.map((column) => {
        const isSorted = sorting?.column === column.name
        return (
          <div
            key={column.name}
            role="columnheader"
            aria-sort={isSorted ? (sorting.isDown ? 'descending' : 'ascending') : 'none'}
            className={`min-w-0 px-2 py-1 ${column.isRight ? 'text-right' : ''}`}
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

/** The same tracks for each row; narrower than their least widths together, the table scrolls sideways. */
export function tracksOf(columns: readonly { readonly width: string }[]) {
  const widths = columns.map(({ width }) => width)
  const least = widths.reduce((sum, width) => sum + Number.parseFloat(/[\d.]+/.exec(width)?.[0] ?? '0'), 0)
  return { gridTemplateColumns: widths.join(' '), minWidth: `${least}rem` }
}

export type Tracks = ReturnType<typeof tracksOf>
