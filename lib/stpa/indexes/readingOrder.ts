import type { Item, Uid } from '../model'
import type { Change } from './changes'
import type { Groups } from './groups'
import { compareItems } from './order'
import { placeOf } from './sortedList'

type Tree = {
  readonly items: ReadonlyMap<Uid, Item>
  readonly roots: Groups<Item>
  readonly children: Groups<Item>
}

/** More changes of a kind than this, and its list is made anew when it is asked for. */
const few = 16

/** Items of a kind in reading order: siblings by order, children after their parent. A list is made when asked for. */
export class ReadingOrder {
  readonly #tree: Tree
  readonly #lists: Map<string, readonly Item[]>

  constructor(tree: Tree, lists = new Map<string, readonly Item[]>()) {
    this.#tree = tree
    this.#lists = lists
  }

  get(kind: string): readonly Item[] | undefined {
    const known = this.#lists.get(kind)
    if (known) return known
    const roots = this.#tree.roots.get(kind)
    if (!roots) return undefined
    const list = this.#walk(roots)
    this.#lists.set(kind, list)
    return list
  }

  /** The order after changes: lists of other kinds are shared, a list with few changes is changed in its places. */
  changed(tree: Tree, changes: readonly Change<Item>[]): ReadingOrder {
    const next = new ReadingOrder(tree, new Map(this.#lists))
    const byKind = new Map<string, Change<Item>[]>()
    for (const { before, after } of changes) {
      if (before && before.kind === after?.kind) add(byKind, before.kind, { before, after })
      else {
        if (before) add(byKind, before.kind, { before, after: undefined })
        if (after) add(byKind, after.kind, { before: undefined, after })
      }
    }
    for (const [kind, ofKind] of byKind) {
      const list = this.#lists.get(kind)
      const changed = list && ofKind.length <= few ? next.#changedList(list, ofKind, this.#tree) : undefined
      if (changed && changed.length > 0) next.#lists.set(kind, changed)
      else next.#lists.delete(kind)
    }
    return next
  }

  #walk(roots: readonly Item[]): Item[] {
    const ordered: Item[] = []
    const stack = [...roots].reverse()
    for (let item = stack.pop(); item; item = stack.pop()) {
      ordered.push(item)
      for (const child of (this.#tree.children.get(item.uid) ?? []).toReversed()) stack.push(child)
    }
    return ordered
  }

  /** Undefined where more than items without children came, went or moved. */
  #changedList(list: readonly Item[], changes: readonly Change<Item>[], before: Tree): readonly Item[] | undefined {
    const changed = [...list]
    const moved: Change<Item>[] = []
    for (const change of changes) {
      const place = change.before ? changed.indexOf(change.before) : undefined
      if (place === -1) return undefined
      if (place !== undefined && isSamePlace(change)) changed[place] = change.after
      else moved.push(change)
    }
    for (const { before: item } of moved) {
      if (!item) continue
      if (before.children.has(item.uid)) return undefined
      changed.splice(changed.indexOf(item), 1)
    }
    const added = moved.flatMap(({ after }) => after ?? [])
    return this.#putIn(changed, added) ? changed : undefined
  }

  /** False where one of the items has children, or is below an item that is not there. */
  #putIn(list: Item[], added: readonly Item[]): boolean {
    const waiting = new Set(added)
    const put = (item: Item): boolean => {
      if (!waiting.delete(item)) return true
      const next = this.#follower(item)
      if (next === undefined || this.#tree.children.has(item.uid)) return false
      if (next !== 'none' && !put(next)) return false
      const place = next === 'none' ? list.length : list.indexOf(next)
      if (place < 0) return false
      list.splice(place, 0, item)
      return true
    }
    return added.every(put)
  }

  /** What is read after an item and all below it. */
  #follower(item: Item): Item | 'none' | undefined {
    for (let last: Item | undefined = item; last; last = this.#tree.items.get(last.parent ?? '')) {
      const siblings = last.parent === null ? this.#tree.roots.get(last.kind) : this.#tree.children.get(last.parent)
      const next = siblings?.[placeOf(siblings, last, compareItems) + 1]
      if (next) return next
      if (last.parent === null) return 'none'
    }
    return undefined
  }
}

function isSamePlace(change: Change<Item>): change is { before: Item; after: Item } {
  const { before, after } = change
  return (
    before !== undefined && after !== undefined && before.parent === after.parent && compareItems(before, after) === 0
  )
}

function add<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
