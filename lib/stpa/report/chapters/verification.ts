import { countedOf } from '@/lib/text/counts'
import { textOf } from '../../fieldValues'
import { itemsOf, linkedFrom } from '../../graph'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { verificationOf } from '../../verification/verification'
import { type ChapterDefinition, section } from '../building'
import { type Block, type Cell, cell, paragraph, type Row, refs, refTo, toned } from '../document'
import { badgeOf, isGone, titleWithState } from '../facts'
import { backColumn, fieldColumn, itemTable, keyColumn, linkColumn, plainTable, textColumn } from '../tables'
import { textOfValue } from '../values'
import { claimTable, rolledUpTable, stateCell, verificationSentence } from './verificationStates'

export const verification: ChapterDefinition = {
  name: 'verification',
  title: 'Verification',
  summary: 'How each requirement is shown to be met, and what is not shown yet.',
  kinds: ['testCase', 'artefact'],
  step: 'verification',
  build: ({ analysis }) => [
    ...section('requirements', 'Requirements and their verification', ...coverage(analysis)),
    ...(hasEvidence(analysis) ? statesOf(analysis) : []),
    ...section('cases', 'Verification cases', cases(analysis)),
    ...section('artefacts', 'Artefacts', plainTable(analysis, 'artefact', itemsOf(analysis, 'artefact'))),
  ],
}

const hasEvidence = (analysis: Analysis): boolean => itemsOf(analysis, 'evidence').length > 0

const statesOf = (analysis: Analysis) => [
  ...section('otherClaims', 'Other claims with evidence', claimTable(analysis)),
  ...section('goals', 'Safety goals and hazards', rolledUpTable(analysis)),
]

function coverage(analysis: Analysis): Block[] {
  const items = itemsOf(analysis, 'requirement').filter((item) => !isGone(item))
  if (items.length === 0) return []
  const bare = items.filter((item) => casesOf(analysis, item).length === 0)
  const isShown = hasEvidence(analysis)
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Requirement', width: 'wide' },
    { title: 'Method' },
    { title: 'Cases', width: 'narrow' },
    ...(isShown ? [{ title: 'Evidence', width: 'narrow' } as const, { title: 'Shown' }] : [{ title: 'State' }]),
  ] as const
  const rows = items.map(
    (item): Row => ({
      cells: [
        cell(refTo(item)),
        { text: titleWithState(item) },
        methodCell(item),
        caseCell(analysis, item),
        ...(isShown
          ? [evidenceCell(analysis, item), stateCell(verificationOf(analysis, item))]
          : [cell(badgeOf(item)?.label ?? 'Draft')]),
      ],
    }),
  )
  const covered = `${countedOf(items.length - bare.length, items.length, 'requirement')} have a verification case.`
  const results = isShown ? verificationSentence(analysis) : ' Results are not part of this analysis yet.'
  return [paragraph(covered, results), { type: 'table', caption: ['Requirements and their cases'], columns, rows }]
}

const casesOf = (analysis: Analysis, item: Item): Item[] => linkedFrom(analysis, item.uid, 'verifies', 'testCase')

function methodCell(item: Item): Cell {
  const field = kindOf('requirement').allFields.verificationMethod
  return textOf(item, 'verificationMethod') === '' || !field
    ? toned('warn', 'not chosen')
    : { text: textOfValue(field, item.fields.verificationMethod) }
}

function caseCell(analysis: Analysis, item: Item): Cell {
  const found = casesOf(analysis, item)
  return found.length === 0 ? toned('warn', 'none yet') : { text: refs(found) }
}

/** What counts; what was set aside stands with its reason in the list of evidence. */
function evidenceCell(analysis: Analysis, item: Item): Cell {
  const results = verificationOf(analysis, item)?.units.flatMap((unit) => unit.results) ?? []
  const counting = results.filter(({ aside }) => aside === '').map(({ evidence }) => evidence)
  return { text: refs([...new Set(counting)]) }
}

const cases = (analysis: Analysis): Block =>
  itemTable(analysis, ['Verification cases'], itemsOf(analysis, 'testCase'), [
    keyColumn,
    textColumn('Case'),
    fieldColumn('testCase', 'method'),
    fieldColumn('testCase', 'expectedResult', 'wide'),
    linkColumn(analysis, 'verifies', 'Verifies'),
    linkColumn(analysis, 'injects', 'Injects'),
    ...(hasEvidence(analysis) ? [backColumn(analysis, 'Results', ['evidence', 'resultOf'])] : []),
  ])
