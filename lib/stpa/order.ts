import { itemsOf } from './graph'
import { kinds } from './kinds'
import type { Analysis, Item, Uid } from './model'

const ranks = new WeakMap<Analysis, ReadonlyMap<Uid, number>>()

function rankOf(analysis: Analysis): ReadonlyMap<Uid, number> {
  const known = ranks.get(analysis)
  if (known) return known
  const all = kinds.flatMap((kind) => itemsOf(analysis, kind.name))
  const rank = new Map(all.map((item, index) => [item.uid, index]))
  ranks.set(analysis, rank)
  return rank
}

/** Compares two items as the analysis is read: kinds of the registry, then reading order. */
export function readingOrder(analysis: Analysis): (left: Item, right: Item) => number {
  const rank = rankOf(analysis)
  return (left, right) => (rank.get(left.uid) ?? 0) - (rank.get(right.uid) ?? 0)
}

/** Items once each, in the order in which the analysis is read: kinds of the registry, then reading order. */
export function inReadingOrder(analysis: Analysis, items: Iterable<Item>): Item[] {
  return [...new Set(items)].sort(readingOrder(analysis))
}
