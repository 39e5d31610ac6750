import { graphOf, itemsOf, linked, linkedFrom } from '../../graph'
import type { Analysis, Item, Uid } from '../../model'
import { budgetOf } from '../../timing'
import { type ChapterDefinition, section } from '../building'
import { type Block, type Cell, cell, note, paragraph, type Row, refs, refTo, toned } from '../document'
import { factsOf, titleWithState, told } from '../facts'
import { fieldColumn, itemEntries, itemTable, keyColumn, linkColumn, textColumn } from '../tables'
import { formatNumber, milliseconds, quantityText } from '../values'

export const context: ChapterDefinition = {
  name: 'context',
  title: 'System context and safety goals',
  summary: 'The system, its boundary, who has a stake in it, and what it must achieve.',
  kinds: ['systemContext', 'stakeholder', 'safetyGoal', 'timingBudget'],
  step: 'context',
  build: ({ analysis }) => [
    ...section('system', 'System context', itemEntries(analysis, itemsOf(analysis, 'systemContext'))),
    ...section('stakeholders', 'Stakeholders', stakeholders(analysis)),
    ...section('goals', 'Safety goals', goals(analysis)),
    ...section('budgets', 'Timing budgets', ...budgets(analysis)),
  ],
}

const stakeholders = (analysis: Analysis): Block =>
  itemTable(analysis, ['Stakeholders'], itemsOf(analysis, 'stakeholder'), [
    keyColumn,
    textColumn('Stakeholder'),
    fieldColumn('stakeholder', 'role'),
  ])

const goals = (analysis: Analysis): Block =>
  itemTable(analysis, ['Safety goals'], itemsOf(analysis, 'safetyGoal'), [
    keyColumn,
    textColumn('Safety goal'),
    fieldColumn('safetyGoal', 'integrityLevel', 'narrow'),
    fieldColumn('safetyGoal', 'faultTolerantTime', 'narrow'),
    fieldColumn('safetyGoal', 'safeState'),
    linkColumn(analysis, 'prevents', 'Prevents'),
  ])

const budgetColumns = [
  { title: 'Key', width: 'key' },
  { title: 'Budget', width: 'wide' },
  { title: 'Value', align: 'end' },
  { title: 'Sum of parts', align: 'end' },
  { title: 'Slack', align: 'end' },
  { title: 'Allocated to', width: 'narrow' },
] as const

/** Goals that have a budget, each with its tree below; then the budgets that are part of none. */
function budgets(analysis: Analysis): Block[] {
  const all = itemsOf(analysis, 'timingBudget')
  if (all.length === 0) return []
  const seen = new Set<Uid>()
  const rows: Row[] = []
  for (const goal of itemsOf(analysis, 'safetyGoal')) {
    if (linkedFrom(analysis, goal.uid, 'partOf', 'timingBudget').length > 0) addRows(analysis, goal, 0, seen, rows)
  }
  for (const budget of all)
    if (!seen.has(budget.uid) && isTop(analysis, budget)) addRows(analysis, budget, 0, seen, rows)
  for (const budget of all) if (!seen.has(budget.uid)) addRows(analysis, budget, 0, seen, rows)
  const reading = paragraph('The parts of a budget add up to no more than its value; the slack is what they leave.')
  const over = all.filter((budget) => (budgetOf(analysis, budget).slack ?? 0) < 0)
  const warning = over.length > 0 ? [note('bad', 'Parts that take more than there is: ', ...refs(over), '.')] : []
  return [reading, ...warning, { type: 'table', caption: ['Timing budgets'], columns: budgetColumns, rows }]
}

const isTop = (analysis: Analysis, budget: Item): boolean =>
  budget.parent === null && linked(analysis, budget.uid, 'partOf').length === 0

function addRows(analysis: Analysis, item: Item, level: number, seen: Set<Uid>, rows: Row[]): void {
  if (seen.has(item.uid)) return
  seen.add(item.uid)
  rows.push(budgetRow(analysis, item, level))
  for (const part of budgetOf(analysis, item).parts) addRows(analysis, part, level + 1, seen, rows)
}

function budgetRow(analysis: Analysis, item: Item, level: number): Row {
  const isGoal = item.kind === 'safetyGoal'
  const value = item.fields[isGoal ? 'faultTolerantTime' : 'value']
  const detail = isGoal ? [] : factsOf(analysis, item, told('text', 'value', 'allocatedTo', 'partOf', 'basis'))
  return {
    cells: [
      cell(refTo(item)),
      { text: titleWithState(item) },
      cell(quantityText(value)),
      ...sumCells(analysis, item),
      { text: refs(linked(analysis, item.uid, 'allocatedTo'), ['']) },
    ],
    ...(isGoal ? {} : { defines: item.uid }),
    detail,
    level,
  }
}

function sumCells(analysis: Analysis, item: Item): Cell[] {
  const { parts, sum, slack, unknown } = budgetOf(analysis, item)
  const children = graphOf(analysis).children.get(item.uid) ?? []
  if (parts.length === 0 && children.length === 0) return [cell(''), cell('')]
  const open = unknown.length > 0 ? ` + ${formatNumber(unknown.length)} unknown` : ''
  const tone = slack === undefined ? undefined : slack < 0 ? 'bad' : 'good'
  return [cell(`${milliseconds(sum)}${open}`), toned(tone, slack === undefined ? '?' : milliseconds(slack))]
}
