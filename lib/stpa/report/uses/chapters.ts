import { counted } from '@/lib/text/counts'
import { fieldOf, textOf } from '../../fieldValues'
import { fingerprint } from '../../fingerprint'
import { itemsOf, linked, linkedFrom } from '../../graph'
import { derivedLevel } from '../../integrity'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { inReadingOrder } from '../../order'
import { type ChapterDefinition, section } from '../building'
import {
  type Block,
  cell,
  type Entry,
  type Fact,
  fact,
  type Inline,
  list,
  paragraph,
  type Row,
  refs,
  refTo,
  type Section,
  type Text,
} from '../document'
import { badgeOf, factsOf, isGone, named, titleOf, told } from '../facts'
import { addresseesOf, sentenceOf } from '../sentence'
import { blocksOfValue, textOfValue } from '../values'

const uses = (analysis: Analysis): Item[] => itemsOf(analysis, 'assumptionOfUse').filter((item) => !isGone(item))

export const reading: ChapterDefinition = {
  name: 'reading',
  title: 'How to use this document',
  summary: 'What an assumption of use is, and what is asked of the reader.',
  kinds: [],
  build: ({ analysis }) => {
    const count = uses(analysis).length
    if (count === 0) return section('meaning', 'What it is', paragraph('The analysis has no assumptions of use yet.'))
    const meaning = paragraph(
      `This document holds ${counted(count, 'assumption of use', 'assumptions of use')}. Each says what one party must do `,
      'so that the claim of the safety analysis holds; while one is not met, the claim does not hold.',
    )
    const asked = list(
      ['Read the assumptions that are addressed to you: ', { chapter: 'uses' }, '.'],
      ['Show for each that it is met, as its acceptance criterion says.'],
      [
        'Answer each in the answer sheet: fulfilled, not applicable, not fulfilled or open, with a reason and the evidence.',
      ],
      ['Tell the authors when one cannot be met: it may take another mitigation, and a new revision of the analysis.'],
    )
    return [...section('meaning', 'What it is', meaning, asked), ...section('overview', 'Overview', overview(analysis))]
  },
}

function overview(analysis: Analysis): Block {
  const phase = kindOf('assumptionOfUse').allFields.phase
  const rows = addresseesOf(analysis).flatMap((addressee): Row[] => {
    const items = uses(analysis).filter((item) => linked(analysis, item.uid, 'addressedTo')[0] === addressee)
    if (items.length === 0) return []
    const phases = (phase?.options ?? []).flatMap(({ value, label }) => {
      const count = items.filter((item) => fieldOf(item, 'phase') === value).length
      return count > 0 ? [`${label} ${count}`] : []
    })
    return [
      {
        cells: [
          addressee ? cell(named(addressee)) : cell('Nobody yet'),
          cell(phases.join(', ')),
          { text: refs(items) },
        ],
      },
    ]
  })
  return {
    type: 'table',
    caption: ['Who must act'],
    columns: [
      { title: 'Addressee', width: 'wide' },
      { title: 'Phase' },
      { title: 'Assumptions of use', width: 'narrow' },
    ],
    rows,
  }
}

export const entries: ChapterDefinition = {
  name: 'uses',
  title: 'Assumptions of use',
  summary: 'In the order of who must act.',
  kinds: ['assumptionOfUse'],
  build: ({ analysis }) =>
    addresseesOf(analysis).flatMap((addressee): Section[] => {
      const items = uses(analysis).filter((item) => linked(analysis, item.uid, 'addressedTo')[0] === addressee)
      const title = addressee ? textOf(addressee) || addressee.key : 'Addressed to nobody yet'
      const who = addressee ? whoBlocks(addressee) : []
      const list: Block = { type: 'entries', entries: items.map((item) => entryOf(analysis, item)) }
      return items.length === 0 ? [] : section(`for-${addressee?.key ?? 'nobody'}`, title, ...who, list)
    }),
}

function whoBlocks(addressee: Item): Block[] {
  const role = textOf(addressee, 'role')
  const field = kindOf('stakeholder').allFields.description
  const about =
    field && addressee.fields.description !== undefined ? blocksOfValue(field, addressee.fields.description) : []
  return [paragraph(refTo(addressee), role === '' ? '' : ` · ${role}`), ...about]
}

/** What stands in the entry under names of its own; everything else that the item holds follows. */
const toldHere = told(
  'act',
  'limit',
  'condition',
  'consequence',
  'phase',
  'acceptanceCriterion',
  'addressedTo',
  'derivedFrom',
  'on',
)

function entryOf(analysis: Analysis, item: Item): Entry {
  const badge = badgeOf(item)
  const sentence = sentenceOf(analysis, item)
  const title: Text = sentence === '' ? titleOf(item) : [sentence]
  return {
    item: item.uid,
    key: item.key,
    title,
    ...(badge ? { badge } : {}),
    facts: [...entryFacts(analysis, item), ...factsOf(analysis, item, toldHere)],
    level: 0,
  }
}

function entryFacts(analysis: Analysis, item: Item): Fact[] {
  const places = linked(analysis, item.uid, 'on')
  const origins = inReadingOrder(analysis, linked(analysis, item.uid, 'derivedFrom'))
  const phase = kindOf(item.kind).allFields.phase
  const phaseText = phase ? textOfValue(phase, item.fields.phase) : []
  const level = derivedLevel(analysis, item) ?? 'unknown: no safety goal with a level is reached'
  return [
    { label: 'Why', content: why(origins) },
    valueFact('If it is not met', item, 'consequence'),
    valueFact('Shown by', item, 'acceptanceCriterion'),
    fact('Level', level),
    fact('Phase', ...(phaseText.length > 0 ? phaseText : [unsaid('not said yet')])),
    ...(places.length > 0 ? [fact('Where', ...separated(places.map(named)))] : []),
    fact('Comes from', ...refs(origins, [unsaid('nothing yet')])),
    fact('Entry revision', { code: fingerprint(item) }),
  ]
}

const unsaid = (words: string): Inline => ({ mark: 'emphasis', content: [words] })

const separated = (parts: readonly Inline[]): Inline[] =>
  parts.flatMap((part, index) => (index === 0 ? [part] : ['; ', part]))

function valueFact(label: string, item: Item, name: string): Fact {
  const field = kindOf(item.kind).allFields[name]
  const value = item.fields[name]
  return !field || value === undefined
    ? fact(label, unsaid('not said yet'))
    : { label, content: blocksOfValue(field, value) }
}

/** What would happen, in one sentence each: the scenarios and misbehaviours; without any, the other origins. */
function why(origins: readonly Item[]): Block[] {
  const stories = origins.filter(({ kind }) => kind === 'lossScenario' || kind === 'misbehaviour')
  const told = stories.length > 0 ? stories : origins
  if (told.length === 0) return [paragraph(unsaid('not derived from anything yet'))]
  return told.map((origin) => paragraph(refTo(origin), `: ${textOf(origin)}`))
}

export const sheet: ChapterDefinition = {
  name: 'sheet',
  title: 'Answer sheet',
  summary: 'To be filled in by the addressee; the same sheet is to be had as CSV and as JSON.',
  kinds: [],
  build: ({ analysis }) => {
    const rows = uses(analysis).map(
      (item): Row => ({
        cells: [
          cell(refTo(item)),
          cell({ code: fingerprint(item) }),
          cell(
            '☐ fulfilled',
            { break: true },
            '☐ not applicable',
            { break: true },
            '☐ not fulfilled',
            { break: true },
            '☐ open',
          ),
          cell(''),
          cell(''),
        ],
      }),
    )
    const columns = [
      { title: 'Key', width: 'key' },
      { title: 'Revision' },
      { title: 'Answer', width: 'narrow' },
      { title: 'Reason', width: 'wide' },
      { title: 'Evidence', width: 'wide' },
    ] as const
    return section('sheet', 'Answers', { type: 'table', caption: ['Answer sheet'], columns, rows })
  },
}

export const withdrawn: ChapterDefinition = {
  name: 'withdrawn',
  title: 'No longer asked',
  summary:
    'Assumptions of use that were rejected, withdrawn or replaced, so that an older answer finds what became of them.',
  kinds: [],
  build: ({ analysis }) => {
    const gone = itemsOf(analysis, 'assumptionOfUse').filter(
      (item) => isGone(item) || replacements(analysis, item).length > 0,
    )
    const state = kindOf('assumptionOfUse').allFields.state
    const rows = gone.map(
      (item): Row => ({
        cells: [
          cell(refTo(item)),
          cell(sentenceOf(analysis, item)),
          { text: isGone(item) && state ? textOfValue(state, item.fields.state) : ['Replaced'] },
          cell(textOf(item, 'stateReason')),
          { text: refs(replacements(analysis, item)) },
        ],
        ...(isGone(item) ? { defines: item.uid } : {}),
      }),
    )
    const columns = [
      { title: 'Key', width: 'key' },
      { title: 'Assumption of use', width: 'wide' },
      { title: 'State' },
      { title: 'Reason' },
      { title: 'Replaced by' },
    ] as const
    return section('list', 'Withdrawn and replaced', {
      type: 'table',
      caption: ['Withdrawn and replaced'],
      columns,
      rows,
    })
  },
}

const replacements = (analysis: Analysis, item: Item): Item[] =>
  linkedFrom(analysis, item.uid, 'replaces', 'assumptionOfUse')

/** The chapters of the document for integrators, by who must act. */
export const useChapters: readonly ChapterDefinition[] = [reading, entries, sheet, withdrawn]
