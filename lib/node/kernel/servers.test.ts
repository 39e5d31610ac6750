import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import Database from 'libsql'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { navText } from '@/lib/kernel/walk/nav'
import { modes } from '@/lib/kernel/walk/request'
import { openGraph } from './open'

const data = new URL('../../../../shared/data/ks-nav/', import.meta.url).pathname
const name = `stpa_ksnav_${randomBytes(4).toString('hex')}`
const folder = mkdtempSync(join(tmpdir(), 'stpa-servers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tables = {
  instances: 'instance_id int, version_string varchar(40), note varchar(50)',
  files: 'file_id int, file_name varchar(100), file_instance_id_ref int',
  tags: 'tag_id int, subsys_name varchar(100), tag_file_ref_id int, tag_instance_id_ref int',
  symbols:
    'symbol_id int, symbol_name varchar(100), symbol_address varchar(20), symbol_type varchar(15), symbol_file_ref_id int, symbol_instance_id_ref int',
  xrefs: 'caller int, callee int, ref_addr varchar(20), source_line varchar(1024), xref_instance_id_ref int',
  configs: 'config_symbol varchar(150), config_value varchar(150), config_instance_id_ref int',
} as const

/** Rows of the SQLite database, a few thousand at a time. */
function* rowsOf(table: keyof typeof tables): Generator<unknown[][]> {
  const database = new Database(join(folder, 'linux.db'), { readonly: true })
  const columns = tables[table].split(', ').map((column) => column.split(' ')[0])
  let batch: unknown[][] = []
  for (const row of database.prepare(`SELECT ${columns} FROM ${table} ORDER BY rowid`).raw().iterate()) {
    if (batch.push(row as unknown[]) < 5_000) continue // `raw` gives arrays
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
  database.close()
}

type Server = { readonly title: string; readonly fill: () => Promise<string>; readonly drop: () => Promise<void> }

const postgresAt = (database: string) =>
  process.env.STPA_TEST_KSNAV_POSTGRES ?? `postgresql://postgres@127.0.0.1:5432/${database}`
const postgres: Server = {
  title: 'PostgreSQL',
  fill: async () => {
    const client = new pg.Client(postgresAt('postgres'))
    await client.connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.end()
    const filled = new pg.Client(postgresAt(name))
    await filled.connect()
    for (const [table, columns] of Object.entries(tables)) {
      await filled.query(`CREATE TABLE ${table} (${columns}); CREATE TEMP TABLE staged (n bigserial, ${columns})`)
      const keys = columns.split(', ').map((column) => column.split(' ')[0] ?? '')
      const sql = `INSERT INTO staged (${keys}) SELECT * FROM json_to_recordset($1) AS r(${columns})`
      // its own key
      for (const rows of rowsOf(table as keyof typeof tables)) {
        const records = rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index]])))
        await filled.query(sql, [JSON.stringify(records)])
      }
      // Row by row, each a command of its own, as ks-nav does it.
      const loop = `FOR r IN SELECT ${keys} FROM staged ORDER BY n LOOP INSERT INTO ${table} VALUES (r.*); END LOOP`
      await filled.query(`DO $$ DECLARE r ${table}%ROWTYPE; BEGIN ${loop}; END $$; DROP TABLE staged`)
    }
    await filled.end()
    return postgresAt(name)
  },
  drop: async () => {
    const client = new pg.Client(postgresAt('postgres'))
    await client.connect()
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await client.end()
  },
}

const mysqlAt = (database: string) => process.env.STPA_TEST_KSNAV_MYSQL ?? `mysql://root@127.0.0.1:3306/${database}`
const mariadb: Server = {
  title: 'MariaDB',
  fill: async () => {
    const connection = await createConnection({ uri: mysqlAt(''), multipleStatements: true })
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4; USE ${name}`)
    for (const [table, columns] of Object.entries(tables)) {
      await connection.query(`CREATE TABLE ${table} (${columns}) ENGINE=InnoDB`)
      // its own key
      for (const rows of rowsOf(table as keyof typeof tables))
        await connection.query(`INSERT INTO ${table} VALUES ?`, [rows])
    }
    await connection.end()
    return mysqlAt(name)
  },
  drop: async () => {
    const connection = await createConnection({ uri: mysqlAt('') })
    await connection.query(`DROP DATABASE IF EXISTS ${name}`)
    await connection.end()
  },
}

const real = existsSync(data)
if (!real) process.stdout.write('SKIPPED: ks-nav databases on servers: ../shared/data is absent\n')

describe.skipIf(!real).each([postgres, mariadb])('Linux 6.1 through $title', ({ title, fill, drop }) => {
  let address: string | undefined
  let served: CallGraph
  beforeAll(async () => {
    const path = join(folder, 'linux.db')
    if (!existsSync(path)) writeFileSync(path, gunzipSync(readFileSync(join(data, 'linux-6.1.192.db.gz'))))
    address = await fill().catch((error: unknown) => {
      process.stdout.write(`SKIPPED: Linux 6.1 through ${title}: no such server here (${String(error)})\n`)
      return undefined
    })
    if (address) served = (await openGraph(address)).graph
  }, 120_000)
  afterAll(async () => {
    if (address) await drop()
  })

  it('is the graph that the SQLite file gives, but for where it comes from', async ({ skip }) => {
    if (!address) return skip()
    const { graph } = await openGraph(join(folder, 'linux.db'))
    for (const key of Object.keys(graph) as (keyof CallGraph)[]) {
      // its own keys
      if (key !== 'provenance') expect([key, isDeepStrictEqual(served[key], graph[key])]).toEqual([key, true])
    }
  })

  it('gives the bytes of nav on SQLite', ({ skip }) => {
    if (!address) return skip()
    for (const [index, mode] of modes.entries()) {
      const expected = readFileSync(join(data, `real/watchdog_ioctl.m${index + 1}.x0.dot`), 'utf8')
      const request = { mode, symbol: 'watchdog_ioctl', depth: 0, excludeBefore: [], excludeAfter: [], targets: [] }
      expect(navText(served, request) === expected).toBe(true)
    }
  })
})

describe('a server that is none', () => {
  it('is refused without its password: nobody listens, or who listens says nothing', async () => {
    const nobody = openGraph('postgresql://user:secret@127.0.0.1:1/x')
    await expect(nobody).rejects.toThrow(/cannot be read: the server cannot be reached/)
    await expect(nobody).rejects.not.toThrow(/secret/)
    await expect(openGraph('mysql://root@127.0.0.1:1/x')).rejects.toThrow(/the server cannot be reached/)
  })

  it('that hangs up midway gives a clear error', async () => {
    const server = createServer((socket) => socket.end('nonsense\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const at = server.address()
    const port = typeof at === 'object' ? at?.port : 0
    await expect(openGraph(`postgresql://user@127.0.0.1:${port}/x`)).rejects.toThrow(/the server cannot be reached/)
    await expect(openGraph(`mysql://root@127.0.0.1:${port}/x`)).rejects.toThrow(/the server cannot be reached/)
    server.close()
  })
})
