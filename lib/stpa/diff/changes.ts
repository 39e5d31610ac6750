import type { Fields, Item, Link, Uid } from '../model'
import type { Operation } from '../operations/types'
import { fieldDifferences } from './fields'
import type { Difference, FieldDifference, ItemDifference, LinkDifference } from './types'

/** One change of the log: what was done, and what takes it back (without it, what was removed has no content). */
export type LoggedChange = { readonly operations: readonly Operation[]; readonly inverse?: readonly Operation[] }

/** What is known of an item that the change only names. */
export type KnownItem = Pick<Item, 'kind' | 'key' | 'fields'>

type Draft = {
  change: ItemDifference['change']
  kind: string
  key: string
  /** What the text is where the change does not touch it. */
  text: unknown
  before: Record<string, unknown>
  after: Record<string, unknown>
  renamed?: { before: string; after: string }
  retyped?: { before: string; after: string }
  moved: boolean
  links: LinkDifference[]
}

type Reading = {
  readonly items: Map<Uid, Draft>
  readonly known: (uid: Uid) => KnownItem | undefined
  readonly undone: ReadonlyMap<string, Operation>
  positions: number
}

/**
 * What one change of the log did, read from its operations alone: no earlier value of the analysis is needed. Items in
 * the order in which the change first touched them. `known` tells of items that are only named; content that nobody
 * knows any more is left out.
 */
export function differenceOfChange(
  { operations, inverse = [] }: LoggedChange,
  known: (uid: Uid) => KnownItem | undefined,
): { items: ItemDifference[]; positions: number } {
  const undone = new Map(inverse.flatMap((operation) => idsOf(operation).map((id) => [id, operation] as const)))
  const reading: Reading = { items: new Map(), known, undone, positions: 0 }
  for (const operation of operations) read(reading, operation)
  const items = [...reading.items].flatMap(([uid, draft]) => finished(uid, draft))
  return { items, positions: reading.positions }
}

function idsOf(operation: Operation): string[] {
  if (operation.op === 'link' || operation.op === 'unlink')
    return [`link ${operation.from} ${operation.name} ${operation.to}`]
  return 'uid' in operation ? [`${operation.op} ${operation.uid}`] : []
}

function draftOf(reading: Reading, uid: Uid): Draft {
  const present = reading.items.get(uid)
  if (present) return present
  const item = reading.known(uid)
  const draft: Draft = {
    change: 'changed',
    kind: item?.kind ?? '',
    key: item?.key ?? '',
    text: item?.fields.text,
    before: {},
    after: {},
    moved: false,
    links: [],
  }
  reading.items.set(uid, draft)
  return draft
}

function read(reading: Reading, operation: Operation): void {
  if (operation.op === 'place') reading.positions++
  else if (operation.op === 'link' || operation.op === 'unlink') readLink(reading, operation)
  else if (operation.op === 'create') readCreate(reading, operation.uid, operation)
  else if (operation.op === 'split')
    readCreate(reading, operation.into.uid, { ...operation.into, kind: draftOf(reading, operation.uid).kind })
  else if (operation.op === 'merge') readRemove(reading, operation.from)
  else if (operation.op === 'remove') readRemove(reading, operation.uid)
  else if (operation.op === 'move') draftOf(reading, operation.uid).moved = true
  else if (operation.op === 'retype') readRetype(reading, operation)
  else readUpdate(reading, operation)
}

function readCreate(
  reading: Reading,
  uid: Uid,
  { kind, key = '', fields }: { kind: string; key?: string; fields: Fields },
): void {
  Object.assign(draftOf(reading, uid), { change: 'new', kind, key, after: { ...fields } })
}

function readRemove(reading: Reading, uid: Uid): void {
  const draft = draftOf(reading, uid)
  // Made and removed in one change: nothing is left to tell.
  if (draft.change === 'new') return void reading.items.delete(uid)
  draft.change = 'removed'
  const back = reading.undone.get(`create ${uid}`)
  if (back?.op !== 'create') return
  draft.kind = back.kind
  draft.key = back.key ?? draft.key
  draft.before = { ...back.fields, ...draft.before }
}

function readUpdate(reading: Reading, operation: Extract<Operation, { op: 'update' }>): void {
  const draft = draftOf(reading, operation.uid)
  for (const [name, value] of Object.entries(operation.set)) {
    if (draft.change !== 'new' && !(name in draft.before)) draft.before[name] = operation.was[name]
    draft.after[name] = value
  }
  if (!operation.key) return
  draft.renamed = { before: draft.renamed?.before ?? operation.key.was, after: operation.key.to }
  draft.key = operation.key.to
}

function readRetype(reading: Reading, operation: Extract<Operation, { op: 'retype' }>): void {
  const draft = draftOf(reading, operation.uid)
  const back = reading.undone.get(`retype ${operation.uid}`)
  draft.retyped = { before: back?.op === 'retype' ? back.kind : '', after: operation.kind }
  draft.kind = operation.kind
  draft.key = operation.key ?? draft.key
}

function readLink(reading: Reading, operation: Extract<Operation, { op: 'link' | 'unlink' }>): void {
  const { links } = draftOf(reading, operation.from)
  const back = reading.undone.get(`link ${operation.from} ${operation.name} ${operation.to}`)
  const before = back?.op === 'link' ? { before: linkOf(back) } : {}
  if (operation.op === 'unlink')
    links.push({ change: 'removed', before: before.before ?? linkOf({ ...operation, op: 'link' }) })
  else links.push({ change: back?.op === 'link' ? 'changed' : 'new', ...before, after: linkOf(operation) })
}

function linkOf({
  from,
  name,
  to,
  order = 0,
  rationale = '',
  confirmed = null,
}: Extract<Operation, { op: 'link' }>): Link {
  return { from, name, to, order, rationale, confirmed }
}

function finished(uid: Uid, draft: Draft): ItemDifference[] {
  const { change, kind, key, before, after, renamed, retyped, moved, links } = draft
  const fields: FieldDifference[] = fieldDifferences(kind, before, after)
  const text = String(after.text ?? before.text ?? draft.text ?? '')
  if (change === 'changed' && fields.length + links.length === 0 && !renamed && !retyped && !moved) return []
  return [
    {
      change,
      uid,
      kind,
      key,
      text,
      ...(renamed ? { renamed } : {}),
      ...(retyped ? { retyped } : {}),
      moved,
      fields,
      links,
    },
  ]
}

/** How many items of a difference are new, changed and removed. */
export function countsOf(items: Difference['items']): Record<ItemDifference['change'], number> {
  const counts = { new: 0, changed: 0, removed: 0 }
  for (const item of items) counts[item.change]++
  return counts
}
