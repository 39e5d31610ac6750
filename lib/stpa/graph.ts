import type { Analysis, Item, Link, Uid } from './model'

/** Indexes over one analysis value; built once per value, on first use. */
export type Graph = {
  /** Items of a kind in reading order: siblings by order, children after their parent. */
  readonly byKind: ReadonlyMap<string, readonly Item[]>
  readonly children: ReadonlyMap<Uid, readonly Item[]>
  /** Links from and to an item, sorted by name and order. */
  readonly outgoing: ReadonlyMap<Uid, readonly Link[]>
  readonly incoming: ReadonlyMap<Uid, readonly Link[]>
  /** `kind key` → item, aliases included where no key takes them. */
  readonly byKey: ReadonlyMap<string, Item>
}

const graphs = new WeakMap<Analysis, Graph>()

/** The indexes of an analysis. O(n log n) for the first call on a value, then free. */
export function graphOf(analysis: Analysis): Graph {
  const known = graphs.get(analysis)
  if (known) return known
  const graph = buildGraph(analysis)
  graphs.set(analysis, graph)
  return graph
}

export const keyId = (kind: string, key: string): string => `${kind} ${key}`

const collator = new Intl.Collator('en', { numeric: true })

/** Reading order among siblings: order, then key as people count ("H-2" before "H-10"), then uid. */
export function compareItems(left: Item, right: Item): number {
  if (left.order !== right.order) return left.order - right.order
  if (left.key !== right.key) return collator.compare(left.key, right.key)
  return left.uid < right.uid ? -1 : 1
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function buildGraph(analysis: Analysis): Graph {
  const outgoing = new Map<Uid, Link[]>()
  const incoming = new Map<Uid, Link[]>()
  const byKey = new Map<string, Item>()
  for (const link of analysis.links.values()) {
    push(outgoing, link.from, link)
    push(incoming, link.to, link)
  }
  for (const list of outgoing.values()) list.sort(compareLinks)
  // What points to an item is read in its own order: "H-1, H-2", not in the order of uids.
  const source = (link: Link) => analysis.items.get(link.from)
  for (const list of incoming.values()) list.sort((left, right) => compareSources(left, right, source))
  for (const item of analysis.items.values()) {
    for (const alias of item.aliases) if (!byKey.has(keyId(item.kind, alias))) byKey.set(keyId(item.kind, alias), item)
  }
  for (const item of analysis.items.values()) byKey.set(keyId(item.kind, item.key), item)
  return { ...treeOf(analysis), outgoing, incoming, byKey }
}

function compareLinks(left: Link, right: Link): number {
  if (left.name !== right.name) return left.name < right.name ? -1 : 1
  if (left.order !== right.order) return left.order - right.order
  return left.to < right.to ? -1 : left.to === right.to ? (left.from < right.from ? -1 : 1) : 1
}

function compareSources(left: Link, right: Link, source: (link: Link) => Item | undefined): number {
  const [a, b] = [source(left), source(right)]
  if (left.name !== right.name || !a || !b) return compareLinks(left, right)
  return a.kind === b.kind ? compareItems(a, b) : a.kind < b.kind ? -1 : 1
}

function treeOf(analysis: Analysis): Pick<Graph, 'byKind' | 'children'> {
  const roots = new Map<string, Item[]>()
  const children = new Map<Uid, Item[]>()
  for (const item of analysis.items.values()) {
    if (item.parent === null) push(roots, item.kind, item)
    else push(children, item.parent, item)
  }
  for (const list of children.values()) list.sort(compareItems)
  const byKind = new Map<string, Item[]>()
  for (const [kind, list] of roots) {
    const ordered: Item[] = []
    const stack = list.sort(compareItems).reverse()
    for (let item = stack.pop(); item; item = stack.pop()) {
      ordered.push(item)
      stack.push(...[...(children.get(item.uid) ?? [])].reverse())
    }
    byKind.set(kind, ordered)
  }
  return { byKind, children }
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
