'use client'

import { useMemo, useState } from 'react'
import { KeyLink } from '@/components/item/keyLink'
import { Button } from '@/components/ui/button'
import { useAnalysis } from '@/lib/client/analysis'
import { kindOf } from '@/lib/stpa/kinds'
import type { Item } from '@/lib/stpa/model'
import { matrixBetween, type TraceMatrix } from '@/lib/stpa/traceability'
import { MatrixBar, type MatrixQuery } from './matrixBar'

const page = 100
/** More columns cannot be read side by side. */
const mostColumns = 120

/** Two kinds against each other: what is linked to what, and what is linked to nothing. */
export function MatrixView() {
  const analysis = useAnalysis()
  const [query, setQuery] = useState<MatrixQuery>({
    rows: 'unsafeControlAction',
    columns: 'hazard',
    paths: false,
    bare: false,
    rowWords: '',
    columnWords: '',
  })
  const { rows: rowKind, columns: columnKind, paths } = query
  const matrix = useMemo(
    () => matrixBetween(analysis, rowKind, columnKind, { paths }),
    [analysis, rowKind, columnKind, paths],
  )
  const rows = matrix.rows.filter((row) => hasWords(row, query.rowWords) && !(query.bare && matrix.cells.has(row.uid)))
  const columns = matrix.columns.filter((column) => hasWords(column, query.columnWords))
  const bare = matrix.rows.filter((row) => !matrix.cells.has(row.uid)).length
  return (
    <div>
      <MatrixBar query={query} onChange={setQuery} />
      <p role="status" className="mb-2 text-[12.5px] text-soft">
        {rows.length} of {matrix.rows.length} {kindOf(rowKind).plural.toLowerCase()} × {columns.length} of{' '}
        {matrix.columns.length} {kindOf(columnKind).plural.toLowerCase()}; {bare} of the rows linked to nothing.
        {columns.length > mostColumns && ` The first ${mostColumns} columns are shown: filter them.`}
        {matrix.truncated && ' The search for paths was given up: there may be more.'}
      </p>
      {rows.length > 0 && columns.length > 0 ? (
        <Grid key={`${rowKind} ${columnKind}`} matrix={matrix} rows={rows} columns={columns.slice(0, mostColumns)} />
      ) : (
        <p className="text-soft">Nothing to set against each other here.</p>
      )}
    </div>
  )
}

const hasWords = (item: Item, words: string): boolean =>
  `${item.key} ${item.fields.text ?? ''}`.toLowerCase().includes(words.toLowerCase().trim())

type GridProps = { matrix: TraceMatrix; rows: readonly Item[]; columns: readonly Item[] }

function Grid({ matrix, rows, columns }: GridProps) {
  const [shown, setShown] = useState(page)
  return (
    <>
      <div className="max-h-[70vh] overflow-auto rounded border border-line bg-panel">
        <table className="border-separate border-spacing-0 text-[12.5px]">
          <thead>
            <tr>
              <th className="sticky top-0 left-0 z-20 border-line border-r border-b bg-panel px-2 py-1 text-left font-medium">
                {matrix.rows[0] ? kindOf(matrix.rows[0].kind).title : ''}
              </th>
              {columns.map((column) => (
                <th
                  key={column.uid}
                  scope="col"
                  className="sticky top-0 z-10 whitespace-nowrap border-line border-r border-b bg-panel px-1.5 py-1"
                >
                  <KeyLink uid={column.uid} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <MatrixRow key={row.uid} matrix={matrix} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <Button className="mt-2" onClick={() => setShown(shown + page)}>
          {rows.length - shown} more rows
        </Button>
      )}
      <p className="mt-1 text-[12px] text-soft">● linked, ○ a path leads there. Point at a mark to read the link.</p>
    </>
  )
}

function MatrixRow({ matrix, row, columns }: { matrix: TraceMatrix; row: Item; columns: readonly Item[] }) {
  const cells = matrix.cells.get(row.uid)
  return (
    <tr className="hover:bg-sunken">
      <th
        scope="row"
        className="sticky left-0 z-10 max-w-80 truncate border-line border-r border-b bg-panel px-2 py-0.5 text-left font-normal"
      >
        <KeyLink uid={row.uid} text />
      </th>
      {columns.map((column) => {
        const cell = cells?.get(column.uid)
        const title = cell && `${row.key} ${cell.titles.join(', ') || 'leads to, by a path,'} ${column.key}`
        return (
          <td key={column.uid} className="border-line border-r border-b text-center" title={title}>
            {cell && <span aria-label={title}>{cell.titles.length > 0 ? '●' : '○'}</span>}
          </td>
        )
      })}
    </tr>
  )
}
