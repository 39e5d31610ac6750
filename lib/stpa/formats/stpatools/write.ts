import { Document, type YAMLMap } from 'yaml'
import { fieldOf, textOf } from '../../fieldValues'
import { itemsOf, linked, linkedFrom } from '../../graph'
import { guideWordOf } from '../../guideWords'
import { kinds } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { createdLine } from '../../reportCounts'
import { sortReport } from '../report'
import type { Exported } from '../types'
import { lossesOf } from './losses'
import { isRejection } from './rejections'
import { reasons } from './vocabulary'

/** Writes what stpatools can hold, in its order of keys; everything else is listed as lost. */
export function writeStpatools(analysis: Analysis): Exported {
  const document = new Document({})
  const content: Record<string, unknown> = {}
  const put = (name: string, list: unknown[]) => {
    if (list.length > 0) content[name] = list
  }
  put('Losses', itemsOf(analysis, 'loss').map(record))
  put(
    'Hazards',
    itemsOf(analysis, 'hazard').map((item) => ({
      ...record(item),
      ...keys('Losses', linked(analysis, item.uid, 'leadsTo')),
    })),
  )
  put(
    'Constraints',
    itemsOf(analysis, 'systemConstraint').map((item) => ({
      ...record(item),
      ...keys('Hazards', linked(analysis, item.uid, 'addresses')),
    })),
  )
  put(
    'Responsibilities',
    itemsOf(analysis, 'responsibility').map((item) => ({
      ...record(item),
      ...one('Component', linked(analysis, item.uid, 'heldBy')),
      ...keys('Constraints', linked(analysis, item.uid, 'enforces')),
    })),
  )
  const elements = itemsOf(analysis, 'element')
  put(
    'Components',
    elements.map((item) => component(analysis, item)),
  )
  document.contents = document.createNode(content) as unknown as typeof document.contents // createNode types its result loosely
  addRejections(analysis, document, elements)
  const losses = lossesOf(analysis)
  const created = kinds.flatMap((kind) => {
    const count = itemsOf(analysis, kind.name).length
    return count > 0 && !losses.some((line) => line.key === kind.name)
      ? [createdLine(`${count} ${(count === 1 ? kind.title : kind.plural).toLowerCase()}`, count)]
      : []
  })
  return { text: document.toString({ lineWidth: 80 }), report: sortReport([...created, ...losses]) }
}

const record = (item: Item) => ({ Identifier: item.key, Text: textOf(item) })

const keys = (name: string, items: readonly Item[]) =>
  items.length > 0 ? { [name]: items.map((item) => item.key) } : {}
const one = (name: string, items: readonly Item[]) => (items[0] ? { [name]: items[0].key } : {})
const list = (name: string, entries: unknown[]) => (entries.length > 0 ? { [name]: entries } : {})

function component(analysis: Analysis, item: Item): Record<string, unknown> {
  const gives = (kind: string) => linkedFrom(analysis, item.uid, 'source', kind)
  const constraints = linkedFrom(analysis, item.uid, 'on', 'controllerConstraint')
  return {
    ...record(item),
    ...list(
      'Control Actions',
      gives('controlAction')
        .sort(byOrder)
        .map((action) => controlAction(analysis, action)),
    ),
    ...list(
      'Feedback',
      gives('feedback')
        .sort(byOrder)
        .map((feedback) => ({ ...record(feedback), ...one('Target', linked(analysis, feedback.uid, 'target')) })),
    ),
    ...list(
      'Controller Constraints',
      constraints.sort(byOrder).map((constraint) => ({
        ...record(constraint),
        ...keys('Unsafe Control Actions', linked(analysis, constraint.uid, 'prevents')),
      })),
    ),
  }
}

const byOrder = (left: Item, right: Item) => left.order - right.order

function controlAction(analysis: Analysis, item: Item): Record<string, unknown> {
  const unsafe = linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction').filter(
    (uca) => linked(analysis, uca.uid, 'of')[0]?.uid === item.uid,
  )
  return {
    ...record(item),
    ...one('Target', linked(analysis, item.uid, 'target')),
    ...list(
      'Unsafe Control Actions',
      unsafe.sort(byOrder).map((uca) => unsafeControlAction(analysis, uca)),
    ),
  }
}

function unsafeControlAction(analysis: Analysis, item: Item): Record<string, unknown> {
  const group = guideWordOf(fieldOf(item, 'guideWord'))?.group
  const reason = reasons.find((entry) => entry.guideWord === group)?.reason
  const scenarios = linkedFrom(analysis, item.uid, 'causes', 'lossScenario').filter(
    (scenario) => linked(analysis, scenario.uid, 'causes')[0]?.uid === item.uid,
  )
  return {
    ...record(item),
    ...(reason ? { Reason: reason } : {}),
    ...keys('Hazards', linked(analysis, item.uid, 'leadsTo')),
    ...list('Scenarios', scenarios.sort(byOrder).map(record)),
  }
}

function addRejections(analysis: Analysis, document: Document, elements: readonly Item[]): void {
  const nodes = document.get('Components') as { items: YAMLMap[] } | undefined // made above from a list of mappings
  const groups = new Map<number, Map<string, string[]>>()
  for (const verdict of itemsOf(analysis, 'verdict')) {
    if (!isRejection(analysis, verdict)) continue
    const action = linked(analysis, verdict.uid, 'subject')[0]
    const owner = action && linked(analysis, action.uid, 'source')[0]
    const index = Math.max(
      0,
      elements.findIndex((element) => element.uid === owner?.uid),
    )
    const reason = textOf(verdict, 'reason').replace(/\s+/g, ' ')
    const group = groups.get(index) ?? new Map<string, string[]>()
    groups.set(index, group)
    group.set(reason, [...(group.get(reason) ?? []), textOf(verdict)])
  }
  for (const [index, group] of groups) {
    const node = nodes?.items[index]
    const blocks = [...group].map(([reason, sentences]) =>
      [` Rejected the following UCAs ${reason}`.trimEnd(), ...sentences.map((sentence) => ` - ${sentence}`)].join('\n'),
    )
    if (node) node.comment = blocks.join('\n\n')
  }
}
