import { addedOf, changesOf, removedOf } from './indexes/changes'
import { type Grouping, Groups } from './indexes/groups'
import { Inherited } from './indexes/inherited'
import { changedItemIndex, type ItemIndex, itemIndexOf, keyId } from './indexes/itemIndex'
import { changedLinkIndex, type LinkIndex, linkIndexOf } from './indexes/linkIndex'
import { Slot } from './indexes/slot'
import { type Analysis, type Item, type Position, positionId, type Uid } from './model'
import type { Delta } from './operations/types'

/** Indexes over one analysis value: built when first asked for, then carried from value to value. */
export type Graph = Omit<ItemIndex, 'aliases'> &
  LinkIndex & {
    /** `kind key` → item, aliases included where no key takes them. */
    readonly byKey: { readonly get: (id: string) => Item | undefined }
  }

type Content = Pick<Analysis, 'items' | 'links'>

/**
 * The same object for the same items and links: values that differ in revision or boxes alone share their graph. Each of
 * the two knows the pair that it was in last; one that neither knows any more is indexed anew.
 */
function contentOf({ items, links }: Content): Content {
  for (const known of [contents.get(items), contents.get(links)]) {
    if (known?.items === items && known.links === links) return known
  }
  const content = { items, links }
  contents.set(items, content)
  contents.set(links, content)
  return content
}

const contents = new Slot<Content['items'] | Content['links'], Content>()

type Indexes = { readonly items: ItemIndex; readonly links: LinkIndex; readonly graph: Graph }

function indexesFrom(items: ItemIndex, links: LinkIndex): Indexes {
  const { aliases, ...shown } = items
  const find = (id: string) => items.keys.get(id) ?? aliases.get(id)?.[0]?.uid
  return { items, links, graph: { ...shown, ...links, byKey: { get: (id) => items.items.get(find(id) ?? '') } } }
}

const indexes = new Inherited<Content, Indexes>(({ items, links }) =>
  indexesFrom(itemIndexOf(items), linkIndexOf(items, links)),
)

const places: Grouping<Position> = {
  keysOf: ({ structure, item }) => (structure === item ? [item] : [structure, item]),
  compare: (left, right) =>
    positionId(left) < positionId(right) ? -1 : positionId(left) === positionId(right) ? 0 : 1,
}

const placings = new Inherited<Analysis['positions'], Groups<Position>>((positions) =>
  Groups.of(positions.values(), places),
)

/** The indexes of an analysis. O(n log n) for a value that was read, then what changed. */
export const graphOf = (analysis: Content): Graph => indexes.of(contentOf(analysis)).graph

/** Positions by structure and by item. */
export const placesOf = ({ positions }: Pick<Analysis, 'positions'>): Groups<Position> => placings.of(positions)

/** Carries the indexes of a value, as far as there are any, over to the one made from it by these changes. */
export function inheritIndexes(before: Analysis, after: Analysis, delta: Delta): void {
  indexes.inherit(contentOf(before), contentOf(after), (known) => {
    const items = changesOf(before.items, after.items, delta.items)
    const links = changesOf(before.links, after.links, delta.links)
    return indexesFrom(
      changedItemIndex(known.items, after.items, items),
      changedLinkIndex(known.links, after.items, links, items),
    )
  })
  placings.inherit(before.positions, after.positions, (known) => {
    const changes = changesOf(before.positions, after.positions, delta.positions)
    return known.changed(removedOf(changes), addedOf(changes))
  })
}

/** Items of a kind in reading order; an empty list when there are none. */
export function itemsOf(analysis: Analysis, kind: string): readonly Item[] {
  return graphOf(analysis).byKind.get(kind) ?? []
}

/** Ends of an item's outgoing links of a name (`linked`) or of the incoming ones (`linkedFrom`, optionally of one kind). */
export function linked(analysis: Analysis, uid: Uid, name: string): Item[] {
  const links = graphOf(analysis).outgoing.get(uid) ?? []
  return links.flatMap((link) => (link.name === name ? (analysis.items.get(link.to) ?? []) : []))
}

export function linkedFrom(analysis: Analysis, uid: Uid, name: string, kind?: string): Item[] {
  const links = graphOf(analysis).incoming.get(uid) ?? []
  return links.flatMap((link) => {
    const item = link.name === name ? analysis.items.get(link.from) : undefined
    return item && (kind === undefined || item.kind === kind) ? item : []
  })
}

/** The item with this key or alias; of any of `kinds`, in their order. */
export function findByKey(analysis: Analysis, kinds: Iterable<string>, key: string): Item | undefined {
  const { byKey } = graphOf(analysis)
  for (const kind of kinds) {
    const item = byKey.get(keyId(kind, key))
    if (item) return item
  }
  return undefined
}

/** The one analysis item (title, profile, phases …). */
export function analysisItem(analysis: Analysis): Item | undefined {
  return itemsOf(analysis, 'analysis')[0]
}
