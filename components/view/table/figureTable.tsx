'use client'

import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FilterField } from '@/components/ui/inputs'
import { saveText } from '@/components/ui/saveFile'
import { number } from '@/lib/text/counts'
import { FigureGrid, type FigureGridProps } from './figureGrid'
import { figuresCsv, nextSorting, type Sorting, searchable, shownRows } from './figures'

type Props<Row> = Omit<FigureGridProps<Row>, 'sorting' | 'onSort'> & {
  initialSorting?: Sorting
  initialWords?: string
  /** Beside the filter. */
  tools?: ReactNode
}

/** A long list of figures: filtered by words, sorted by a column, walked through by arrows, saved as CSV. */
export function FigureTable<Row>({ initialSorting, initialWords = '', tools, ...grid }: Props<Row>) {
  const { label, rows, columns } = grid
  const [words, setWords] = useState(initialWords)
  const [sorting, setSorting] = useState(initialSorting)
  const wanted = useDeferredValue(words)
  const index = useMemo(() => searchable(rows, columns), [rows, columns])
  const shown = useMemo(() => shownRows(index, columns, wanted, sorting), [index, columns, wanted, sorting])
  const lower = label.toLowerCase()
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <FilterField label={`Filter ${lower}`} className="max-w-56" value={words} onChange={setWords} />
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
      <FigureGrid
        {...grid}
        rows={shown}
        sorting={sorting}
        onSort={(column) => setSorting(nextSorting(sorting, column, rows))}
      />
    </div>
  )
}
