import { StpaError } from '../errors'
import { graphOf, placesOf } from '../graph'
import { keyId } from '../indexes/itemIndex'
import { MapDraft } from '../indexes/layeredMap'
import { kindOf } from '../kinds'
import { type Analysis, type Item, type Link, linkId, type Position, positionId, type Uid } from '../model'
import type { PrimitiveOperation } from './types'

/**
 * An analysis with changes laid over it and over its indexes; lives for one apply only. Nothing is copied: what was not
 * touched is asked from the value below.
 */
export type Draft = {
  readonly below: Analysis
  readonly items: MapDraft<Uid, Item>
  readonly links: MapDraft<string, Link>
  readonly positions: MapDraft<string, Position>
  /** Those of the value below until the first number is counted. */
  counters: Record<string, number>
  /** `kind key` → its holder now, null for none. */
  readonly keys: Map<string, Uid | null>
  /** Single items that were put. */
  readonly singles: Map<string, Uid>
  /** Ids of new links and positions by each end, and new children by parent; not all of them may be there still. */
  readonly newLinks: Map<Uid, Set<string>>
  readonly newPositions: Map<Uid, Set<string>>
  readonly newChildren: Map<Uid, Set<Uid>>
  /** Highest order that was put, by kind and parent, and by link end and name. */
  readonly lastOrder: Map<string, number>
  readonly touched: { items: Set<Uid>; links: Set<string>; positions: Set<string> }
  /** Groups that take back one primitive each; applied last group first. */
  readonly inverse: PrimitiveOperation[][]
}

export function draftOf(analysis: Analysis): Draft {
  return {
    below: analysis,
    items: new MapDraft(analysis.items),
    links: new MapDraft(analysis.links),
    positions: new MapDraft(analysis.positions),
    counters: analysis.counters,
    keys: new Map(),
    singles: new Map(),
    newLinks: new Map(),
    newPositions: new Map(),
    newChildren: new Map(),
    lastOrder: new Map(),
    touched: { items: new Set(), links: new Set(), positions: new Set() },
    inverse: [],
  }
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

/** The order that puts an item, or a link, last among its siblings: those of the value below and those put since. */
export function nextOrder(draft: Draft, of: Pick<Item, 'kind' | 'parent'> | Pick<Link, 'from' | 'name'>): number {
  const last = 'kind' in of ? lastSibling(draft, of) : lastLink(draft, of)
  const scope = 'kind' in of ? siblings(of) : linkSiblings(of)
  return Math.max(0, last?.order ?? 0, draft.lastOrder.get(scope) ?? 0) + 1
}

function lastSibling({ below }: Draft, { kind, parent }: Pick<Item, 'kind' | 'parent'>): Item | undefined {
  const { roots, children } = graphOf(below)
  if (parent === null) return roots.last(kind)
  return children.get(parent)?.findLast((child) => child.kind === kind)
}

function lastLink({ below }: Draft, { from, name }: Pick<Link, 'from' | 'name'>): Link | undefined {
  return graphOf(below)
    .outgoing.get(from)
    ?.findLast((link) => link.name === name)
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
  if (before) draft.keys.set(keyId(before.kind, before.key), null)
  draft.items.set(item.uid, item)
  draft.keys.set(keyId(item.kind, item.key), item.uid)
  if (kindOf(item.kind).single) draft.singles.set(item.kind, item.uid)
  if (item.parent !== null) addTo(draft.newChildren, item.parent, item.uid)
  raise(draft, siblings(item), item.order)
  draft.touched.items.add(item.uid)
}

export function dropItem(draft: Draft, item: Item): void {
  draft.items.delete(item.uid)
  draft.keys.set(keyId(item.kind, item.key), null)
  draft.touched.items.add(item.uid)
}

export function putLink(draft: Draft, link: Link): void {
  const id = linkId(link)
  draft.links.set(id, link)
  addTo(draft.newLinks, link.from, id)
  addTo(draft.newLinks, link.to, id)
  raise(draft, linkSiblings(link), link.order)
  draft.touched.links.add(id)
}

export function dropLink(draft: Draft, link: Link): void {
  const id = linkId(link)
  draft.links.delete(id)
  draft.touched.links.add(id)
}

export function putPosition(draft: Draft, position: Position): void {
  const id = positionId(position)
  draft.positions.set(id, position)
  addTo(draft.newPositions, position.structure, id)
  addTo(draft.newPositions, position.item, id)
  draft.touched.positions.add(id)
}

export function dropPosition(draft: Draft, position: Position): void {
  const id = positionId(position)
  draft.positions.delete(id)
  draft.touched.positions.add(id)
}

const none: readonly never[] = []

/** What is there now of the values below and the new ones, each once, those below first. */
function present<V>(now: MapDraft<string, V>, below: readonly string[], put: Iterable<string> = none): V[] {
  return [...new Set([...below, ...put])].flatMap((id) => now.get(id) ?? [])
}

export function linksFrom(draft: Draft, uid: Uid): Link[] {
  const below = graphOf(draft.below).outgoing.get(uid) ?? none
  return present(draft.links, below.map(linkId), draft.newLinks.get(uid)).filter((link) => link.from === uid)
}

export function linksAt(draft: Draft, uid: Uid): Link[] {
  const { outgoing, incoming } = graphOf(draft.below)
  const below = [...(outgoing.get(uid) ?? none), ...(incoming.get(uid) ?? none)]
  return present(draft.links, below.map(linkId), draft.newLinks.get(uid))
}

export function positionsAt(draft: Draft, uid: Uid): Position[] {
  const below = placesOf(draft.below).get(uid) ?? none
  return present(draft.positions, below.map(positionId), draft.newPositions.get(uid))
}

export function childrenAt(draft: Draft, uid: Uid): Item[] {
  const below = graphOf(draft.below).children.get(uid) ?? none
  const uids = below.map((child) => child.uid)
  return present(draft.items, uids, draft.newChildren.get(uid)).filter((child) => child.parent === uid)
}

export function hasChildren(draft: Draft, uid: Uid): boolean {
  return childrenAt(draft, uid).length > 0
}

/** Who holds a key now; aliases do not count. */
export function keyHolder(draft: Draft, kind: string, key: string): Uid | undefined {
  const id = keyId(kind, key)
  const put = draft.keys.get(id)
  return put === undefined ? graphOf(draft.below).keys.get(id) : (put ?? undefined)
}

/** The item of a kind that has one only. */
export function singleOf(draft: Draft, kind: string): Item | undefined {
  const put = draft.singles.get(kind)
  const uids = [
    ...(put === undefined ? none : [put]),
    ...(graphOf(draft.below).byKind.get(kind) ?? none).map((item) => item.uid),
  ]
  for (const uid of uids) {
    const item = draft.items.get(uid)
    if (item?.kind === kind) return item
  }
  return undefined
}

/** `Hazard H-3`, for messages. */
export function nameOf(item: Item): string {
  return `${kindOf(item.kind).title} ${item.key}`
}
