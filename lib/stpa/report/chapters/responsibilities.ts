import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf, linked, linkedFrom } from '../../graph'
import { derivedLevel } from '../../integrity'
import { boundaries, natures } from '../../kinds/structure/element'
import type { Analysis, Item } from '../../model'
import { inReadingOrder } from '../../order'
import { type ElementResponsibilities, responsibilitiesOf } from '../../responsibilities'
import { rolesOf } from '../../roles'
import { answersTo } from '../answering'
import { type ChapterDefinition, section } from '../building'
import { type Block, cell, note, paragraph, type Row, refs, refTo, type Section, type Text } from '../document'
import { capital, titleWithState } from '../facts'
import { backColumn, fieldColumn, type ItemColumn, itemTable, keyColumn, linkColumn, textColumn } from '../tables'

export const responsibilities: ChapterDefinition = {
  name: 'responsibilities',
  title: 'Safety responsibilities per element',
  summary:
    'What each element must do: its responsibilities, the constraints on it, its requirements, and how it reacts to faults; Linux first.',
  kinds: ['responsibility', 'controllerConstraint', 'requirement'],
  step: 'responsibilities',
  build: ({ analysis }) => {
    const views = responsibilitiesOf(analysis)
    return [
      ...views.map((view) => elementSection(analysis, view)),
      ...section('unassigned', 'Of no element yet', ...unassigned(analysis)),
    ]
  },
}

function elementSection(analysis: Analysis, view: ElementResponsibilities): Section {
  const { element, linux, inside } = view
  const opening = paragraph(refTo(element), ` · ${whatItIs(analysis, element).join(' · ')}`)
  const misplaced = note(
    'warn',
    'Requirements on an element outside the system under analysis: ',
    ...refs(view.misplaced),
    '.',
  )
  const features = inReadingOrder(analysis, linkedFrom(analysis, element.uid, 'of', 'feature'))
  const blocks = [
    opening,
    ...(features.length > 0 ? [paragraph('Features analysed: ', ...refs(features), '.')] : []),
    responsibilityTable(analysis, view.responsibilities),
    constraintTable(analysis, view.constraints),
    requirementTable(analysis, [...view.requirements, ...view.misplaced], element),
    assumptionTable(analysis, inside ? view.conditions : view.assumptionsOfUse, inside),
    reactionTable(analysis, element),
    ...(view.misplaced.length > 0 ? [misplaced] : []),
  ]
  const title = `${element.key} ${textOf(element)}`
  const [made] = section(`element-${element.key}`, title, ...blocks)
  // The opening paragraph is never empty.
  return { ...(made as Section), ...(linux ? { tag: { label: 'Linux', tone: 'good' as const } } : {}) }
}

function whatItIs(analysis: Analysis, element: Item): string[] {
  const label = (options: readonly { value: string; label: string }[], name: string) =>
    options.filter((option) => option.value === fieldOf(element, name)).map((option) => option.label)
  const roles = capital(rolesOf(analysis, element).join(', '))
  return [...label(natures, 'nature'), ...label(boundaries, 'boundary'), ...(roles === '' ? [] : [roles])]
}

const responsibilityTable = (analysis: Analysis, items: readonly Item[]): Block =>
  itemTable(
    analysis,
    ['Responsibilities'],
    items,
    [
      keyColumn,
      textColumn('Responsibility'),
      linkColumn(analysis, 'enforces', 'Enforces'),
      linkColumn(analysis, 'exercisedBy', 'Exercised by'),
    ],
    ['heldBy'],
  )

const constraintTable = (analysis: Analysis, items: readonly Item[]): Block =>
  itemTable(
    analysis,
    ['Controller constraints'],
    items,
    [
      keyColumn,
      textColumn('Controller constraint'),
      linkColumn(analysis, 'constrains', 'Constrains'),
      linkColumn(analysis, 'prevents', 'Prevents'),
      linkColumn(analysis, 'refines', 'Refines'),
    ],
    ['on'],
  )

/** The text, and where else the requirement is allocated. */
function allocatedColumn(analysis: Analysis, element: Item | undefined): ItemColumn {
  const column = textColumn('Requirement')
  const value = (item: Item): Text => {
    const others = linked(analysis, item.uid, 'allocatedTo').filter((end) => end !== element)
    return [...titleWithState(item), ...(others.length > 0 ? [' (also on ', ...refs(others), ')'] : [])]
  }
  return { ...column, value, tells: [...column.tells, 'allocatedTo'] }
}

function requirementTable(analysis: Analysis, items: readonly Item[], element?: Item): Block {
  const level: ItemColumn = {
    title: 'Level',
    width: 'narrow',
    value: (item) => {
      const derived = derivedLevel(analysis, item) ?? ''
      const required = textOf(item, 'requiredLevel')
      return [
        required !== '' && derived !== '' && required !== derived
          ? `${required} (links: ${derived})`
          : required || derived,
      ]
    },
    tells: ['requiredLevel'],
  }
  return itemTable(analysis, ['Requirements'], items, [
    keyColumn,
    allocatedColumn(analysis, element),
    linkColumn(analysis, 'derivedFrom', 'Derived from'),
    level,
    fieldColumn('requirement', 'verificationMethod', 'narrow'),
    backColumn(analysis, 'Verified by', ['testCase', 'verifies']),
  ])
}

/** Assumptions of use have their place in their own chapter; here they are named. */
function assumptionTable(analysis: Analysis, items: readonly Item[], inside: boolean): Block {
  const rows = items.map(
    (item): Row => ({
      cells: [
        cell(refTo(item)),
        { text: titleWithState(item) },
        { text: refs(linked(analysis, item.uid, 'addressedTo')) },
      ],
    }),
  )
  const caption = inside ? 'Depends on these assumptions of use' : 'Assumptions of use'
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Assumption of use', width: 'wide' },
    { title: 'Addressed to', width: 'narrow' },
  ] as const
  return { type: 'table', caption: [caption], columns, rows }
}

/** Scenarios that the element is involved in and its misbehaviours, each with what answers it. */
function reactionTable(analysis: Analysis, element: Item): Block {
  const own = linkedFrom(analysis, element.uid, 'of', 'misbehaviour')
  const involved = linkedFrom(analysis, element.uid, 'involves', 'lossScenario')
  const rows = inReadingOrder(analysis, [...involved, ...own]).map((item): Row => {
    const answers = answersTo(analysis, item)
    const nothing = { mark: 'emphasis' as const, content: ['nothing yet'] }
    return {
      cells: [cell(refTo(item)), { text: titleWithState(item) }, { text: refs(answers, [nothing]) }],
    }
  })
  const columns = [
    { title: 'Key', width: 'key' },
    { title: 'Fault or interference', width: 'wide' },
    { title: 'Answered by', width: 'narrow' },
  ] as const
  return { type: 'table', caption: ['Reaction under fault and interference'], columns, rows }
}

function unassigned(analysis: Analysis): Block[] {
  const without = (kind: string, name: string) =>
    itemsOf(analysis, kind).filter((item) => linked(analysis, item.uid, name).length === 0)
  return [
    responsibilityTable(analysis, without('responsibility', 'heldBy')),
    constraintTable(analysis, without('controllerConstraint', 'on')),
    requirementTable(analysis, without('requirement', 'allocatedTo')),
  ]
}
