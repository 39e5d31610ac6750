import { fieldOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import type { Analysis } from '../../model'
import { type ChapterDefinition, section } from '../building'
import { type Block, paragraph } from '../document'
import { fieldColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const scope: ChapterDefinition = {
  name: 'scope',
  title: 'Scope: considered and excluded',
  summary:
    'Each exclusion with its reason and with what covers it instead; the assumptions that the analysis rests on.',
  kinds: ['scopeItem', 'assumption'],
  build: ({ analysis }) => [
    ...section('considered', 'Considered', ...considered(analysis)),
    ...section('excluded', 'Excluded', scopeTable(analysis, 'out', 'Excluded')),
    ...section('assumptions', 'Assumptions', assumptions(analysis)),
  ],
}

function considered(analysis: Analysis): Block[] {
  const table = scopeTable(analysis, 'in', 'Considered')
  if (table.type === 'table' && table.rows.length === 0) return []
  const risks = itemsOf(analysis, 'hazard').length > 0
  return [...(risks ? [paragraph('The risks considered are the hazards of ', { chapter: 'purpose' }, '.')] : []), table]
}

function scopeTable(analysis: Analysis, decision: 'in' | 'out', caption: string): Block {
  const items = itemsOf(analysis, 'scopeItem').filter((item) => fieldOf(item, 'decision') === decision)
  const columns = [keyColumn, textColumn(caption), fieldColumn('scopeItem', 'reason', 'wide')]
  const covered = decision === 'out' ? [linkColumn(analysis, 'coveredBy', 'Covered by')] : []
  return itemTable(analysis, [caption], items, [...columns, ...covered], ['decision'])
}

const assumptions = (analysis: Analysis): Block =>
  itemTable(analysis, ['Assumptions'], itemsOf(analysis, 'assumption'), [
    keyColumn,
    textColumn('Assumption'),
    fieldColumn('assumption', 'basis', 'narrow'),
    fieldColumn('assumption', 'validation', 'wide'),
    linkColumn(analysis, 'supports', 'Supports'),
  ])
