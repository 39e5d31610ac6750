import { join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import { StpaError } from '@/lib/stpa/errors'
import type { Analysis } from '@/lib/stpa/model'
import type { Head } from './cache'
import { type ItemRow, itemOfRow, type LinkRow, linkOfRow, type PositionRow, positionOfRow } from './rows'
import type { Store } from './store'

/** What a column holds: text, a number, JSON as text, or a floating number. */
type Column = readonly [name: string, holds: 'text' | 'json' | 'float']

const itemColumns: readonly Column[] = [
  ['uid', 'text'],
  ['kind', 'text'],
  ['key', 'text'],
  ['aliases', 'json'],
  ['parentUid', 'text'],
  ['sortOrder', 'float'],
  ['fields', 'json'],
  ['origin', 'json'],
  ['schemaVersion', 'text'],
]
const linkColumns: readonly Column[] = [
  ['fromUid', 'text'],
  ['name', 'text'],
  ['toUid', 'text'],
  ['sortOrder', 'float'],
  ['rationale', 'text'],
  ['confirmed', 'json'],
]
const positionColumns: readonly Column[] = [
  ['structureUid', 'text'],
  ['itemUid', 'text'],
  ['x', 'float'],
  ['y', 'float'],
  ['width', 'float'],
  ['height', 'float'],
]

/** The same three pieces in each dialect; 17 digits give a double back exactly. */
const dialects = {
  sqlite: {
    json: (name: string) => `json("${name}")`,
    float: (name: string) => `CASE WHEN "${name}" IS NOT NULL THEN printf('%!.17g', "${name}") END`,
    array: (values: string) => `json_group_array(json_array(${values}))`,
  },
  postgresql: {
    json: (name: string) => `"${name}"::json`,
    float: (name: string) => `"${name}"::text`,
    array: (values: string) => `coalesce(json_agg(json_build_array(${values})), '[]')::text`,
  },
} as const

/**
 * All rows of a table as one JSON text, made by the database: a third of the time of fetching row by row, through Prisma
 * or without it (bench/).
 */
function asJson(provider: Store['provider'], table: string, columns: readonly Column[]): Sql {
  const dialect = dialects[provider]
  const values = columns.map(([name, holds]) => (holds === 'text' ? `"${name}"` : dialect[holds](name)))
  return raw(`(SELECT ${dialect.array(values.join(', '))} FROM "${table}" WHERE "analysisId" = a."id") AS "${table}"`)
}

function selection(provider: Store['provider']): Sql {
  const tables = [
    asJson(provider, 'Item', itemColumns),
    asJson(provider, 'Link', linkColumns),
    asJson(provider, 'Position', positionColumns),
  ]
  return sql`SELECT a."revision", a."updatedAt", a."counters", ${join(tables)} FROM "Analysis" a`
}

type Selected = {
  revision: number
  updatedAt: Date | string
  counters: string
  Item: string
  Link: string
  Position: string
}

/** The newest revision of an analysis. @throws StpaError notFound */
export async function headOf(store: Store, id: string): Promise<Head> {
  const row = await store.read.analysis.findUnique({ where: { id }, select: { revision: true, updatedAt: true } })
  if (!row) throw notFound(id)
  return { revision: row.revision, revisedAt: row.updatedAt.toISOString() }
}

function notFound(id: string): StpaError {
  return new StpaError('notFound', `There is no analysis "${id}". It may have been removed: see the list of analyses.`)
}

/**
 * The whole analysis as one value, from one statement: all tables as they were at one moment, whoever commits meanwhile.
 * @throws StpaError notFound
 */
export async function readAnalysis(store: Store, id: string): Promise<Analysis> {
  const query = sql`${selection(store.provider)} WHERE a."id" = ${id}`
  const [row] = await store.read.$queryRaw<Selected[]>(query)
  if (!row) throw notFound(id)
  return analysisOf(id, row)
}

function analysisOf(id: string, row: Selected): Analysis {
  // Written by write.ts: the shapes of rows.ts, each item's fields parsed by its kind.
  const items = (JSON.parse(row.Item) as ItemRow[]).map(itemOfRow)
  const links = (JSON.parse(row.Link) as LinkRow[]).map(linkOfRow)
  const positions = (JSON.parse(row.Position) as PositionRow[]).map(positionOfRow)
  return {
    id,
    revision: row.revision,
    revisedAt: new Date(row.updatedAt).toISOString(),
    items: new Map(items.map((item) => [item.uid, item])),
    links: new Map(links),
    positions: new Map(positions),
    counters: JSON.parse(row.counters) as Record<string, number>,
  }
}

/** The newest revision as a value: the remembered one when it is still the newest. @throws StpaError notFound */
export async function loadAnalysis(store: Store, id: string): Promise<Analysis> {
  const known = store.cache.get(id, await headOf(store, id))
  if (known) return known
  const analysis = await readAnalysis(store, id)
  store.cache.put(analysis)
  return analysis
}
