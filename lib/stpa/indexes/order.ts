import type { Item, Link, Uid } from '../model'

const collator = new Intl.Collator('en', { numeric: true })

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/**
 * Reading order among siblings: order, then key as people count ("H-2" before "H-10"), then the key's characters
 * ("H-01" and "H-1" count alike), then uid. Zero for the same item only.
 */
export function compareItems(left: Item, right: Item): number {
  if (left.order !== right.order) return left.order - right.order
  if (left.key !== right.key) return collator.compare(left.key, right.key) || compareTexts(left.key, right.key)
  return compareTexts(left.uid, right.uid)
}

export function compareLinks(left: Link, right: Link): number {
  if (left.name !== right.name) return compareTexts(left.name, right.name)
  if (left.order !== right.order) return left.order - right.order
  return compareTexts(left.to, right.to) || compareTexts(left.from, right.from)
}

/** What points to an item is read in its own order: "H-1, H-2", not in the order of uids. Links from nothing come first. */
export function compareSources(items: ReadonlyMap<Uid, Item>): (left: Link, right: Link) => number {
  return (left, right) => {
    if (left.name !== right.name) return compareTexts(left.name, right.name)
    const [a, b] = [items.get(left.from), items.get(right.from)]
    if (!a || !b) return a ? 1 : b ? -1 : compareLinks(left, right)
    return compareTexts(a.kind, b.kind) || compareItems(a, b) || compareLinks(left, right)
  }
}
