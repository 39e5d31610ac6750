import { graphOf, itemsOf } from './graph'
import { kindOf } from './kinds'
import type { Analysis, Item, Link, Uid } from './model'
import { readingOrder } from './order'

export type Direction = 'up' | 'down'

/** One step from an item: `title` is read from the item that the step starts at ("leads to", "comes from", "part of"). */
export type Step = { readonly item: Item; readonly name: string; readonly title: string }

export type TraceNode = {
  readonly item: Item
  /** How it was reached; '' for the root. */
  readonly title: string
  readonly children: readonly TraceNode[]
  /** It stands elsewhere in the tree with its children: cycles and shared items are opened out once only. */
  readonly repeated: boolean
  /** Children that were left out because the tree had grown to its limit. */
  readonly hidden: number
}

export const traceLimit = 2_000

/** Every item one step up (towards losses and goals) or down (towards evidence), both ends of a link read. */
export function stepsFrom(analysis: Analysis, item: Item, direction: Direction): Step[] {
  const { outgoing, incoming, children } = graphOf(analysis)
  const opposite = direction === 'up' ? 'down' : 'up'
  const forward = (outgoing.get(item.uid) ?? []).flatMap((link) => step(analysis, link, link.to, direction, false))
  const back = (incoming.get(item.uid) ?? []).flatMap((link) => step(analysis, link, link.from, opposite, true))
  const parent = item.parent === null ? undefined : analysis.items.get(item.parent)
  const tree =
    direction === 'up'
      ? parent
        ? [{ item: parent, name: 'parent', title: 'is part of' }]
        : []
      : (children.get(item.uid) ?? []).map((child) => ({ item: child, name: 'parent', title: 'has part' }))
  const compare = readingOrder(analysis)
  // Links that others drew have no order of their own.
  return [...tree, ...forward, ...back.sort((left, right) => compare(left.item, right.item))]
}

function step(analysis: Analysis, link: Link, end: Uid, towards: Direction, back: boolean): Step[] {
  const from = analysis.items.get(link.from)
  const item = analysis.items.get(end)
  const definition = from && kindOf(from.kind).links[link.name]
  if (!item || definition?.towards !== towards) return []
  return [{ item, name: link.name, title: back ? definition.inverse : definition.title }]
}

type Grown = { item: Item; title: string; children: Grown[]; repeated: boolean; hidden: number }

/**
 * The tree of everything upstream or downstream of an item. Breadth first: an item is opened out where it is nearest
 * to the root; anywhere else it is marked `repeated`. Never more than `limit` nodes.
 */
export function traceOf(analysis: Analysis, uid: Uid, direction: Direction, limit = traceLimit): TraceNode | undefined {
  const start = analysis.items.get(uid)
  if (!start) return undefined
  const root: Grown = { item: start, title: '', children: [], repeated: false, hidden: 0 }
  const seen = new Set([uid])
  const queue = [root]
  let size = 1
  for (let index = 0; index < queue.length; index++) {
    const node = queue[index]
    if (!node) break
    for (const { item, title } of stepsFrom(analysis, node.item, direction)) {
      if (size >= limit) {
        node.hidden++
        continue
      }
      const child: Grown = { item, title, children: [], repeated: seen.has(item.uid), hidden: 0 }
      node.children.push(child)
      size++
      if (child.repeated) continue
      seen.add(item.uid)
      queue.push(child)
    }
  }
  return root
}

/** All items upstream or downstream of one, nearest first, without itself. */
export function reachOf(
  analysis: Analysis,
  start: Item,
  direction: Direction,
  most = Number.POSITIVE_INFINITY,
): Item[] {
  const seen = new Set([start.uid])
  const reached: Item[] = []
  let next: Item | undefined = start
  for (let index = 0; next; next = reached[index++]) {
    for (const { item } of stepsFrom(analysis, next, direction)) {
      if (seen.has(item.uid)) continue
      if (reached.length >= most) return reached
      seen.add(item.uid)
      reached.push(item)
    }
  }
  return reached
}

export type MatrixCell = {
  /** Titles of the direct links, read from the row; empty when only a path leads there. */
  readonly titles: readonly string[]
}

export type TraceMatrix = {
  readonly rows: readonly Item[]
  readonly columns: readonly Item[]
  /** Row uid → column uid → cell; absent where nothing connects the two. */
  readonly cells: ReadonlyMap<Uid, ReadonlyMap<Uid, MatrixCell>>
  /** The search for paths was given up: what is shown is not all there is. */
  readonly truncated: boolean
}

/** Steps that the search for paths may take over all rows before it gives up. */
const pathBudget = 4_000_000

/**
 * Two kinds against each other. Direct: every link between the two, either way round. With `paths`, also where only a
 * path straight up or straight down connects them.
 */
export function matrixBetween(
  analysis: Analysis,
  rowKind: string,
  columnKind: string,
  { paths = false }: { paths?: boolean } = {},
): TraceMatrix {
  const rows = itemsOf(analysis, rowKind)
  const columns = itemsOf(analysis, columnKind)
  const cells = new Map<Uid, Map<Uid, MatrixCell>>()
  let left = pathBudget
  for (const row of rows) {
    const found = directCells(analysis, row, columnKind)
    if (paths && left > 0) {
      for (const direction of ['up', 'down'] as const) {
        const reached = reachOf(analysis, row, direction, left)
        left -= reached.length
        for (const item of reached)
          if (item.kind === columnKind && !found.has(item.uid)) found.set(item.uid, { titles: [] })
      }
    }
    if (found.size > 0) cells.set(row.uid, found)
  }
  return { rows, columns, cells, truncated: left <= 0 }
}

function directCells(analysis: Analysis, row: Item, columnKind: string): Map<Uid, MatrixCell> {
  const { outgoing, incoming } = graphOf(analysis)
  const titles = new Map<Uid, string[]>()
  const add = (uid: Uid, title: string | undefined) => {
    if (analysis.items.get(uid)?.kind !== columnKind || title === undefined) return
    titles.set(uid, [...(titles.get(uid) ?? []), title])
  }
  for (const link of outgoing.get(row.uid) ?? []) add(link.to, kindOf(row.kind).links[link.name]?.title)
  for (const link of incoming.get(row.uid) ?? []) {
    const from = analysis.items.get(link.from)
    if (from) add(link.from, kindOf(from.kind).links[link.name]?.inverse)
  }
  if (row.kind === columnKind && row.parent !== null) add(row.parent, 'is part of')
  return new Map([...titles].map(([uid, list]) => [uid, { titles: list }]))
}
