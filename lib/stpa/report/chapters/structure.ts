import { itemsOf } from '../../graph'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { linuxElements } from '../../responsibilities'
import { rolesOf } from '../../roles'
import { type Building, type ChapterDefinition, section } from '../building'
import { type Block, note, paragraph, type Section, type Text } from '../document'
import { capital, factsOf, told } from '../facts'
import { backColumn, fieldColumn, type ItemColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'
import { textOfValue } from '../values'

export const structure: ChapterDefinition = {
  name: 'structure',
  title: 'Control structure',
  summary: 'Who controls what, by which control actions, and how they know: elements, interactions and process models.',
  kinds: ['structure', 'element', 'controlAction', 'feedback', 'otherInteraction', 'processVariable'],
  step: 'structure',
  build: (building) => {
    const { analysis } = building
    return [
      ...pictures(building),
      ...section('elements', 'Elements', elements(analysis)),
      ...section('controlActions', 'Control actions', controlActions(analysis)),
      ...section('feedback', 'Feedback', feedback(analysis)),
      ...section(
        'otherInteractions',
        'Other interactions',
        interactions(analysis, 'otherInteraction', 'Interaction', [fieldColumn('otherInteraction', 'nature')]),
      ),
      ...section('processVariables', 'Process variables', variables(analysis)),
    ]
  },
}

const legend =
  'Solid arrows are control actions, dashed ones feedback, dotted ones other interactions. Grey boxes are outside the system under analysis.'

function pictures({ analysis, figures }: Building): Section[] {
  const structures = itemsOf(analysis, 'structure')
  const all = figures.get('')
  if (structures.length === 0)
    return all ? section('picture', 'Picture', ...figureBlocks(all, 'Control structure')) : []
  return structures.flatMap((item) => {
    const figure = figures.get(item.uid)
    const blocks = figure ? figureBlocks(figure, `${item.key} ${titleText(item)}`) : []
    return section(`picture-${item.key}`, `${item.key} ${titleText(item)}`, entryOf(analysis, item), ...blocks)
  })
}

const titleText = (item: Item): string => (typeof item.fields.text === 'string' ? item.fields.text : '')

/** The structure itself; what it shows is in the picture. */
function entryOf(analysis: Analysis, item: Item): Block {
  const facts = factsOf(analysis, item, told('shows'))
  return { type: 'entries', entries: [{ item: item.uid, key: item.key, title: [titleText(item)], facts, level: 0 }] }
}

function figureBlocks(figure: { svg: string } | { note: string }, caption: string): Block[] {
  if ('note' in figure) return [note('warn', figure.note)]
  return [{ type: 'figure', svg: figure.svg, caption: `${caption}.` }, paragraph(legend)]
}

function elements(analysis: Analysis): Block {
  const linux = linuxElements(analysis)
  const role = (item: Item): Text => {
    const roles = rolesOf(analysis, item)
    const words = [...(linux.has(item.uid) ? ['Linux'] : []), ...roles]
    return [capital(words.join(', '))]
  }
  return itemTable(analysis, ['Elements'], itemsOf(analysis, 'element'), [
    keyColumn,
    textColumn('Element'),
    { title: 'Role', value: role, tells: [] },
    fieldColumn('element', 'nature'),
    fieldColumn('element', 'boundary'),
  ])
}

/** "System call: WDIOC_KEEPALIVE" */
function interfaceColumn(kind: string): ItemColumn {
  const field = kindOf(kind).allFields.interface
  const value = (item: Item): Text => {
    const type = field ? textOfValue(field, item.fields.interface) : []
    const name = typeof item.fields.interfaceName === 'string' ? item.fields.interfaceName : ''
    return name === '' ? type : type.length === 0 ? [name] : [...type, ': ', { code: name }]
  }
  return { title: 'Interface', value, tells: ['interface', 'interfaceName'] }
}

function interactions(analysis: Analysis, kind: string, title: string, more: readonly ItemColumn[] = []): Block {
  return itemTable(analysis, [kindOf(kind).plural], itemsOf(analysis, kind), [
    keyColumn,
    textColumn(title),
    linkColumn(analysis, 'source', 'From'),
    linkColumn(analysis, 'target', 'To'),
    interfaceColumn(kind),
    ...more,
  ])
}

const controlActions = (analysis: Analysis): Block =>
  interactions(analysis, 'controlAction', 'Control action', [
    backColumn(analysis, 'Answered by', ['feedback', 'answers']),
  ])

const feedback = (analysis: Analysis): Block =>
  interactions(analysis, 'feedback', 'Feedback', [
    fieldColumn('feedback', 'trigger'),
    linkColumn(analysis, 'answers', 'Answers'),
  ])

const variables = (analysis: Analysis): Block =>
  itemTable(analysis, ['Process variables'], itemsOf(analysis, 'processVariable'), [
    keyColumn,
    textColumn('Process variable'),
    fieldColumn('processVariable', 'values'),
    fieldColumn('processVariable', 'unit', 'narrow'),
    linkColumn(analysis, 'belongsTo', 'Believed by'),
    backColumn(analysis, 'Updated by', ['feedback', 'updates']),
  ])
