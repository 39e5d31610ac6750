import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import type { Analysis, Item } from '../../model'
import { countsText, doubtsOf, flagsOf, isFaultInjectionEvidence } from '../../verification/evidence'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, list, toned } from '../document'
import { fieldColumn, type ItemColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'
import { asideOf } from './verificationStates'

export const evidence: ChapterDefinition = {
  name: 'evidence',
  title: 'Evidence',
  summary: 'Each piece of evidence: how it was made, what it shows, and what it cannot show.',
  annex: true,
  kinds: ['evidence'],
  build: ({ analysis }) => {
    const items = itemsOf(analysis, 'evidence')
    return [
      ...section('list', 'Evidence', evidenceTable(analysis, items)),
      ...section('limits', 'What it cannot show', limits(items)),
    ]
  },
}

function evidenceTable(analysis: Analysis, items: readonly Item[]): Block {
  const columns = [
    keyColumn,
    textColumn('Evidence'),
    fieldColumn('evidence', 'type'),
    natureColumn,
    fieldColumn('evidence', 'date'),
    fieldColumn('evidence', 'kernelVersion'),
    resultColumn(analysis),
    linkColumn(analysis, 'resultOf', 'Result of'),
    linkColumn(analysis, 'supports', 'About'),
    linkColumn(analysis, 'observes', 'Observes'),
  ]
  // Limits have a section of their own.
  return itemTable(analysis, ['Evidence'], items, columns, ['flags', 'declaredLimits', 'losses'])
}

const natureColumn: ItemColumn = {
  title: 'Nature',
  tells: ['nature'],
  value: (item) =>
    !isFaultInjectionEvidence(item)
      ? cell('Normal operation')
      : fieldOf(item, 'nature') === 'faultInjection'
        ? cell('Fault injection')
        : toned('warn', 'Said to be normal, with calls that were tampered with'),
}

/** Counts or conclusion, and why it does not count, or no more. */
function resultColumn(analysis: Analysis): ItemColumn {
  const told = (item: Item): string =>
    [
      countsText(item),
      ...asideOf(analysis, item).map((aside) => `set aside: ${aside}`),
      ...doubtsOf(analysis, item).map((doubt) => `in doubt: ${doubt}`),
    ]
      .filter(Boolean)
      .join('; ')
  return { title: 'Result', tells: ['passed', 'failed', 'errors', 'skipped'], value: (item) => [told(item)] }
}

function limits(items: readonly Item[]): Block {
  return list(
    ...items.flatMap((item) => {
      const declared = fieldOf(item, 'declaredLimits')
      const said = Array.isArray(declared) ? declared.map(String) : []
      const parts = [
        ...flagsOf(item).values(),
        ...said.filter((limit) => limit.toLowerCase() !== 'none').map((limit) => `Declared: ${limit}.`),
        ...(textOf(item, 'losses') === '' ? [] : [`Lost: ${textOf(item, 'losses')}`]),
      ]
      return parts.length > 0 ? [[{ item: item.uid }, ': ', parts.join(' ')]] : []
    }),
  )
}
