import type { Kind } from '../defineKind'
import { StpaError } from '../errors'
import { parseField } from '../fieldValues'
import { sameValue } from '../fingerprint'
import { findKind, kindOf, targetKinds } from '../kinds'
import type { Item, Link } from '../model'
import { type Draft, dropLink, hasChildren, itemIn, linksAt, linksFrom, nameOf, nextOrder, putItem } from './draft'
import { assertKeyFree, countKey, nextKey } from './keys'
import type { LinkOperation, PrimitiveOperation, RetypeOperation } from './types'

/** Keeps uid, history, the fields that the new kind has too and the links that stay legal; the old key is an alias. */
export function applyRetype(draft: Draft, operation: RetypeOperation): RetypeOperation {
  const item = itemIn(draft, operation.uid)
  const kind = findKind(operation.kind)
  if (!kind) throw new StpaError('unknownKind', `There is no kind "${operation.kind}".`)
  if (kind.single || kindOf(item.kind).single) throw new StpaError('onlyOne', `${nameOf(item)} cannot change its kind.`)
  if (hasChildren(draft, item.uid)) {
    throw new StpaError('hasChildren', `${nameOf(item)} has sub-items. Move them first.`, { uid: item.uid })
  }
  const key = operation.key ?? nextKey(draft, kind.name)
  assertKeyFree(draft, kind.name, key, item.uid)
  countKey(draft, kind.name, key)
  const dropped = linksAt(draft, item.uid).filter((link) => !staysLegal(draft, link, item, kind))
  for (const link of dropped) dropLink(draft, link)
  const aliases = [...item.aliases.filter((alias) => alias !== key && alias !== item.key), item.key]
  const order = nextOrder(draft, { kind: kind.name, parent: null })
  const after: Item = { ...item, kind: kind.name, key, aliases, parent: null, order, fields: keptFields(item, kind) }
  putItem(draft, after)
  draft.inverse.push(takeBack(item, after, dropped))
  return { ...operation, key }
}

function keptFields(item: Item, kind: Kind): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(item.fields)) {
    if (!Object.hasOwn(kind.allFields, name)) continue
    try {
      const parsed = parseField(kind, name, value)
      if (parsed !== undefined) kept[name] = parsed
    } catch (error) {
      if (!(error instanceof StpaError)) throw error // a value of another shape does not survive; undo brings it back
    }
  }
  return kept
}

function staysLegal(draft: Draft, link: Link, item: Item, kind: Kind): boolean {
  if (link.from === item.uid) {
    const definition = kind.links[link.name]
    const target = draft.items.get(link.to)
    if (!definition || !target || !targetKinds(definition).has(target.kind)) return false
    const before = linksFrom(draft, item.uid).filter((other) => other.name === link.name)
    return before.indexOf(link) < definition.max
  }
  const source = draft.items.get(link.from)
  const definition = source && kindOf(source.kind).links[link.name]
  return definition !== undefined && targetKinds(definition).has(kind.name)
}

function takeBack(item: Item, after: Item, dropped: readonly Link[]): PrimitiveOperation[] {
  const names = new Set([...Object.keys(item.fields), ...Object.keys(after.fields)])
  const differing = [...names].filter((name) => !sameValue(item.fields[name], after.fields[name]))
  const set = Object.fromEntries(differing.map((name) => [name, item.fields[name] ?? null]))
  const kept = keptFields(after, kindOf(item.kind))
  const was = Object.fromEntries(differing.map((name) => [name, kept[name] ?? null]))
  const relink = dropped.map((link): LinkOperation => ({ op: 'link', ...link }))
  return [
    { op: 'retype', uid: item.uid, kind: item.kind, key: item.key },
    { op: 'update', uid: item.uid, set, was, aliases: item.aliases },
    { op: 'move', uid: item.uid, parent: item.parent, order: item.order },
    ...relink,
  ]
}
