import { MapDraft } from './layeredMap'
import { type Compare, SortedList } from './sortedList'

/** How values are gathered into lists: under which keys each one stands, and in which order. */
export type Grouping<V> = {
  /** Each key once. */
  readonly keysOf: (value: V) => readonly string[]
  readonly compare: Compare<V>
}

/** Lists by key, none of them empty. */
export class Groups<V> {
  readonly #lists: ReadonlyMap<string, SortedList<V>>
  readonly #grouping: Grouping<V>

  private constructor(lists: ReadonlyMap<string, SortedList<V>>, grouping: Grouping<V>) {
    this.#lists = lists
    this.#grouping = grouping
  }

  /** All values in their lists, each list sorted. */
  static of<V>(values: Iterable<V>, grouping: Grouping<V>): Groups<V> {
    const groups = new Map<string, V[]>()
    for (const value of values) for (const key of grouping.keysOf(value)) addTo(groups, key, value)
    const lists = new Map<string, SortedList<V>>()
    for (const [key, list] of groups) lists.set(key, SortedList.of(list.sort(grouping.compare)))
    return new Groups(lists, grouping)
  }

  has(key: string): boolean {
    return this.#lists.has(key)
  }

  get(key: string): readonly V[] | undefined {
    return this.#lists.get(key)?.read(this.#grouping.compare)
  }

  /** The last one of a list, which need not be read for it. */
  last(key: string): V | undefined {
    return this.#lists.get(key)?.last(this.#grouping.compare)
  }

  /** The groups without `removed` (values that stand there) and with `added`; lists that do not change are shared. */
  changed(removed: Iterable<V>, added: Iterable<V>, grouping = this.#grouping): Groups<V> {
    const changes = new Map<string, { removed: V[]; added: V[] }>()
    const changesOf = (key: string) => {
      const known = changes.get(key) ?? { removed: [], added: [] }
      changes.set(key, known)
      return known
    }
    for (const value of removed) for (const key of grouping.keysOf(value)) changesOf(key).removed.push(value)
    for (const value of added) for (const key of grouping.keysOf(value)) changesOf(key).added.push(value)
    if (changes.size === 0) return this
    const draft = new MapDraft(this.#lists)
    for (const [key, change] of changes) {
      const list = (draft.get(key) ?? SortedList.of<V>([])).changed(change.removed, change.added, grouping.compare)
      if (list.size > 0) draft.set(key, list)
      else draft.delete(key)
    }
    return new Groups(draft.finish(), grouping)
  }
}

function addTo<V>(groups: Map<string, V[]>, key: string, value: V): void {
  const list = groups.get(key)
  if (list) list.push(value)
  else groups.set(key, [value])
}
