import type { Item } from '../../model'

/** Items of the same non-empty text, two or more, in reading order. */
export function groupsOf(items: readonly Item[], textFor: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const text = textFor(item)
    if (text === '') continue
    const group = groups.get(text)
    if (group) group.push(item)
    else groups.set(text, [item])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
