import type { Item, Uid } from '../model'
import { addedOf, type Change, removedOf } from './changes'
import { type Grouping, Groups } from './groups'
import { MapDraft } from './layeredMap'
import { compareItems } from './order'
import { ReadingOrder } from './readingOrder'

export const keyId = (kind: string, key: string): string => `${kind} ${key}`

export type ItemIndex = {
  readonly items: ReadonlyMap<Uid, Item>
  /** Items without a parent by kind, items by parent: each list in the order of siblings. */
  readonly roots: Groups<Item>
  readonly children: Groups<Item>
  readonly byKind: ReadingOrder
  /** `kind key` → its holder, and → the items of which it is an alias, in reading order. */
  readonly keys: ReadonlyMap<string, Uid>
  readonly aliases: Groups<Item>
}

const roots: Grouping<Item> = { keysOf: ({ parent, kind }) => (parent === null ? [kind] : []), compare: compareItems }
const children: Grouping<Item> = { keysOf: ({ parent }) => (parent === null ? [] : [parent]), compare: compareItems }
const aliases: Grouping<Item> = {
  keysOf: (item) => [...new Set(item.aliases)].map((alias) => keyId(item.kind, alias)),
  compare: compareItems,
}

export function itemIndexOf(items: ReadonlyMap<Uid, Item>): ItemIndex {
  const tree = { items, roots: Groups.of(items.values(), roots), children: Groups.of(items.values(), children) }
  const keys = new Map<string, Uid>()
  for (const item of items.values()) keys.set(keyId(item.kind, item.key), item.uid)
  return { ...tree, byKind: new ReadingOrder(tree), keys, aliases: Groups.of(items.values(), aliases) }
}

export function changedItemIndex(
  index: ItemIndex,
  items: ReadonlyMap<Uid, Item>,
  changes: readonly Change<Item>[],
): ItemIndex {
  const [removed, added] = [removedOf(changes), addedOf(changes)]
  const tree = {
    items,
    roots: index.roots.changed(removed, added),
    children: index.children.changed(removed, added),
  }
  return {
    ...tree,
    byKind: index.byKind.changed(tree, changes),
    keys: changedKeys(index.keys, changes.filter(isRenamed)),
    aliases: index.aliases.changed(removed, added),
  }
}

/** Whether a change is seen by whoever looks for the key or the place of an item. */
export function isRenamed({ before, after }: Change<Item>): boolean {
  if (!before || !after) return true
  return compareItems(before, after) !== 0 || before.kind !== after.kind
}

function changedKeys(keys: ReadonlyMap<string, Uid>, changes: readonly Change<Item>[]): ReadonlyMap<string, Uid> {
  const draft = new MapDraft(keys)
  for (const { uid, kind, key } of removedOf(changes)) {
    if (draft.get(keyId(kind, key)) === uid) draft.delete(keyId(kind, key))
  }
  for (const { uid, kind, key } of addedOf(changes)) draft.set(keyId(kind, key), uid)
  return draft.finish()
}
