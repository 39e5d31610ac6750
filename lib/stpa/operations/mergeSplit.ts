import { StpaError } from '../errors'
import { kindOf } from '../kinds'
import { type Item, type Link, linkId } from '../model'
import { childrenAt, type Draft, itemIn, linksAt, linksFrom, nameOf } from './draft'
import { nextKey } from './keys'
import type { CreateOperation, LinkOperation, MergeOperation, PrimitiveOperation, SplitOperation } from './types'

type Expansion<O> = [resolved: O, primitives: () => Generator<PrimitiveOperation>]

/** A copy of the item beside it, with its links; `into.fields` override the copy's. */
export function expandSplit(draft: Draft, operation: SplitOperation): Expansion<SplitOperation> {
  const item = itemIn(draft, operation.uid)
  if (kindOf(item.kind).single) throw new StpaError('onlyOne', `${nameOf(item)} cannot be split.`)
  const key = operation.into.key ?? nextKey(draft, item.kind)
  const create: CreateOperation = {
    op: 'create',
    uid: operation.into.uid,
    kind: item.kind,
    key,
    aliases: [item.uid],
    parent: item.parent,
    fields: { ...item.fields, ...operation.into.fields },
    origin: item.origin,
  }
  function* primitives(): Generator<PrimitiveOperation> {
    yield create
    yield* redirected(draft, item, operation.into.uid)
  }
  return [{ ...operation, into: { ...operation.into, key } }, primitives]
}

/** The survivor's own fields win, its empty ones are filled; links and children of the other come over. */
export function expandMerge(draft: Draft, operation: MergeOperation): Expansion<MergeOperation> {
  const survivor = itemIn(draft, operation.uid)
  const other = itemIn(draft, operation.from)
  if (survivor.uid === other.uid || survivor.kind !== other.kind) {
    throw new StpaError('illegalLink', `${nameOf(survivor)} can be merged with another item of its kind only.`)
  }
  function* primitives(): Generator<PrimitiveOperation> {
    for (const { uid, order } of childrenAt(draft, other.uid)) yield { op: 'move', uid, parent: survivor.uid, order }
    yield* redirected(draft, other, survivor.uid)
    yield { op: 'remove', uid: other.uid }
    const set = Object.fromEntries(Object.entries(other.fields).filter(([name]) => survivor.fields[name] === undefined))
    const aliases = [...new Set([...survivor.aliases, other.uid, other.key, ...other.aliases])]
    yield { op: 'update', uid: survivor.uid, set, was: {}, aliases }
  }
  return [operation, primitives]
}

/** Links of an item, made again for another one where they are legal, new and within their maximum. */
function* redirected(draft: Draft, item: Item, to: string): Generator<LinkOperation> {
  for (const link of linksAt(draft, item.uid)) {
    const outgoing = link.from === item.uid
    const copy: Link = { ...link, ...(outgoing ? { from: to } : { to }) }
    if (copy.from === copy.to || draft.links.has(linkId(copy)) || !hasRoom(draft, copy)) continue
    yield { op: 'link', ...copy }
  }
}

function hasRoom(draft: Draft, link: Link): boolean {
  const definition = kindOf(itemIn(draft, link.from).kind).links[link.name]
  if (!definition || !Number.isFinite(definition.max)) return true
  const present = linksFrom(draft, link.from).filter((other) => other.name === link.name)
  return present.length < definition.max
}
