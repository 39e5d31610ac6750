'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useRef } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { guideWordOf } from '@/lib/stpa/guideWords'
import type { Mode } from './cellDialog'
import { MatrixRow } from './matrixRow'
import { columnCoverage, type Entry, type Matrix } from './matrixRows'
import { type At, useMatrixKeys } from './useMatrixKeys'

type Props = {
  matrix: Matrix
  onOpen: (at: At, mode: Mode) => void
  onBulk: (mode: 'notHazardous' | 'notApplicable', range: readonly At[]) => void
  onReopen: (range: readonly At[]) => void
  onMark: (range: readonly At[]) => void
}

/** The grid itself: one heading per controller, only the rows in sight are made. */
export function MatrixGrid({ matrix, onOpen, onBulk, onReopen, onMark }: Props) {
  const { words, entries, rows } = matrix
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.type === 'heading' ? 28 : 92),
    overscan: 8,
  })
  const keys = useMatrixKeys({
    rows: rows.length,
    columns: words.length,
    scrollTo: (row) => {
      virtual.scrollToIndex(entries.findIndex((entry) => entry.type === 'row' && entry.index === row))
    },
    open: onOpen,
    bulk: (mode) => onBulk(mode, keys.range),
    reopen: () => onReopen(keys.range),
  })
  const least = words.length > 4 ? 10 : 12
  const grid = {
    gridTemplateColumns: `15rem repeat(${words.length}, minmax(${least}rem, 1fr))`,
    minWidth: `${15 + words.length * least}rem`,
  }
  const attach = (element: HTMLDivElement | null) => {
    scroller.current = element
    keys.grid.current = element
  }
  return (
    <div
      ref={attach}
      role="grid"
      aria-label="Matrix"
      aria-rowcount={rows.length + 1}
      aria-colcount={words.length + 1}
      aria-multiselectable
      className="min-h-0 flex-1 scroll-pt-10 overflow-auto"
      {...keys.gridProps}
      onKeyUp={() => onMark(keys.range)}
      onMouseUp={() => onMark(keys.range)}
    >
      <Header matrix={matrix} grid={grid} />
      <div className="relative" style={{ height: virtual.getTotalSize(), minWidth: grid.minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const entry = entries[item.index]
          return (
            entry && (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                className="absolute top-0 left-0 w-full"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {entry.type === 'heading' ? (
                  <Heading entry={entry} columns={words.length + 1} />
                ) : (
                  <MatrixRow
                    row={entry.row}
                    index={entry.index}
                    grid={grid}
                    keys={keys}
                    onOpen={(column) => onOpen({ row: entry.index, column }, 'look')}
                  />
                )}
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

function Header({ matrix: { words, all }, grid }: { matrix: Matrix; grid: CSSProperties }) {
  return (
    <div role="row" className="sticky top-0 z-10 grid border-line border-b bg-sunken text-[12px]" style={grid}>
      <div role="columnheader" className="sticky left-0 z-[3] border-line border-r bg-sunken px-2 py-1 font-medium">
        Control action
      </div>
      {words.map((word, column) => {
        const { decided, of } = columnCoverage(all, column)
        return (
          <div
            key={word}
            role="columnheader"
            className="flex items-end justify-between gap-2 border-line border-r px-2 py-1"
          >
            <span className="font-medium">{guideWordOf(word)?.label}</span>{' '}
            <span className="whitespace-nowrap text-soft tabular-nums">
              {decided} of {of}
            </span>
          </div>
        )
      })}
    </div>
  )
}

function Heading({ entry, columns }: { entry: Extract<Entry, { type: 'heading' }>; columns: number }) {
  return (
    <div role="row" className="border-line border-b bg-ground">
      <div role="rowheader" aria-colspan={columns} className="sticky left-0 inline-flex items-baseline gap-2 px-2 py-1">
        {entry.controller ? <KeyLink uid={entry.controller.uid} text /> : <span>Without a controller</span>}
        <span className="text-[12px] text-soft tabular-nums">
          {entry.decided} of {entry.of}
        </span>
      </div>
    </div>
  )
}
