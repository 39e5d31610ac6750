import { fieldOf } from '../../fieldValues'
import { itemsOf } from '../../graph'
import { scenarioClasses } from '../../kinds/scenarios/lossScenario'
import type { Analysis } from '../../model'
import { answerColumn } from '../answering'
import { type ChapterDefinition, section } from '../building'
import type { Block } from '../document'
import { fieldColumn, itemEntries, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const scenarios: ChapterDefinition = {
  name: 'scenarios',
  title: 'Loss scenarios, mitigations and Linux features analysed',
  summary:
    'Why unsafe control actions would happen, or right ones would not be carried out, and what helps against it.',
  kinds: ['lossScenario', 'misbehaviour', 'mitigation', 'feature'],
  step: 'scenarios',
  build: ({ analysis }) => [
    ...[...scenarioClasses, { value: '', label: 'Scenarios without a class' }].flatMap(({ value, label }) =>
      section(
        `class-${value || 'none'}`,
        `Loss scenarios: ${label}`,
        scenarioTable(analysis, value, `Loss scenarios: ${label}`),
      ),
    ),
    ...section('misbehaviours', 'Misbehaviours', misbehaviours(analysis)),
    ...section('mitigations', 'Mitigations', mitigations(analysis)),
    ...section('features', 'Linux features analysed', itemEntries(analysis, itemsOf(analysis, 'feature'))),
  ],
}

function scenarioTable(analysis: Analysis, value: string, label: string): Block {
  const items = itemsOf(analysis, 'lossScenario').filter((item) => fieldOf(item, 'class') === value)
  const causes = value === 'b' ? [] : [linkColumn(analysis, 'causes', 'Causes')]
  const misexecutes = value === 'a' ? [] : [linkColumn(analysis, 'misexecutes', 'Misexecutes')]
  const hazards = value === 'a' ? [] : [linkColumn(analysis, 'leadsTo', 'Leads to')]
  const columns = [keyColumn, textColumn('Scenario'), ...causes, ...misexecutes, ...hazards, answerColumn(analysis)]
  return itemTable(analysis, [label], items, columns, ['class'])
}

const misbehaviours = (analysis: Analysis): Block =>
  itemTable(analysis, ['Misbehaviours'], itemsOf(analysis, 'misbehaviour'), [
    keyColumn,
    textColumn('Misbehaviour'),
    linkColumn(analysis, 'of', 'Of'),
    linkColumn(analysis, 'leadsTo', 'Leads to'),
    answerColumn(analysis),
  ])

const mitigations = (analysis: Analysis): Block =>
  itemTable(analysis, ['Mitigations'], itemsOf(analysis, 'mitigation'), [
    keyColumn,
    textColumn('Mitigation'),
    fieldColumn('mitigation', 'nature'),
    linkColumn(analysis, 'mitigates', 'Mitigates'),
    linkColumn(analysis, 'providedBy', 'Provided by'),
    linkColumn(analysis, 'needs', 'Needs'),
  ])
