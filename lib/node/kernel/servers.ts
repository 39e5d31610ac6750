import { StpaError } from '@/lib/stpa/errors'
import { type RowSource, reasonOf, unreadable } from './rows'

/** Milliseconds to connect, and for one statement; a whole kernel is read in seconds. */
const limits = { connect: 10_000, statement: 300_000 } as const

const batchSize = 10_000

/**
 * A ks-nav database on a server, read in one read-only transaction: everything as it was at one moment.
 * @throws StpaError unreadable, when it cannot be reached
 */
export async function serverSource(address: string): Promise<RowSource> {
  const name = withoutPassword(address)
  try {
    return await (address.startsWith('postgres') ? postgresSource(address, name) : mysqlSource(address, name))
  } catch (error) {
    if (error instanceof StpaError) throw error
    throw unreadable({ name }, `the server cannot be reached (${reasonOf(error)})`)
  }
}

function withoutPassword(address: string): string {
  const url = new URL(address)
  if (url.password) url.password = '***'
  return url.href
}

async function postgresSource(address: string, name: string): Promise<RowSource> {
  const { default: pg } = await import('pg')
  const timeouts = { connectionTimeoutMillis: limits.connect, statement_timeout: limits.statement }
  const client = new pg.Client({ connectionString: address, ...timeouts, query_timeout: limits.statement })
  client.on('error', () => {}) // the query that waits fails with it
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  let cursors = 0
  const rows = async (text: string): Promise<unknown[][]> => (await client.query({ text, rowMode: 'array' })).rows
  return {
    name,
    format: 'ks-nav PostgreSQL',
    // A short row may fill a gap on an earlier page: by transaction and command first. (ks-nav inserts row by row.)
    insertionOrder: 'ORDER BY xmin::text::bigint, cmin::text::bigint, ctid',
    batches: async function* (sql) {
      const cursor = `rows_${cursors++}`
      await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`)
      for (;;) {
        const batch = await rows(`FETCH ${batchSize} FROM ${cursor}`)
        if (batch.length > 0) yield batch
        if (batch.length < batchSize) break
      }
      await client.query(`CLOSE ${cursor}`)
    },
    columnsOf: async (table) => {
      const sql = `SELECT column_name::text FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false)) AND table_name = '${table}'`
      return new Set((await rows(sql)).map(([column]) => String(column)))
    },
    close: () => client.end(),
  }
}

async function mysqlSource(address: string, name: string): Promise<RowSource> {
  const { createConnection } = await import('mysql2')
  const uri = address.replace(/^mariadb:/, 'mysql:')
  const connection = createConnection({
    uri,
    connectTimeout: limits.connect,
    rowsAsArray: true,
    supportBigNumbers: true,
  })
  connection.on('error', () => {}) // the query that waits fails with it
  const rows = (sql: string): Promise<unknown[][]> =>
    new Promise((resolve, reject) => {
      const options = { sql, timeout: limits.statement }
      connection.query(options, (error, found) => {
        if (error) reject(error)
        // With `rowsAsArray` each row is an array: the driver's types do not know that.
        else resolve(found as unknown as unknown[][])
      })
    })
  await rows('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
  return {
    name,
    format: 'ks-nav MySQL',
    insertionOrder: '', // without a key of its own InnoDB keeps rows as they came
    batches: async function* (sql) {
      let batch: unknown[][] = []
      for await (const row of connection
        .query({ sql, timeout: limits.statement })
        .stream({ highWaterMark: batchSize })) {
        batch.push(row)
        if (batch.length < batchSize) continue
        yield batch
        batch = []
      }
      if (batch.length > 0) yield batch
    },
    columnsOf: async (table) => {
      const sql = `SELECT column_name FROM information_schema.columns WHERE table_schema = database() AND table_name = '${table}'`
      return new Set((await rows(sql)).map(([column]) => String(column)))
    },
    close: () => new Promise((resolve) => connection.end(() => resolve())),
  }
}
