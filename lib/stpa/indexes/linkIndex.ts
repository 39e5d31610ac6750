import type { Analysis, Item, Link } from '../model'
import { addedOf, type Change, removedOf } from './changes'
import { type Grouping, Groups } from './groups'
import { isRenamed } from './itemIndex'
import { compareLinks, compareSources } from './order'

export type LinkIndex = {
  /** Links from and to an item, sorted by name and order. */
  readonly outgoing: Groups<Link>
  readonly incoming: Groups<Link>
}

const outgoing: Grouping<Link> = { keysOf: ({ from }) => [from], compare: compareLinks }

const incoming = (items: Analysis['items']): Grouping<Link> => {
  return { keysOf: ({ to }) => [to], compare: compareSources(items) }
}

export function linkIndexOf(items: Analysis['items'], links: Analysis['links']): LinkIndex {
  return { outgoing: Groups.of(links.values(), outgoing), incoming: Groups.of(links.values(), incoming(items)) }
}

/** `items` are those of after the changes. */
export function changedLinkIndex(
  index: LinkIndex,
  items: Analysis['items'],
  changes: readonly Change<Link>[],
  itemChanges: readonly Change<Item>[],
): LinkIndex {
  const [removed, added] = [removedOf(changes), addedOf(changes)]
  // What an item points to is read by its place too: links of an item that got another one are put in anew.
  const renamed = itemChanges.filter(isRenamed).map(({ before, after }) => (after ?? before)?.uid ?? '')
  const after = index.outgoing.changed(removed, added)
  const out = new Set([...removed, ...renamed.flatMap((uid) => index.outgoing.get(uid) ?? [])])
  const put = new Set([...added, ...renamed.flatMap((uid) => after.get(uid) ?? [])])
  return { outgoing: after, incoming: index.incoming.changed(out, put, incoming(items)) }
}
