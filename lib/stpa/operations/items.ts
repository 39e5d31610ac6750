import { StpaError } from '../errors'
import { parseFields } from '../fieldValues'
import { findKind, kindOf } from '../kinds'
import type { Item, Uid } from '../model'
import {
  type Draft,
  dropItem,
  dropLink,
  dropPosition,
  hasChildren,
  itemIn,
  linksAt,
  nameOf,
  nextOrder,
  positionsAt,
  putItem,
  singleOf,
} from './draft'
import { assertKeyFree, countKey, nextKey } from './keys'
import type { CreateOperation, LinkOperation, MoveOperation, PlaceOperation, RemoveOperation } from './types'

const uidShape = /^[\w-]{1,64}$/

export function applyCreate(draft: Draft, operation: CreateOperation): CreateOperation {
  const kind = findKind(operation.kind)
  if (!kind) throw new StpaError('unknownKind', `There is no kind "${operation.kind}".`)
  const { uid } = operation
  if (!uidShape.test(uid)) throw new StpaError('badShape', 'A uid has 1 to 64 letters, digits, - or _.')
  if (draft.items.has(uid)) throw new StpaError('keyTaken', `An item with the uid ${uid} is there already.`, { uid })
  if (kind.single && singleOf(draft, kind.name)) {
    throw new StpaError('onlyOne', `There is exactly one ${kind.title.toLowerCase()}.`)
  }
  const parent = operation.parent ?? null
  assertParent(draft, operation.kind, uid, parent)
  const key = operation.key ?? nextKey(draft, kind.name, operation.keyFor)
  assertKeyFree(draft, kind.name, key, uid)
  const order = finite(operation.order) ?? nextOrder(draft, { kind: kind.name, parent })
  const fields = parseFields(kind, operation.fields)
  const item: Item = {
    uid,
    kind: kind.name,
    key,
    aliases: operation.aliases ?? [],
    parent,
    order,
    fields,
    origin: operation.origin ?? null,
  }
  putItem(draft, item)
  countKey(draft, kind.name, key)
  draft.inverse.push([{ op: 'remove', uid }])
  return createOf(item)
}

/** The operation that creates exactly this item. */
export function createOf(item: Item): CreateOperation {
  const { uid, kind, key, parent, order, fields } = item
  const create: CreateOperation = { op: 'create', uid, kind, key, parent, order, fields }
  if (item.aliases.length > 0) create.aliases = item.aliases
  if (item.origin) create.origin = item.origin
  return create
}

/** An item with children is not removed: remove or move these first, in the same list of operations. */
export function applyRemove(draft: Draft, operation: RemoveOperation): RemoveOperation {
  const item = itemIn(draft, operation.uid)
  if (hasChildren(draft, item.uid)) {
    throw new StpaError('hasChildren', `${nameOf(item)} has sub-items. Remove or move them first.`, { uid: item.uid })
  }
  if (kindOf(item.kind).single) throw new StpaError('onlyOne', `${nameOf(item)} cannot be removed.`)
  const links = linksAt(draft, item.uid)
  const positions = positionsAt(draft, item.uid)
  for (const link of links) dropLink(draft, link)
  for (const position of positions) dropPosition(draft, position)
  dropItem(draft, item)
  const relink = links.map((link): LinkOperation => ({ op: 'link', ...link }))
  const replace = positions.map(({ structure, item, ...at }): PlaceOperation => ({ op: 'place', structure, item, at }))
  draft.inverse.push([createOf(item), ...relink, ...replace])
  return operation
}

export function applyMove(draft: Draft, operation: MoveOperation): MoveOperation {
  const item = itemIn(draft, operation.uid)
  assertParent(draft, item.kind, item.uid, operation.parent)
  const order = finite(operation.order) ?? item.order
  putItem(draft, { ...item, parent: operation.parent, order })
  draft.inverse.push([{ op: 'move', uid: item.uid, parent: item.parent, order: item.order }])
  return { ...operation, order }
}

function finite(order: number | undefined): number | undefined {
  return order !== undefined && Number.isFinite(order) ? order : undefined
}

/** A parent is of the same kind, and no item is its own ancestor. */
export function assertParent(draft: Draft, kind: string, uid: Uid, parent: Uid | null): void {
  if (parent === null) return
  const above = itemIn(draft, parent)
  if (!kindOf(kind).tree || above.kind !== kind) {
    throw new StpaError('illegalLink', `A ${kindOf(kind).title.toLowerCase()} cannot stand below ${nameOf(above)}.`)
  }
  for (
    let item: Item | undefined = above;
    item;
    item = item.parent === null ? undefined : draft.items.get(item.parent)
  ) {
    if (item.uid === uid) throw new StpaError('cycle', `${nameOf(item)} cannot stand below itself.`, { uid })
  }
}
