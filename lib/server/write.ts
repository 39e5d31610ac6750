import { setImmediate as nextTurn } from 'node:timers/promises'
import { join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import { keyId } from '@/lib/stpa/indexes/itemIndex'
import type { Analysis, Item, Link, Position, Uid } from '@/lib/stpa/model'
import type { Delta } from '@/lib/stpa/operations/types'
import { schemaVersion } from './store/rows'
import type { Transaction } from './store/transaction'

/** Rows of one statement: SQLite takes 32,766 values at most, an item has 10. */
const chunkSize = 1_000

function chunksOf<T>(list: readonly T[]): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < list.length; start += chunkSize) chunks.push(list.slice(start, start + chunkSize))
  return chunks
}

/**
 * Writes what a commit changed, and nothing else. The order satisfies keys at every statement: links go before the items
 * they hang on, children before parents; parents come before children, links last.
 */
export async function writeDelta(tx: Transaction, before: Analysis, after: Analysis, delta: Delta): Promise<void> {
  const { removed, written } = changedItems(before, after, delta)
  const gone = new Set(removed.map((item) => item.uid))
  await deleteLinks(tx, before, after, delta, gone)
  await deletePositions(tx, before, after, delta, gone)
  await parkItems(tx, before, written, gone)
  const uids = removed.map((item) => item.uid)
  for (const chunk of chunksOf(uids)) {
    await tx.$executeRaw`DELETE FROM "Item" WHERE "analysisId" = ${after.id} AND "uid" IN (${join(chunk)})`
  }
  await upsert(tx, itemTable, after.id, written)
  await upsert(tx, linkTable, after.id, changed(before.links, after.links, delta.links))
  await upsert(tx, positionTable, after.id, changed(before.positions, after.positions, delta.positions))
}

/** The values of touched ids that are new or not what they were. */
function changed<V>(before: ReadonlyMap<string, V>, after: ReadonlyMap<string, V>, touched: ReadonlySet<string>): V[] {
  const values: V[] = []
  for (const id of touched) {
    const value = after.get(id)
    if (value !== undefined && value !== before.get(id)) values.push(value)
  }
  return values
}

function changedItems(before: Analysis, after: Analysis, { items }: Delta): { removed: Item[]; written: Item[] } {
  const removed = [...items].flatMap((uid) => (after.items.has(uid) ? [] : (before.items.get(uid) ?? [])))
  removed.sort((left, right) => depthOf(before, right) - depthOf(before, left))
  const written = changed(before.items, after.items, items)
  written.sort((left, right) => depthOf(after, left) - depthOf(after, right))
  return { removed, written }
}

function depthOf(analysis: Analysis, item: Item): number {
  let depth = 0
  for (let above = item.parent; above !== null; above = analysis.items.get(above)?.parent ?? null) depth++
  return depth
}

async function deleteLinks(tx: Transaction, before: Analysis, after: Analysis, delta: Delta, gone: ReadonlySet<Uid>) {
  const links = [...delta.links].flatMap((id) => (after.links.has(id) ? [] : (before.links.get(id) ?? [])))
  const rest = links.filter((link) => !gone.has(link.from) && !gone.has(link.to)) // the others go with their items
  for (const chunk of chunksOf(rest)) {
    const ends = chunk.map(({ from, name, to }) => sql`(${from}, ${name}, ${to})`)
    await tx.$executeRaw`DELETE FROM "Link"
      WHERE "analysisId" = ${after.id} AND ("fromUid", "name", "toUid") IN (VALUES ${join(ends)})`
  }
}

async function deletePositions(
  tx: Transaction,
  before: Analysis,
  after: Analysis,
  delta: Delta,
  gone: ReadonlySet<Uid>,
) {
  const places = [...delta.positions].flatMap((id) => (after.positions.has(id) ? [] : (before.positions.get(id) ?? [])))
  const rest = places.filter((place) => !gone.has(place.structure) && !gone.has(place.item))
  for (const chunk of chunksOf(rest)) {
    const ends = chunk.map(({ structure, item }) => sql`(${structure}, ${item})`)
    await tx.$executeRaw`DELETE FROM "Position"
      WHERE "analysisId" = ${after.id} AND ("structureUid", "itemUid") IN (VALUES ${join(ends)})`
  }
}

/**
 * Items whose old key another one takes in the same commit (two that swap keys), or whose old parent is removed, first
 * stand aside: under a key that nobody can have (keys hold no line break), without a parent.
 */
async function parkItems(tx: Transaction, before: Analysis, written: readonly Item[], gone: ReadonlySet<Uid>) {
  const wanted = new Map(written.map((item) => [keyId(item.kind, item.key), item.uid]))
  const parked = written.filter((item) => {
    const old = before.items.get(item.uid)
    if (!old) return false
    const taker = wanted.get(keyId(old.kind, old.key))
    return (taker !== undefined && taker !== item.uid) || (old.parent !== null && gone.has(old.parent))
  })
  for (const chunk of chunksOf(parked.map((item) => item.uid))) {
    await tx.$executeRaw`UPDATE "Item" SET "parentUid" = NULL, "key" = ${'\n'} || "uid"
      WHERE "analysisId" = ${before.id} AND "uid" IN (${join(chunk)})`
  }
}

type Table<V> = { readonly head: Sql; readonly tail: Sql; readonly row: (analysis: string, value: V) => Sql }

function table<V>(name: string, keys: readonly string[], values: readonly string[], row: Table<V>['row']): Table<V> {
  const quoted = (list: readonly string[]) => list.map((column) => `"${column}"`).join(', ')
  const set = values.map((column) => `"${column}" = excluded."${column}"`).join(', ')
  return {
    head: raw(`INSERT INTO "${name}" (${quoted(['analysisId', ...keys, ...values])}) VALUES `),
    tail: raw(` ON CONFLICT (${quoted(['analysisId', ...keys])}) DO UPDATE SET ${set}`),
    row,
  }
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

const itemTable = table<Item>(
  'Item',
  ['uid'],
  ['kind', 'key', 'aliases', 'parentUid', 'sortOrder', 'fields', 'origin', 'schemaVersion'],
  (analysis, item) => sql`(${analysis}, ${item.uid}, ${item.kind}, ${item.key}, ${json(item.aliases)}, ${item.parent},
    ${item.order}, ${json(item.fields)}, ${json(item.origin)}, ${schemaVersion})`,
)

const linkTable = table<Link>(
  'Link',
  ['fromUid', 'name', 'toUid'],
  ['sortOrder', 'rationale', 'confirmed'],
  (analysis, link) => sql`(${analysis}, ${link.from}, ${link.name}, ${link.to}, ${link.order}, ${link.rationale},
    ${json(link.confirmed)})`,
)

const positionTable = table<Position>(
  'Position',
  ['structureUid', 'itemUid'],
  ['x', 'y', 'width', 'height'],
  (analysis, place) => sql`(${analysis}, ${place.structure}, ${place.item}, ${place.x}, ${place.y},
    ${place.width ?? null}, ${place.height ?? null})`,
)

async function upsert<V>(tx: Transaction, { head, tail, row }: Table<V>, id: string, values: readonly V[]) {
  for (const chunk of chunksOf(values)) {
    await tx.$executeRaw`${head}${join(chunk.map((value) => row(id, value)))}${tail}`
    await nextTurn() // SQLite works on this thread: others are answered between two chunks
  }
}
