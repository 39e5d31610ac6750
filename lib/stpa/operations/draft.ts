import { StpaError } from '../errors'
import { keyId } from '../graph'
import { kindOf } from '../kinds'
import { type Analysis, type Item, type Link, linkId, type Position, positionId, type Uid } from '../model'
import type { PrimitiveOperation } from './types'

/** A mutable copy of an analysis with the indexes that applying operations needs; lives for one apply only. */
export type Draft = {
  readonly items: Map<Uid, Item>
  readonly links: Map<string, Link>
  readonly positions: Map<string, Position>
  readonly counters: Record<string, number>
  readonly keys: Map<string, Uid>
  readonly linksOf: Map<Uid, Set<string>>
  readonly positionsOf: Map<Uid, Set<string>>
  readonly childrenOf: Map<Uid, Set<Uid>>
  /** Highest order by kind and parent, and by link end and name. */
  readonly lastOrder: Map<string, number>
  readonly touched: { items: Set<Uid>; links: Set<string>; positions: Set<string> }
  /** Groups that take back one primitive each; applied last group first. */
  readonly inverse: PrimitiveOperation[][]
}

export function draftOf(analysis: Analysis): Draft {
  const draft: Draft = {
    items: new Map(),
    links: new Map(),
    positions: new Map(),
    counters: { ...analysis.counters },
    keys: new Map(),
    linksOf: new Map(),
    positionsOf: new Map(),
    childrenOf: new Map(),
    lastOrder: new Map(),
    touched: { items: new Set(), links: new Set(), positions: new Set() },
    inverse: [],
  }
  for (const item of analysis.items.values()) putItem(draft, item)
  for (const link of analysis.links.values()) putLink(draft, link)
  for (const position of analysis.positions.values()) putPosition(draft, position)
  draft.touched.items.clear()
  draft.touched.links.clear()
  draft.touched.positions.clear()
  return draft
}

export function itemIn(draft: Draft, uid: Uid): Item {
  const item = draft.items.get(uid)
  if (!item) {
    throw new StpaError('gone', `The item ${uid} is not there any more. Reload to see who removed it.`, { uid })
  }
  return item
}

const siblings = (item: Pick<Item, 'kind' | 'parent'>): string => `${item.kind} ${item.parent ?? ''}`
const linkSiblings = (link: Pick<Link, 'from' | 'name'>): string => `${link.from} ${link.name}`

/** The order that puts an item, or a link, last among its siblings. */
export function nextOrder(draft: Draft, of: Pick<Item, 'kind' | 'parent'> | Pick<Link, 'from' | 'name'>): number {
  const scope = 'kind' in of ? siblings(of) : linkSiblings(of)
  return (draft.lastOrder.get(scope) ?? 0) + 1
}

function raise(draft: Draft, scope: string, order: number): void {
  if (order > (draft.lastOrder.get(scope) ?? 0)) draft.lastOrder.set(scope, order)
}

function addTo(index: Map<Uid, Set<string>>, uid: Uid, value: string): void {
  const set = index.get(uid)
  if (set) set.add(value)
  else index.set(uid, new Set([value]))
}

/** Adds or replaces an item; the caller has checked it. */
export function putItem(draft: Draft, item: Item): void {
  const before = draft.items.get(item.uid)
  if (before) {
    draft.keys.delete(keyId(before.kind, before.key))
    if (before.parent !== null) draft.childrenOf.get(before.parent)?.delete(item.uid)
  }
  draft.items.set(item.uid, item)
  draft.keys.set(keyId(item.kind, item.key), item.uid)
  if (item.parent !== null) addTo(draft.childrenOf, item.parent, item.uid)
  raise(draft, siblings(item), item.order)
  draft.touched.items.add(item.uid)
}

export function dropItem(draft: Draft, item: Item): void {
  draft.items.delete(item.uid)
  draft.keys.delete(keyId(item.kind, item.key))
  if (item.parent !== null) draft.childrenOf.get(item.parent)?.delete(item.uid)
  draft.touched.items.add(item.uid)
}

export function putLink(draft: Draft, link: Link): void {
  const id = linkId(link)
  draft.links.set(id, link)
  addTo(draft.linksOf, link.from, id)
  addTo(draft.linksOf, link.to, id)
  raise(draft, linkSiblings(link), link.order)
  draft.touched.links.add(id)
}

export function dropLink(draft: Draft, link: Link): void {
  const id = linkId(link)
  draft.links.delete(id)
  draft.linksOf.get(link.from)?.delete(id)
  draft.linksOf.get(link.to)?.delete(id)
  draft.touched.links.add(id)
}

export function putPosition(draft: Draft, position: Position): void {
  const id = positionId(position)
  draft.positions.set(id, position)
  addTo(draft.positionsOf, position.structure, id)
  addTo(draft.positionsOf, position.item, id)
  draft.touched.positions.add(id)
}

export function dropPosition(draft: Draft, position: Position): void {
  const id = positionId(position)
  draft.positions.delete(id)
  draft.positionsOf.get(position.structure)?.delete(id)
  draft.positionsOf.get(position.item)?.delete(id)
  draft.touched.positions.add(id)
}

export function linksAt(draft: Draft, uid: Uid): Link[] {
  return [...(draft.linksOf.get(uid) ?? [])].flatMap((id) => draft.links.get(id) ?? [])
}

export function positionsAt(draft: Draft, uid: Uid): Position[] {
  return [...(draft.positionsOf.get(uid) ?? [])].flatMap((id) => draft.positions.get(id) ?? [])
}

export function hasChildren(draft: Draft, uid: Uid): boolean {
  return (draft.childrenOf.get(uid)?.size ?? 0) > 0
}

/** `Hazard H-3`, for messages. */
export function nameOf(item: Item): string {
  return `${kindOf(item.kind).title} ${item.key}`
}
