import { counted } from '@/lib/text/counts'
import { findRule } from '../../checks/rules'
import type { CheckResult, Finding } from '../../checks/types'
import { states } from '../../commonFields'
import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import { kinds } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { type Building, type ChapterDefinition, section } from '../building'
import { type Block, type Cell, cell, paragraph, type Row, refs, refTo, type Tone, toned } from '../document'
import { isGone, titleOf } from '../facts'
import { fieldColumn, type ItemColumn, itemTable, keyColumn, linkColumn, plainTable } from '../tables'
import { dateText } from '../values'

export const findings: ChapterDefinition = {
  name: 'findings',
  title: 'Open findings, dismissals and accepted risks',
  summary: 'What the checks found, what was set aside and why, which risks were accepted, and how far the review is.',
  kinds: ['dismissal', 'acceptance'],
  step: 'review',
  build: (building) => {
    const { analysis, checks } = building
    return [
      ...section('open', 'Open findings', ...open(analysis, checks)),
      ...section('dismissed', 'Dismissed findings', dismissals(analysis, checks)),
      ...section(
        'accepted',
        'Accepted residual risks',
        plainTable(analysis, 'acceptance', itemsOf(analysis, 'acceptance')),
      ),
      ...section('review', 'Review record', ...review(analysis)),
      ...section('withdrawn', 'Rejected and withdrawn items', withdrawn(analysis)),
      ...section('changes', 'Change record', ...changeBlocks(building)),
    ]
  },
}

const tones: Readonly<Record<Finding['severity'], Tone>> = { error: 'bad', warning: 'warn', hint: 'quiet' }

/** Findings of one rule are listed together; above this many, the rest is counted. */
const mostPerRule = 200

function open(analysis: Analysis, { findings: all, counts }: CheckResult): Block[] {
  const total = `${counted(counts.error, 'error')}, ${counted(counts.warning, 'warning')} and ${counted(counts.hint, 'hint')} are open.`
  const perRule = new Map<string, number>()
  const rows = all.flatMap((finding): Row[] => {
    const count = (perRule.get(finding.rule) ?? 0) + 1
    perRule.set(finding.rule, count)
    if (count > mostPerRule) return []
    const items = finding.items.slice(0, 12).flatMap((uid) => analysis.items.get(uid) ?? [])
    const more = finding.items.length - items.length
    const about = [...refs(items, []), ...(more > 0 ? [` and ${more} more`] : [])]
    return [
      {
        cells: [
          toned(tones[finding.severity], finding.severity),
          cell({ code: finding.rule }),
          cell(finding.message),
          { text: about },
        ],
      },
    ]
  })
  const cut = [...perRule]
    .filter(([, count]) => count > mostPerRule)
    .map(([rule, count]) => `${rule}: ${count - mostPerRule}`)
  const columns = [
    { title: 'Severity' },
    { title: 'Rule', width: 'key' },
    { title: 'Finding', width: 'wide' },
    { title: 'Items', width: 'narrow' },
  ] as const
  const table: Block = { type: 'table', caption: ['Open findings'], columns, rows }
  const rest = cut.length > 0 ? [paragraph(`More of the same, not listed: ${cut.join(', ')}.`)] : []
  return rows.length === 0 ? [paragraph('The checks found nothing that is open.')] : [paragraph(total), table, ...rest]
}

function dismissals(analysis: Analysis, { dismissed }: CheckResult): Block {
  const holding = new Set(dismissed.map((finding) => finding.dismissedBy))
  const rule: ItemColumn = {
    title: 'Rule',
    value: (item) => {
      const id = textOf(item, 'rule')
      const title = findRule(id)?.title
      return [{ code: id }, ...(title ? [` ${title}`] : [])]
    },
    tells: ['rule'],
  }
  const holds: ItemColumn = {
    title: 'Holds',
    value: (item): Cell =>
      holding.has(item.uid) ? cell('yes') : toned('warn', 'no finding, or the item changed since'),
    tells: [],
  }
  return itemTable(
    analysis,
    ['Dismissed findings'],
    itemsOf(analysis, 'dismissal'),
    [
      keyColumn,
      rule,
      linkColumn(analysis, 'of', 'Item'),
      fieldColumn('dismissal', 'reason', 'wide'),
      fieldColumn('dismissal', 'dismissedBy'),
      holds,
    ],
    ['text'],
  )
}

/** Items by state; only the states that occur. */
function review(analysis: Analysis): Block[] {
  const used = kinds.filter((kind) => !kind.single && itemsOf(analysis, kind.name).length > 0)
  const all = used.flatMap((kind) => itemsOf(analysis, kind.name))
  const present = states.filter(({ value }) => all.some((item) => fieldOf(item, 'state') === value))
  if (all.length === 0) return []
  if (present.length === 1) return [paragraph(`All ${all.length} items have the state "${present[0]?.label}".`)]
  const rows = used.map((kind): Row => {
    const items = itemsOf(analysis, kind.name)
    const counts = present.map(({ value }) => items.filter((item) => fieldOf(item, 'state') === value).length)
    return { cells: [cell(kind.plural), ...counts.map((count) => cell(count === 0 ? '' : String(count)))] }
  })
  const heads = present.map(({ label }) => ({ title: label, align: 'end' as const }))
  const columns = [{ title: 'Kind', width: 'wide' as const }, ...heads]
  const text = paragraph('Items by state. An item without a mark in this report is a draft.')
  return [text, { type: 'table', caption: ['Items by state'], columns, rows, dense: true }]
}

/** Unsafe control actions stand among the rejected candidates of their own chapter, all others here. */
function withdrawn(analysis: Analysis): Block {
  const items = kinds
    .flatMap((kind) => itemsOf(analysis, kind.name))
    .filter((item) => isGone(item) && item.kind !== 'unsafeControlAction')
  const rows = items.map(
    (item: Item): Row => ({
      cells: [
        cell(refTo(item)),
        { text: titleOf(item) },
        cell(textOf(item, 'state')),
        cell(textOf(item, 'stateReason') || '(no reason given)'),
      ],
    }),
  )
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Item', width: 'wide' },
    { title: 'State' },
    { title: 'Reason', width: 'wide' },
  ] as const
  return { type: 'table', caption: ['Rejected and withdrawn items'], columns, rows }
}

function changeBlocks({ changes }: Building): Block[] {
  const rows = changes.map(
    (change): Row => ({
      cells: [
        cell(String(change.revision)),
        cell(dateText(change.revisedAt)),
        cell(change.author),
        cell(change.action),
        cell(change.reason),
      ],
    }),
  )
  const columns = [
    { title: 'Revision', align: 'end' },
    { title: 'Date' },
    { title: 'Author' },
    { title: 'What' },
    { title: 'Reason', width: 'wide' },
  ] as const
  const oldest = changes.at(-1)?.revision ?? 1
  const rest = oldest > 1 ? [paragraph(`The ${oldest - 1} changes before revision ${oldest} are in the log.`)] : []
  return rows.length === 0 ? [] : [{ type: 'table', caption: ['Changes'], columns, rows, dense: true }, ...rest]
}
