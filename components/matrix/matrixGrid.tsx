'use client'

import type { CSSProperties } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Grid, tracksOf } from '@/components/view/table/grid'
import type { At } from '@/components/view/table/gridKeys'
import { guideWordOf } from '@/lib/stpa/guideWords'
import type { Mode } from './cellDialog'
import { MatrixRow } from './matrixRow'
import { columnCoverage, type Entry, type Matrix } from './matrixRows'
import { useMatrixKeys } from './useMatrixKeys'

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
  const keys = useMatrixKeys({
    ...{ rows: rows.length, columns: words.length, open: onOpen },
    bulk: (mode) => onBulk(mode, keys.range),
    reopen: () => onReopen(keys.range),
  })
  const least = words.length > 4 ? 10 : 12
  const tracks = tracksOf([{ width: '15rem' }, ...words.map(() => ({ width: `minmax(${least}rem,1fr)` }))])
  return (
    <Grid
      label="Matrix"
      lines={entries}
      {...{ keyOf, heightOf, scroller: keys.grid, onKeyDown: keys.onKeyDown }}
      isMeasured
      isMultiple
      columns={words.length + 1}
      head={<Header matrix={matrix} grid={tracks} />}
      headHeight={40}
      size={{ minWidth: tracks.minWidth }}
      at={entries.findIndex((entry) => entry.type === 'row' && entry.index === keys.at.row)}
      follow={String(keys.at.row)}
      onSettled={() => onMark(keys.range)}
      className="scroll-pt-10"
    >
      {(entry) =>
        entry.type === 'heading' ? (
          <Heading entry={entry} columns={words.length + 1} />
        ) : (
          <MatrixRow
            {...{ row: entry.row, index: entry.index, grid: tracks, keys }}
            onOpen={(column) => onOpen({ row: entry.index, column }, 'look')}
          />
        )
      }
    </Grid>
  )
}

const keyOf = (entry: Entry): string =>
  entry.type === 'row' ? entry.row.subject.uid : `heading ${entry.controller?.uid ?? ''}`
const heightOf = ({ type }: Entry): number => (type === 'heading' ? 28 : 92)

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
