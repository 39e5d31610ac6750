import { kindOf } from '../../kinds'
import type { Analysis, Item, Uid } from '../../model'
import { inReadingOrder } from '../../order'
import { matrixBetween, type TraceMatrix } from '../../traceability'
import { type ChapterDefinition, section } from '../building'
import { type Block, type Cell, cell, note, type Row, refs, refTo, toned } from '../document'

/** Rows against columns, along the method. Several kinds of columns are one question: is it answered at all? */
const pairs: readonly { readonly rows: string; readonly columns: readonly string[]; readonly title?: string }[] = [
  { rows: 'hazard', columns: ['loss'] },
  { rows: 'systemConstraint', columns: ['hazard'] },
  { rows: 'responsibility', columns: ['systemConstraint'] },
  { rows: 'unsafeControlAction', columns: ['hazard'] },
  { rows: 'unsafeControlAction', columns: ['controllerConstraint'] },
  {
    rows: 'lossScenario',
    columns: ['unsafeControlAction', 'controlAction', 'hazard'],
    title: 'Loss scenarios and what they lead to',
  },
  {
    rows: 'lossScenario',
    columns: ['requirement', 'assumptionOfUse', 'mitigation', 'acceptance'],
    title: 'Loss scenarios and what answers them',
  },
  { rows: 'requirement', columns: ['testCase'] },
  { rows: 'assumptionOfUse', columns: ['testCase'] },
]

export const traceability: ChapterDefinition = {
  name: 'traceability',
  title: 'Traceability matrices',
  summary: 'Kind against kind: what is linked to what, and what is linked to nothing.',
  annex: true,
  kinds: [],
  build: ({ analysis }) =>
    pairs.flatMap(({ rows, columns, title }) => {
      const name = `${kindOf(rows).plural} and ${columns.map((column) => kindOf(column).plural.toLowerCase()).join(', ')}`
      const matrices = columns.map((column) => matrixBetween(analysis, rows, column))
      return section(`${rows}-${columns.join('-')}`, title ?? name, ...matrixBlocks(analysis, matrices, title ?? name))
    }),
}

/** Wider than this does not fit a page: then each row lists its keys. */
const widest = 14

function matrixBlocks(analysis: Analysis, matrices: readonly TraceMatrix[], title: string): Block[] {
  const [first, ...more] = matrices
  if (!first || first.rows.length === 0 || matrices.every((matrix) => matrix.columns.length === 0)) return []
  const isGrid = more.length === 0 && first.columns.length <= widest
  const bareRows = first.rows.filter((row) => !matrices.some((matrix) => matrix.cells.has(row.uid)))
  const reached = new Set([...first.cells.values()].flatMap((row) => [...row.keys()]))
  const bareColumns = more.length > 0 ? [] : first.columns.filter((column) => !reached.has(column.uid))
  const bare = [...bareRows, ...bareColumns]
  const missing = note(
    'quiet',
    'Linked to nothing here: ',
    ...refs(bare.slice(0, 200)),
    bare.length > 200 ? ' and more.' : '.',
  )
  return [isGrid ? gridOf(first, title) : listOf(analysis, matrices, title), ...(bare.length > 0 ? [missing] : [])]
}

function gridOf({ rows, columns, cells }: TraceMatrix, title: string): Block {
  const heads = columns.map((column) => ({ title: column.key }))
  const mark = (row: Uid, column: Item): Cell => (cells.get(row)?.has(column.uid) ? toned('good', '×') : cell(''))
  const lines = rows.map(
    (row): Row => ({ cells: [cell(refTo(row)), ...columns.map((column) => mark(row.uid, column))] }),
  )
  return { type: 'table', caption: [title], columns: [{ title: '', width: 'key' }, ...heads], rows: lines, dense: true }
}

/** One row per item, one column of keys per kind that has any. */
function listOf(analysis: Analysis, matrices: readonly TraceMatrix[], title: string): Block {
  const used = matrices.filter((matrix) => matrix.columns.length > 0)
  const heads = used.map(({ columns: [some] }) => ({ title: some ? kindOf(some.kind).plural : '' }))
  const ends = ({ cells }: TraceMatrix, row: Item): Item[] => {
    const linked = [...(cells.get(row.uid)?.keys() ?? [])]
    return inReadingOrder(
      analysis,
      linked.flatMap((uid) => analysis.items.get(uid) ?? []),
    )
  }
  const lines = (matrices[0]?.rows ?? []).map(
    (row): Row => ({
      cells: [cell(refTo(row)), ...used.map((matrix) => ({ text: refs(ends(matrix, row), ['']) }))],
    }),
  )
  return {
    type: 'table',
    caption: [title],
    columns: [{ title: 'Key', width: 'key' }, ...heads],
    rows: lines,
    dense: true,
  }
}
