import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf, linked } from '../../graph'
import { guideWordOf, guideWordSets } from '../../guideWords'
import { coverageOf, guideWordSetOf, type Cell as MatrixCell, type Row as MatrixRow, matrixOf } from '../../matrix'
import type { Analysis, Item } from '../../model'
import { type ChapterDefinition, groupBy, section } from '../building'
import { type Block, type Cell, cell, paragraph, type Row, refTo, strong, type Text, toned } from '../document'
import { isGone } from '../facts'
import { backColumn, fieldColumn, type ItemColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const actions: ChapterDefinition = {
  name: 'actions',
  title: 'Unsafe control actions',
  summary: 'Each control action against each guide word: what is unsafe, and what was looked at and rejected.',
  kinds: ['condition', 'verdict', 'unsafeControlAction'],
  step: 'actions',
  build: ({ analysis }) => {
    const ucas = itemsOf(analysis, 'unsafeControlAction')
    const kept = ucas.filter((item) => !isGone(item))
    return [
      ...section('summary', 'Verdict summary', ...summary(analysis)),
      ...section('contexts', 'Contexts used', contexts(analysis)),
      ...section('list', 'Unsafe control actions', ...byAction(analysis, kept)),
      ...section('rejected', 'Rejected candidates', ...rejected(analysis, ucas.filter(isGone))),
      ...section('decided', 'Other verdicts', otherVerdicts(analysis)),
    ]
  },
}

function summary(analysis: Analysis): Block[] {
  const words = guideWordSets[guideWordSetOf(analysis)]
  // Feedback has rows only where somebody judged it.
  const judged = matrixOf(analysis, 'feedback').filter((row) =>
    row.cells.some((part) => part.ucas.length + part.verdicts.length > 0),
  )
  const rows = [...matrixOf(analysis), ...judged]
  if (rows.length === 0) return []
  const { decided, of } = coverageOf(rows)
  const columns = [
    { title: 'Key', width: 'key' as const },
    { title: 'Control action', width: 'wide' as const },
    ...words.map((word) => ({ title: guideWordOf(word)?.short ?? word })),
  ]
  const lines = rows.map(
    (row): Row => ({
      cells: [cell(refTo(row.subject)), cell(textOf(row.subject)), ...row.cells.map(verdictCell)],
    }),
  )
  return [
    paragraph(
      `${decided} of ${of} pairs of control action and guide word are decided. A number counts unsafe control actions.`,
    ),
    { type: 'table', caption: ['Verdicts per control action and guide word'], columns, rows: [...lines, totals(rows)] },
  ]
}

function verdictCell({ state, ucas }: MatrixCell): Cell {
  if (ucas.length > 0) return toned('bad', `${ucas.length} unsafe`)
  if (state === 'hazardous') return toned('bad', 'hazardous')
  if (state === 'notHazardous') return toned('good', 'not hazardous')
  return state === 'notApplicable' ? toned('quiet', 'not applicable') : toned('warn', 'open')
}

function totals(rows: readonly MatrixRow[]): Row {
  const count = rows[0]?.cells.length ?? 0
  const sums = Array.from({ length: count }, (_, column) => {
    const cells = rows.flatMap((row) => row.cells[column] ?? [])
    const found = cells.reduce((sum, part) => sum + part.ucas.length, 0)
    const open = cells.filter((part) => part.state === 'open').length
    return cell(strong(`${found} unsafe`), ...(open > 0 ? [`, ${open} open`] : []))
  })
  return { cells: [cell(''), cell(strong('All')), ...sums] }
}

const contexts = (analysis: Analysis): Block =>
  itemTable(analysis, ['Contexts'], itemsOf(analysis, 'condition'), [
    keyColumn,
    textColumn('Context'),
    fieldColumn('condition', 'expression'),
    linkColumn(analysis, 'on', 'Over'),
    backColumn(analysis, 'Makes unsafe', ['unsafeControlAction', 'inContext']),
  ])

/** "CHK-Pet Ask to pet (Telltale checker → Linux kernel)" */
function captionOf(analysis: Analysis, action: Item | undefined): Text {
  if (!action) return ['Of no control action']
  const ends = (name: string) =>
    linked(analysis, action.uid, name)
      .map((end) => textOf(end) || end.key)
      .join(', ')
  return [refTo(action), ` ${textOf(action)} (${ends('source') || '?'} → ${ends('target') || '?'})`]
}

function byAction(analysis: Analysis, ucas: readonly Item[]): Block[] {
  const order = new Map(
    [...matrixOf(analysis), ...matrixOf(analysis, 'feedback')].map((row, index) => [row.subject.uid, index]),
  )
  const groups = [...groupBy(ucas, (uca) => linked(analysis, uca.uid, 'of')[0])]
  groups.sort(
    ([left], [right]) => (left ? (order.get(left.uid) ?? 0) : 1e9) - (right ? (order.get(right.uid) ?? 0) : 1e9),
  )
  const columns = ucaColumns(analysis)
  return groups.map(([action, items]) => itemTable(analysis, captionOf(analysis, action), items, columns, partsTold))
}

const partsTold = ['context']

function ucaColumns(analysis: Analysis): ItemColumn[] {
  const word: ItemColumn = {
    title: 'Guide word',
    width: 'narrow',
    value: (item) => [guideWordOf(item.fields.guideWord)?.short ?? ''],
    tells: ['guideWord', 'of'],
  }
  return [
    keyColumn,
    word,
    textColumn('Unsafe control action'),
    linkColumn(analysis, 'leadsTo', 'Leads to'),
    linkColumn(analysis, 'violates', 'Violates'),
    backColumn(analysis, 'Prevented by', ['controllerConstraint', 'prevents']),
  ]
}

const isRejecting = (item: Item): boolean =>
  ['notHazardous', 'notApplicable'].includes(String(fieldOf(item, 'verdict')))

const verdictColumns = (analysis: Analysis): ItemColumn[] => [
  keyColumn,
  linkColumn(analysis, 'subject', 'About'),
  {
    ...fieldColumn('verdict', 'guideWord', 'narrow'),
    value: (item) => [guideWordOf(item.fields.guideWord)?.short ?? ''],
  },
  textColumn('Candidate'),
  fieldColumn('verdict', 'verdict', 'narrow'),
  fieldColumn('verdict', 'reason', 'wide'),
]

/** A candidate that was looked at and rejected is worth as much as one that was kept. */
function rejected(analysis: Analysis, ucas: readonly Item[]): Block[] {
  const verdicts = itemsOf(analysis, 'verdict').filter(isRejecting)
  const set = itemTable(analysis, ['Unsafe control actions that were rejected or withdrawn'], ucas, [
    keyColumn,
    linkColumn(analysis, 'of', 'About'),
    textColumn('Candidate'),
    fieldColumn('unsafeControlAction', 'stateReason', 'wide'),
  ])
  const judged = itemTable(analysis, ['Judged not hazardous or not applicable'], verdicts, verdictColumns(analysis))
  return [...(verdicts.length > 0 ? [judged] : []), ...(ucas.length > 0 ? [set] : [])]
}

const otherVerdicts = (analysis: Analysis): Block =>
  itemTable(
    analysis,
    ['Hazardous or still open'],
    itemsOf(analysis, 'verdict').filter((item) => !isRejecting(item)),
    verdictColumns(analysis),
  )
