import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { StpaError } from '@/lib/stpa/errors'
import { callColumns, type RowSource, reasonOf, unreadable } from './rows'

/** Milliseconds to connect, for one statement, and to take leave; a whole kernel is read in seconds. */
export type Limits = { readonly connect: number; readonly statement: number; readonly leave: number }
const usual: Limits = { connect: 10_000, statement: 300_000, leave: 1_000 }

const batchSize = 10_000

/**
 * A ks-nav database on a server, read in one read-only transaction: everything as it was at one moment.
 * @throws StpaError unreadable, when it cannot be reached
 */
export async function serverSource(address: string, limits: Limits = usual): Promise<RowSource> {
  const name = withoutPassword(address)
  const source = address.startsWith('postgres') ? postgresSource : mysqlSource
  try {
    return await source(address, name, limits)
  } catch (error) {
    if (error instanceof StpaError) throw error
    throw unreadable({ name }, `the server cannot be reached (${reasonOf(error)})`)
  }
}

function withoutPassword(address: string): string {
  const scheme = address.replace(/:.*$/s, '')
  if (!URL.canParse(address)) throw unreadable({ name: `${scheme}://…` }, 'it is no address of a database')
  const url = new URL(address)
  if (url.password) url.password = '***'
  return url.href
}

/** As they are: a server gives texts and numbers as its columns are declared. */
const typed = {
  asText: (column: string) => column,
  asNumber: (column: string) => column,
  table: (name: string) => name,
  report: [],
} as const

const callsOf = (instance: number): string =>
  `SELECT ${callColumns} FROM xrefs WHERE xref_instance_id_ref = ${instance}`

async function postgresSource(address: string, name: string, limits: Limits): Promise<RowSource> {
  const { default: pg } = await import('pg')
  const timeouts = { connectionTimeoutMillis: limits.connect, statement_timeout: limits.statement }
  const socket = new Socket()
  const settings = { connectionString: address, ...timeouts, query_timeout: limits.statement, stream: () => socket }
  const client = new pg.Client(settings)
  client.on('error', () => {}) // the query that waits fails with it
  const close = async () => {
    await Promise.race([client.end(), new Promise((resolve) => setTimeout(resolve, limits.leave).unref())])
    socket.destroy() // a server that hangs does not take leave
  }
  await client
    .connect()
    .then(() => client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY'))
    .catch(async (error: unknown) => {
      await close()
      throw error
    })
  let cursors = 0
  const rows = async (text: string): Promise<unknown[][]> => (await client.query({ text, rowMode: 'array' })).rows
  const batches = async function* (sql: string) {
    const cursor = `rows_${cursors++}`
    await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`)
    for (;;) {
      const batch = await rows(`FETCH ${batchSize} FROM ${cursor}`)
      if (batch.length > 0) yield batch
      if (batch.length < batchSize) break
    }
    await client.query(`CLOSE ${cursor}`)
  }
  return {
    ...typed,
    name,
    format: 'ks-nav PostgreSQL',
    // A short row may fill a gap on an earlier page: by transaction and command first. (ks-nav inserts row by row.)
    calls: (instance) => batches(`${callsOf(instance)} ORDER BY xmin::text::bigint, cmin::text::bigint, ctid`),
    batches,
    columnsOf: async (table) => {
      const sql = `SELECT column_name::text FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false)) AND table_name = '${table}'`
      return new Set((await rows(sql)).map(([column]) => String(column)))
    },
    close,
  }
}

async function mysqlSource(address: string, name: string, limits: Limits): Promise<RowSource> {
  const { createConnection } = await import('mysql2')
  const uri = address.replace(/^mariadb:/, 'mysql:')
  const connection = createConnection({
    uri,
    connectTimeout: limits.connect,
    rowsAsArray: true,
    supportBigNumbers: true,
  })
  // The query that waits fails with it; rows that come one by one are not told by the driver.
  let streaming: Readable | undefined
  connection.on('error', (error: Error) => streaming?.destroy(error))
  const rows = (sql: string): Promise<unknown[][]> =>
    new Promise((resolve, reject) => {
      const options = { sql, timeout: limits.statement }
      connection.query(options, (error, found) => {
        if (error) reject(error)
        // With `rowsAsArray` each row is an array: the driver's types do not know that.
        else resolve(found as unknown as unknown[][])
      })
    })
  await rows('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY').catch((error: unknown) => {
    connection.destroy()
    throw error
  })
  const batches = async function* (sql: string) {
    let batch: unknown[][] = []
    const query = connection.query({ sql, timeout: limits.statement })
    query.on('error', () => {}) // its time may end when nobody reads it any more
    streaming = query.stream({ highWaterMark: batchSize })
    for await (const row of streaming) {
      batch.push(row)
      if (batch.length < batchSize) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  }
  return {
    ...typed,
    name,
    format: 'ks-nav MySQL',
    calls: (instance) => batches(callsOf(instance)), // without a key of its own InnoDB keeps rows as they came
    batches,
    columnsOf: async (table) => {
      const sql = `SELECT column_name FROM information_schema.columns WHERE table_schema = database() AND table_name = '${table}'`
      return new Set((await rows(sql)).map(([column]) => String(column)))
    },
    close: async () => connection.destroy(), // nothing to keep: it read alone, and may hang
  }
}
