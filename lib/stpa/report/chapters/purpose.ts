import { itemsOf } from '../../graph'
import { type ChapterDefinition, section } from '../building'
import { backColumn, fieldColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const purpose: ChapterDefinition = {
  name: 'purpose',
  title: 'Losses, hazards and system-level constraints',
  summary: 'What must not be lost, which states of the system lead there, and what the system must do about it.',
  kinds: ['loss', 'hazard', 'systemConstraint'],
  step: 'purpose',
  build: ({ analysis }) => {
    const losses = itemTable(analysis, ['Losses'], itemsOf(analysis, 'loss'), [
      keyColumn,
      textColumn('Loss'),
      fieldColumn('loss', 'category'),
      linkColumn(analysis, 'valuedBy', 'Valued by'),
      backColumn(analysis, 'Comes from', ['hazard', 'leadsTo']),
    ])
    const hazards = itemTable(analysis, ['Hazards'], itemsOf(analysis, 'hazard'), [
      keyColumn,
      textColumn('Hazard'),
      linkColumn(analysis, 'leadsTo', 'Leads to'),
      backColumn(analysis, 'Prevented by', ['safetyGoal', 'prevents']),
      backColumn(analysis, 'Addressed by', ['systemConstraint', 'addresses']),
    ])
    const constraints = itemTable(analysis, ['System-level constraints'], itemsOf(analysis, 'systemConstraint'), [
      keyColumn,
      textColumn('Constraint'),
      fieldColumn('systemConstraint', 'form'),
      linkColumn(analysis, 'addresses', 'Addresses'),
      linkColumn(analysis, 'refines', 'Refines'),
      backColumn(analysis, 'Enforced by', ['responsibility', 'enforces']),
    ])
    return [
      ...section('losses', 'Losses', losses),
      ...section('hazards', 'Hazards', hazards),
      ...section('constraints', 'System-level constraints', constraints),
    ]
  },
}
