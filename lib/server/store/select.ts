import { raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import { schemaVersion } from './rows'
import type { Store } from './store'

/** What a column holds: text, JSON as text, or a floating number. */
type Column = readonly [property: string, column: string, holds: 'text' | 'json' | 'float']

/** Properties in the order in which the door makes them. */
const itemColumns: readonly Column[] = [
  ['uid', 'uid', 'text'],
  ['kind', 'kind', 'text'],
  ['key', 'key', 'text'],
  ['aliases', 'aliases', 'json'],
  ['parent', 'parentUid', 'text'],
  ['order', 'sortOrder', 'float'],
  ['fields', 'fields', 'json'],
  ['origin', 'origin', 'json'],
]
const linkColumns: readonly Column[] = [
  ['from', 'fromUid', 'text'],
  ['name', 'name', 'text'],
  ['to', 'toUid', 'text'],
  ['order', 'sortOrder', 'float'],
  ['rationale', 'rationale', 'text'],
  ['confirmed', 'confirmed', 'json'],
]
const positionColumns: readonly Column[] = [
  ['x', 'x', 'float'],
  ['y', 'y', 'float'],
  ['width', 'width', 'float'],
  ['height', 'height', 'float'],
  ['structure', 'structureUid', 'text'],
  ['item', 'itemUid', 'text'],
]

type Dialect = {
  readonly json: (column: string) => string
  readonly float: (column: string) => string
  readonly object: (pairs: string) => string
  readonly withoutNulls: (object: string) => string
  readonly array: (value: string) => string
}

const dialects: Readonly<Record<Store['provider'], Dialect>> = {
  sqlite: {
    json: (column) => `json("${column}")`,
    // SQLite's JSON cuts numbers to 15 digits; 17 give a double back exactly.
    float: (column) => `CASE WHEN "${column}" IS NOT NULL THEN json(printf('%!.17g', "${column}")) END`,
    object: (pairs) => `json_object(${pairs})`,
    withoutNulls: (object) => `json_patch('{}', ${object})`,
    array: (value) => `json_group_array(${value})`,
  },
  postgresql: {
    json: (column) => `"${column}"::json`,
    float: (column) => `"${column}"`,
    object: (pairs) => `json_build_object(${pairs})`,
    withoutNulls: (object) => `json_strip_nulls(${object})`,
    array: (value) => `coalesce(json_agg(${value}), '[]')::text`,
  },
}

function objectOf(dialect: Dialect, columns: readonly Column[]): string {
  const pairs = columns.map(([property, column, holds]) => {
    return `'${property}', ${holds === 'text' ? `"${column}"` : dialect[holds](column)}`
  })
  return dialect.object(pairs.join(', '))
}

function all(dialect: Dialect, table: string, value: string, condition = ''): string {
  return `(SELECT ${dialect.array(value)} FROM "${table}" WHERE "analysisId" = a."id"${condition})`
}

/** One analysis as the database gives it: the lists are JSON texts of a snapshot's items, links and positions. */
export type Selected = {
  readonly revision: number
  readonly updatedAt: Date | string
  readonly counters: string
  readonly items: string
  readonly links: string
  readonly positions: string
  /** JSON: uid → version of the items whose fields are of another version than today's. */
  readonly outdated: string
}

function columnsOf(provider: Store['provider']): Sql {
  const dialect = dialects[provider]
  const outdated = dialect.object(`'uid', "uid", 'version', "schemaVersion"`)
  const lists = {
    items: all(dialect, 'Item', objectOf(dialect, itemColumns)),
    links: all(dialect, 'Link', objectOf(dialect, linkColumns)),
    positions: all(dialect, 'Position', dialect.withoutNulls(objectOf(dialect, positionColumns))),
    outdated: all(dialect, 'Item', outdated, ` AND "schemaVersion" <> ${schemaVersion}`),
  }
  return raw(
    Object.entries(lists)
      .map(([name, list]) => `${list} AS "${name}"`)
      .join(', '),
  )
}

/**
 * All rows of an analysis as JSON texts that the database makes, in one statement: all tables as they were at one
 * moment, whoever commits meanwhile, and several times faster than fetching row by row (bench/).
 */
export async function selectAnalysis(store: Store, id: string): Promise<Selected | undefined> {
  const [row] = await store.read.$queryRaw<Selected[]>(
    sql`SELECT a."revision", a."updatedAt", a."counters", ${columnsOf(store.provider)} FROM "Analysis" a WHERE a."id" = ${id}`,
  )
  return row
}
