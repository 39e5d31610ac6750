'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef } from 'react'
import type { Sorting } from '@/components/view/table/figures'
import type { ClaimRow, PlacedRow } from './claimRows'
import { type ClaimColumn, columns } from './columns'
import { useClaimKeys } from './useClaimKeys'

export type GridProps = {
  rows: readonly PlacedRow[]
  open: ReadonlySet<string>
  onToggle: (id: string) => void
  /** Id of the row where the keyboard is. */
  at: string
  onMove: (id: string) => void
  /** Enter: the item of the row. */
  onOpen: (row: ClaimRow) => void
  /** `c`, or the button of a row. */
  onConfirm: (row: ClaimRow) => void
  sorting: Sorting | undefined
  onSort: (column: ClaimColumn) => void
}

const rowHeight = 28
const grid = {
  gridTemplateColumns: columns.map(({ width }) => width).join(' '),
  minWidth: `${columns.reduce((sum, { width }) => sum + Number.parseFloat(/[\d.]+/.exec(width)?.[0] ?? '0'), 0)}rem`,
}

/** Claims with what they rest on, as a tree: arrows walk and open, Enter shows an item, c confirms evidence. */
export function ClaimGrid(props: GridProps) {
  const { rows, at } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollPaddingStart: rowHeight,
  })
  const index = rows.findIndex(({ row }) => row.id === at)
  const followed = useRef('')
  useEffect(() => {
    if (index >= 0 && followed.current !== at) virtual.scrollToIndex(index)
    followed.current = at
  }, [index, at, virtual])
  const onKeyDown = useClaimKeys(props, index)
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Claims"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={index >= 0 ? `${id}-${index}` : undefined}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto border-line border-t bg-panel text-[13px]"
      onKeyDown={onKeyDown}
    >
      <Head {...props} />
      <div className="relative w-full" style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth }}>
        {virtual.getVirtualItems().map(({ index: place, start }) => {
          const placed = rows[place]
          if (!placed) return null
          return (
            <div
              key={placed.row.id}
              className="absolute top-0 left-0 w-full"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row {...props} placed={placed} index={place} id={`${id}-${place}`} />
            </div>
          )
        })}
      </div>
      {rows.length === 0 && <p className="px-3 py-2 text-soft">Nothing fits.</p>}
    </div>
  )
}

function Head({ sorting, onSort }: GridProps) {
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
            className={`min-w-0 px-2 py-1 ${column.name === 'age' ? 'text-right' : ''}`}
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

type RowProps = GridProps & { placed: PlacedRow; index: number; id: string }

function Row({ placed: { row, level }, index, id, open, at, onMove, onToggle, onConfirm }: RowProps) {
  const isOpen = row.isParent ? open.has(row.id) : undefined
  const isHere = row.id === at
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-level={level + 1}
      aria-selected={isHere}
      aria-expanded={isOpen}
      className={`grid h-7 cursor-pointer items-center border-line/60 border-b ${isHere ? 'bg-chosen' : level > 0 ? 'bg-sunken/50 hover:bg-sunken' : 'hover:bg-sunken'}`}
      style={grid}
      onClick={() => onMove(row.id)}
      onDoubleClick={() => row.isParent && onToggle(row.id)}
    >
      {columns.map((column, place) => (
        <div
          key={column.name}
          role="gridcell"
          className={`flex min-w-0 items-center px-2 ${column.name === 'age' ? 'justify-end tabular-nums' : ''}`}
        >
          {place === 0 && <Twig level={level} isOpen={isOpen} onToggle={() => onToggle(row.id)} />}
          <Text row={row} column={column} />
          {column.name === 'why' && row.confirmable.length > 0 && (
            <ConfirmButton row={row} onConfirm={() => onConfirm(row)} />
          )}
        </div>
      ))}
    </div>
  )
}

function Text({ row, column }: { row: ClaimRow; column: ClaimColumn }) {
  const value = column.value(row)
  return (
    <span className="min-w-0 truncate" title={typeof value === 'string' && value !== '' ? value : undefined}>
      {column.show ? column.show(row) : typeof value === 'number' ? value.toLocaleString('en') : value}
    </span>
  )
}

function ConfirmButton({ row, onConfirm }: { row: ClaimRow; onConfirm: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1} // c does it
      className="ml-1.5 shrink-0 rounded border border-line bg-panel px-1.5 text-[12px] text-accent hover:bg-sunken"
      title="The evidence still shows what is written there now"
      aria-label={`Confirm evidence of ${row.item.key} again`}
      onClick={(event) => {
        event.stopPropagation()
        onConfirm()
      }}
    >
      Confirm again
    </button>
  )
}

function Twig({ level, isOpen, onToggle }: { level: number; isOpen: boolean | undefined; onToggle: () => void }) {
  return (
    <span className="flex shrink-0 justify-end" style={{ width: 16 + 16 * Math.min(level, 8) }}>
      {isOpen !== undefined && (
        <button
          type="button"
          tabIndex={-1} // the arrows do it
          aria-label={isOpen ? 'Close' : 'Open'}
          className="w-4 text-soft"
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
