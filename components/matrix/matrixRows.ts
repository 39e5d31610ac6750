import { guideWordSets } from '@/lib/stpa/guideWords'
import { type Cell, coverageOf, guideWordSetOf, matrixOf, type Row } from '@/lib/stpa/matrix'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'

export type Filters = {
  /** Uid of a controller; '' for all. */
  readonly controller: Uid | ''
  readonly openOnly: boolean
  readonly withFeedback: boolean
}

/** What stands below one another: the heading of a controller, or a row; `index` counts rows only. */
export type Entry =
  | { readonly type: 'heading'; readonly controller: Item | undefined; readonly decided: number; readonly of: number }
  | { readonly type: 'row'; readonly row: Row; readonly index: number }

export type Matrix = {
  readonly words: readonly Cell['word'][]
  /** All rows, filtered or not: what the figures are about. */
  readonly all: readonly Row[]
  readonly rows: readonly Row[]
  readonly entries: readonly Entry[]
}

/** The rows that are shown, below their controllers. Feedback stands below the control actions of whoever gives it. */
export function matrixRows(analysis: Analysis, filters: Filters): Matrix {
  const words = guideWordSets[guideWordSetOf(analysis)]
  const actions = matrixOf(analysis)
  const all = filters.withFeedback ? grouped([...actions, ...matrixOf(analysis, 'feedback')]).flat() : actions
  const rows = all.filter(
    (row) =>
      (filters.controller === '' || row.controller?.uid === filters.controller) &&
      (!filters.openOnly || row.cells.some((cell) => cell.state === 'open')),
  )
  let index = 0
  const entries = grouped(rows).flatMap((group): Entry[] => {
    const controller = group[0]?.controller
    const own = all.filter((row) => row.controller?.uid === controller?.uid)
    const heading: Entry = { type: 'heading', controller, ...coverageOf(own) }
    return [heading, ...group.map((row): Entry => ({ type: 'row', row, index: index++ }))]
  })
  return { words, all, rows, entries }
}

/** Rows by controller, in the order in which the controllers are met. */
function grouped(rows: readonly Row[]): Row[][] {
  const groups = new Map<Uid | undefined, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.controller?.uid)
    if (group) group.push(row)
    else groups.set(row.controller?.uid, [row])
  }
  return [...groups.values()]
}

/** Decided cells of one column. */
export function columnCoverage(rows: readonly Row[], column: number): { decided: number; of: number } {
  const cells = rows.flatMap((row) => row.cells[column] ?? [])
  return { decided: cells.filter((cell) => cell.state !== 'open').length, of: cells.length }
}
