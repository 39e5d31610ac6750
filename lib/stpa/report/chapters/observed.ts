import { graphOf, itemsOf, linkedFrom } from '../../graph'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis, Item } from '../../model'
import type { CoverageCell, CoverageRow, CoverageRunCard, CoverageTable } from '../../verification/coverage'
import { exerciseStates } from '../../verification/coverage'
import { type ChapterDefinition, section } from '../building'
import {
  type Block,
  type Cell,
  cell,
  type Inline,
  list,
  paragraph,
  type Row,
  refTo,
  type Text,
  toned,
} from '../document'
import { isGone, titleWithState } from '../facts'
import { fieldColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const observed: ChapterDefinition = {
  name: 'observed',
  title: 'What runs showed',
  summary: 'Which control actions, feedback and scenarios were seen in runs of the workload, and which were not.',
  annex: true,
  kinds: ['run', 'binding'],
  build: ({ analysis, coverage, systemView }) => [
    ...(coverage ? computed(analysis, coverage) : recorded(analysis)),
    ...section('system', 'Commands, subsystems, devices', ...picture(systemView)),
    ...section('runs', 'Runs', runTable(analysis), editedNote(analysis)),
    ...section('bindings', 'How items show in traces', bindingTable(analysis)),
  ],
}

/** From the traces, which were read for this print. */
function computed(analysis: Analysis, coverage: CoverageTable) {
  const rows = coverage.rows.filter((row) => row.cells.some(({ state }) => state !== 'unbound'))
  const unbound = coverage.rows.filter((row) => !rows.includes(row) && row.kind !== 'lossScenario')
  const named = (row: CoverageRow): Text => [refOf(analysis, row), ` ${row.text}`]
  const missed = rows.filter(({ normal }) => normal === 'notExercised' || normal === 'partial')
  const more = coverage.neverFailedCount - coverage.neverFailed.length
  return [
    ...section('reach', 'How far it goes', list(...coverage.statements.map((statement) => [statement]))),
    ...section('coverage', 'Items and runs', cellTable(analysis, coverage.runs, rows)),
    ...section('traces', 'Limits of the traces', list(...coverage.runs.flatMap(limitsOf))),
    ...section(
      'notSeen',
      'Not seen in normal operation',
      list(...missed.map((row): Text => [...named(row), row.normal === 'partial' ? ' (a part was seen)' : ''])),
    ),
    ...section('unbound', 'Bound to no call', list(...unbound.map(named))),
    ...section(
      'neverFailed',
      'Never seen to fail',
      list(...coverage.neverFailed.map((step): Text => [{ code: step }]), ...(more > 0 ? [[`and ${more} more`]] : [])),
    ),
    ...section(
      'missing',
      'Used, and not in the control structure',
      list(...coverage.missingSubsystems.map((name) => [name])),
    ),
  ]
}

const picture = (svg: string | undefined): Block[] =>
  svg === undefined ? [] : [{ type: 'figure', svg, caption: 'What the runs used of the kernel, and of its devices.' }]

const refOf = (analysis: Analysis, { uid, key }: CoverageRow): Inline => {
  const item = analysis.items.get(uid)
  return item ? refTo(item) : key
}

const limitsOf = ({ title, limits }: CoverageRunCard): Text[] =>
  limits.length > 0 ? [[`${title}: ${limits.join(' ')}`]] : []

function cellTable(analysis: Analysis, runs: readonly CoverageRunCard[], rows: readonly CoverageRow[]): Block {
  const heads = runs.map(({ title, nature }) => ({
    title: nature === 'faultInjection' ? `${title} (fault injection)` : title,
  }))
  return {
    type: 'table',
    caption: ['Items and runs'],
    columns: [{ title: 'Key', width: 'key' }, { title: 'Item', width: 'wide' }, ...heads],
    rows: rows.map((row) => ({ cells: [cell(refOf(analysis, row)), cell(row.text), ...row.cells.map(stateCell)] })),
  }
}

function stateCell({ state, words }: CoverageCell): Cell {
  const entry = exerciseStates.find(({ value }) => value === state)
  return toned(entry?.tone, entry?.label ?? '', words === '' ? '' : ` (${words})`)
}

/** From the analysis alone: what was taken over from the traces when they were imported. */
function recorded(analysis: Analysis) {
  const items = [...interactionKinds, 'element', 'lossScenario']
    .flatMap((kind) => itemsOf(analysis, kind))
    .filter((item) => !isGone(item) && isBoundOrSeen(analysis, item))
  const rows = items.map(
    (item): Row => ({ cells: [cell(refTo(item)), { text: titleWithState(item) }, seenCell(analysis, item)] }),
  )
  const columns = [{ title: 'Key', width: 'key' }, { title: 'Item', width: 'wide' }, { title: 'Seen in' }] as const
  const note = 'As it was taken over from the traces when they were imported; they were not read again for this report.'
  const table: Block = { type: 'table', caption: ['Items and evidence'], columns, rows }
  return section('coverage', 'Items and evidence', ...(rows.length > 0 ? [paragraph(note), table] : []))
}

const isBoundOrSeen = (analysis: Analysis, item: Item): boolean =>
  linkedFrom(analysis, item.uid, 'binds', 'binding').length > 0 ||
  linkedFrom(analysis, item.uid, 'observes', 'evidence').length > 0

function seenCell(analysis: Analysis, item: Item): Cell {
  const links = (graphOf(analysis).incoming.get(item.uid) ?? []).filter(({ name }) => name === 'observes')
  const text = links.flatMap((link): Inline[] => {
    const evidence = analysis.items.get(link.from)
    return evidence ? [refTo(evidence), link.rationale === '' ? '' : ` (${link.rationale})`, ' '] : []
  })
  return text.length > 0 ? { text } : toned('warn', 'not seen')
}

const runTable = (analysis: Analysis): Block =>
  itemTable(
    analysis,
    ['Runs'],
    itemsOf(analysis, 'run'),
    [
      keyColumn,
      textColumn('Run'),
      fieldColumn('run', 'workload'),
      fieldColumn('run', 'outcome'),
      fieldColumn('run', 'duration'),
      linkColumn(analysis, 'in', 'Evidence'),
      linkColumn(analysis, 'exercises', 'Exercises'),
    ],
    ['flowEdits'],
  )

/** The edits themselves are for the flowchart, not for a reader. */
function editedNote(analysis: Analysis): Block | undefined {
  const edited = itemsOf(analysis, 'run').filter((run) => run.fields.flowEdits !== undefined)
  if (edited.length === 0) return undefined
  return paragraph('Flowcharts that a person has edited: ', edited.map(({ key }) => key).join(', '), '.')
}

const bindingTable = (analysis: Analysis): Block =>
  itemTable(analysis, ['How items show in traces'], itemsOf(analysis, 'binding'), [
    keyColumn,
    textColumn('Name'),
    linkColumn(analysis, 'binds', 'Item'),
    fieldColumn('binding', 'verbs'),
    fieldColumn('binding', 'resource'),
    fieldColumn('binding', 'outcome'),
    fieldColumn('binding', 'confirmed'),
    linkColumn(analysis, 'observedIn', 'Observed in'),
  ])
