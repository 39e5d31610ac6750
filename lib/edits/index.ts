import { z } from 'zod'
import { StpaError } from '@/lib/stpa/errors'
import { limits } from '@/lib/stpa/fields'
import { kindOf } from '@/lib/stpa/kinds'
import { type Cell, matrixOf, type Row } from '@/lib/stpa/matrix'
import type { Analysis, Item } from '@/lib/stpa/model'
import { confirmBinding } from '@/lib/trace/binding/propose'
import { judge, reject, unsafeAction } from './cells'
import { defineEdit, itemAt, type NamedEdit, reference, references, uidAt } from './define'
import { turnRound } from './drawing'
import { addDuty } from './duties'
import { createItem, duplicate, merge, removal, rename, retype, setField, split, takeOut } from './items'
import { link, unlink } from './links'
import { declareInjected, declareNormal } from './runs'

const words = z.string().max(limits.text)
const reason = words.trim().min(1)
const name = z.string().min(1).max(80)

/** The edits by name, in the order of the help. Adding one is one entry here; its operations are made in its own file. */
export const namedEdits: readonly NamedEdit[] = [
  defineEdit(
    'create',
    'A new item of a kind',
    { kind: name, text: words, parent: reference.optional(), fields: z.record(name, z.unknown()).optional() },
    (analysis, { kind, text, parent, fields }) => {
      const within = parent === undefined ? {} : { parent: uidAt(analysis, parent) }
      const { uid, operation } = createItem(kind, text, { ...within, ...(fields ? { fields } : {}) })
      return { uid, operations: [operation] }
    },
  ),
  defineEdit(
    'set',
    'Another value of a field',
    { item: reference, field: name, value: z.unknown() },
    (analysis, { item, field, value }) => {
      const found = itemAt(analysis, item)
      return { operations: [setField(found, field, fieldValue(found, field, value))] }
    },
  ),
  defineEdit(
    'rename',
    'Another key; the old one becomes an alias',
    { item: reference, key: z.string().trim().min(1).max(limits.key) },
    (analysis, { item, key }) => ({ operations: rename(itemAt(analysis, item), key) }),
  ),
  defineEdit('remove', 'Items, with what is inside them', { items: references }, (analysis, { items }) => ({
    operations: removal(
      analysis,
      items.map((item) => uidAt(analysis, item)),
    ),
  })),
  defineEdit('duplicate', 'A copy with the same fields and links', { item: reference }, (analysis, { item }) =>
    duplicate(analysis, itemAt(analysis, item)),
  ),
  defineEdit('split', 'Some of an item as a new one beside it', { item: reference }, (analysis, { item }) =>
    split(itemAt(analysis, item)),
  ),
  defineEdit(
    'merge',
    'One item into another, which takes over its links and its key as an alias',
    { into: reference, from: reference },
    (analysis, { into, from }) => ({ operations: merge(uidAt(analysis, into), uidAt(analysis, from)) }),
  ),
  defineEdit(
    'retype',
    'Another kind; fields and links that it has too are kept',
    { item: reference, kind: name },
    (analysis, { item, kind }) => ({ operations: retype(uidAt(analysis, item), kind) }),
  ),
  defineEdit('take-out', 'An item out of what it is a part of', { item: reference }, (analysis, { item }) => ({
    operations: takeOut(itemAt(analysis, item)),
  })),
  defineEdit('link', 'A link from one item to another', { from: reference, name, to: reference }, (analysis, told) => ({
    operations: [link(uidAt(analysis, told.from), told.name, uidAt(analysis, told.to))],
  })),
  defineEdit('unlink', 'A link taken away', { from: reference, name, to: reference }, (analysis, told) => {
    const ends = { from: uidAt(analysis, told.from), to: uidAt(analysis, told.to) }
    return { operations: [unlink({ ...ends, name: told.name })] }
  }),
  defineEdit('turn-round', 'An arrow of the control structure the other way', { item: reference }, (analysis, told) => {
    const operations = turnRound(analysis, uidAt(analysis, told.item))
    if (operations.length > 0) return { operations }
    throw new StpaError('badRequest', `${told.item} is no arrow between two boxes: it cannot be turned.`)
  }),
  defineEdit(
    'unsafe',
    'An unsafe control action of a control action and a guide word',
    { action: reference, word: name, text: words, context: words.optional(), hazards: references },
    (analysis, { action, word, text, context = '', hazards }) => {
      const { row, cell } = cellAt(analysis, action, word)
      const ends = { hazards: hazards.map((hazard) => uidAt(analysis, hazard)), contexts: [], constraints: [] }
      return unsafeAction(row, { word: cell.word, text, context, ...ends })
    },
  ),
  defineEdit(
    'judge',
    'A cell of the matrix looked at, with the reason why nothing in it is unsafe',
    { action: reference, word: name, verdict: z.enum(['notHazardous', 'notApplicable']), reason },
    (analysis, told) => {
      const { row, cell } = cellAt(analysis, told.action, told.word)
      return { operations: judge(row, cell, told.verdict, told.reason) }
    },
  ),
  defineEdit(
    'reject',
    'An unsafe control action rejected; it stays, with its reason',
    { item: reference, reason },
    (a, t) => ({
      operations: [reject(itemAt(a, t.item), t.reason)],
    }),
  ),
  defineEdit(
    'add-duty',
    'A responsibility, constraint, requirement or assumption of use on an element',
    {
      kind: z.enum(['responsibility', 'controllerConstraint', 'requirement', 'assumptionOfUse']),
      element: reference,
      text: words,
    },
    (analysis, { kind, element, text }) => addDuty(kind, uidAt(analysis, element), text),
  ),
  defineEdit(
    'confirm-binding',
    'A binding confirmed, with the reason',
    { item: reference, reason },
    (analysis, told) => ({
      operations: confirmBinding(itemAt(analysis, told.item), told.reason),
    }),
  ),
  defineEdit(
    'declare-run',
    'What a run counts as: normal operation, with the reason, or fault injection',
    { evidence: reference, nature: z.enum(['normal', 'faultInjection']), reason: words.trim().optional() },
    (analysis, { evidence, nature, reason: why = '' }) => {
      const item = itemAt(analysis, evidence)
      return { operations: nature === 'normal' ? declareNormal(item, why) : declareInjected(item) }
    },
  ),
]

/** @throws StpaError badRequest */
export function namedEdit(wanted: string): NamedEdit {
  const found = namedEdits.find((edit) => edit.name === wanted)
  if (found) return found
  throw new StpaError(
    'badRequest',
    `"${wanted}" is no edit. There are: ${namedEdits.map((edit) => edit.name).join(', ')}.`,
  )
}

/** A command line has texts alone: numbers and flags are told by the field. */
function fieldValue({ kind }: Item, field: string, value: unknown): unknown {
  const type = kindOf(kind).allFields[field]?.type
  if (type === 'number' && typeof value === 'string' && value.trim() !== '') return Number(value)
  return type === 'flag' && value === 'yes' ? true : value
}

function cellAt(analysis: Analysis, action: string, word: string): { row: Row; cell: Cell } {
  const uid = uidAt(analysis, action)
  const rows = [...matrixOf(analysis, 'controlAction'), ...matrixOf(analysis, 'feedback')]
  const row = rows.find(({ subject }) => subject.uid === uid)
  if (!row) throw new StpaError('notFound', `${action} has no row in the matrix: it is no control action or feedback.`)
  const cell = row.cells.find((each) => each.word === word)
  if (cell) return { row, cell }
  const known = row.cells.map((each) => each.word).join(', ')
  throw new StpaError('badRequest', `"${word}" is no guide word of this analysis: ${known}.`)
}
