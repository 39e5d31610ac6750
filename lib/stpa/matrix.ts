import { fieldOf } from './fieldValues'
import { analysisItem, itemsOf, linked, linkedFrom } from './graph'
import { columnOf, type GuideWord, type GuideWordSet, guideWordSets } from './guideWords'
import type { Analysis, Item } from './model'
import { isActive } from './state'

export type CellState = 'hazardous' | 'notHazardous' | 'notApplicable' | 'open'

/** One cell of the matrix: what was found, and what was decided. */
export type Cell = {
  readonly word: GuideWord
  readonly state: CellState
  readonly ucas: readonly Item[]
  readonly verdicts: readonly Item[]
  /** Unsafe control actions that were considered and rejected: looked at, and found not to be hazardous. */
  readonly rejected: readonly Item[]
}

export type Row = {
  readonly subject: Item
  readonly controller: Item | undefined
  readonly cells: readonly Cell[]
  /** Items whose guide word is no column of the set (a group word among RAFIA's nine, or none). */
  readonly unplaced: readonly Item[]
}

export function guideWordSetOf(analysis: Analysis): GuideWordSet {
  const item = analysisItem(analysis)
  return item && fieldOf(item, 'guideWords') === 'rafia' ? 'rafia' : 'handbook'
}

/**
 * The matrix control action × guide word. A cell's state is derived: hazardous when it holds an unsafe control action or
 * a hazardous verdict, else what its verdicts say, else open. Rows in the order of their controllers.
 */
export function matrixOf(analysis: Analysis, kind: 'controlAction' | 'feedback' = 'controlAction'): Row[] {
  const set = guideWordSetOf(analysis)
  const order = new Map(itemsOf(analysis, 'element').map((item, index) => [item.uid, index]))
  const rows = itemsOf(analysis, kind)
    .filter(isActive)
    .map((subject) => rowOf(analysis, subject, set))
  const rank = (row: Row) => (row.controller ? (order.get(row.controller.uid) ?? 0) : Number.POSITIVE_INFINITY)
  return rows.sort((left, right) => rank(left) - rank(right))
}

function rowOf(analysis: Analysis, subject: Item, set: GuideWordSet): Row {
  const all = linkedFrom(analysis, subject.uid, 'of', 'unsafeControlAction')
  const ucas = all.filter(isActive)
  const rejected = all.filter((item) => item.fields.state === 'rejected')
  const verdicts = linkedFrom(analysis, subject.uid, 'subject', 'verdict').filter(isActive)
  const at = (items: readonly Item[], word: GuideWord | undefined) =>
    items.filter((item) => columnOf(item.fields.guideWord, set) === word)
  const cells = guideWordSets[set].map((word): Cell => {
    const held = { ucas: at(ucas, word), verdicts: at(verdicts, word), rejected: at(rejected, word) }
    return { word, ...held, state: stateOf(held) }
  })
  const unplaced = [...at(ucas, undefined), ...at(verdicts, undefined)]
  return { subject, controller: linked(analysis, subject.uid, 'source')[0], cells, unplaced }
}

function stateOf({ ucas, verdicts, rejected }: Pick<Cell, 'ucas' | 'verdicts' | 'rejected'>): CellState {
  const says = (state: CellState) => verdicts.some((verdict) => fieldOf(verdict, 'verdict') === state)
  if (ucas.length > 0 || says('hazardous')) return 'hazardous'
  if (says('open')) return 'open'
  if (says('notHazardous') || rejected.length > 0) return 'notHazardous'
  return says('notApplicable') ? 'notApplicable' : 'open'
}

/** How many cells are decided, of how many. */
export function coverageOf(rows: readonly Row[]): { decided: number; of: number } {
  const cells = rows.flatMap((row) => row.cells)
  return { decided: cells.filter((cell) => cell.state !== 'open').length, of: cells.length }
}
