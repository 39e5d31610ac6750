import { randomBytes } from 'node:crypto'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGraph } from './rows'
import { serverSource } from './servers'

const name = `stpa_bad_${randomBytes(4).toString('hex')}`
const quick = { connect: 700, statement: 700, leave: 100 }

/** A kernel of one function that calls itself, so often that it comes in several batches. */
const schema = `
create table instances (instance_id int, version_string varchar(40), note varchar(50));
create table xrefs (caller int, callee int, ref_addr varchar(20), source_line varchar(1024), xref_instance_id_ref int);
create table tags (tag_id int, subsys_name varchar(100), tag_file_ref_id int, tag_instance_id_ref int);
create table symbols (symbol_id int, symbol_name varchar(100), symbol_address varchar(20), symbol_type varchar(15), symbol_file_ref_id int, symbol_instance_id_ref int);
create table files (file_id int, file_name varchar(100), file_instance_id_ref int);
insert into instances values (1, '6.1', 'made by a test');
insert into files values (1, 'a.c', 1);
insert into symbols values (1, 'loop', '0x1', 'direct', 1, 1);`
const call = "1, 1, '0xffffffff81000010', 'drivers/watchdog/watchdog_dev.c:770', 1"

type Engine = { title: string; address: (port: number) => string; port: number; run: (sql: string[]) => Promise<void> }

const postgres: Engine = {
  title: 'PostgreSQL',
  port: 5432,
  address: (port) => `postgresql://postgres@127.0.0.1:${port}/${name}`,
  run: async (sql) => {
    for (const [index, text] of sql.entries()) {
      const client = new pg.Client(`postgresql://postgres@127.0.0.1:5432/${index === 0 ? 'postgres' : name}`)
      await client.connect()
      await client.query(text).finally(() => client.end())
    }
  },
}
const mariadb: Engine = {
  title: 'MariaDB',
  port: 3306,
  address: (port) => `mysql://root@127.0.0.1:${port}/${name}`,
  run: async (sql) => {
    for (const [index, text] of sql.entries()) {
      const uri = `mysql://root@127.0.0.1:3306/${index === 0 ? '' : name}`
      const connection = await createConnection({ uri, multipleStatements: true })
      await connection.query(text).finally(() => connection.end())
    }
  },
}

const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

async function listening(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    onSocket(socket)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  return typeof at === 'object' && at ? at.port : 0
}

/** Passes on what a server says, but no more than so many bytes; then it is silent, or gone. */
const through = (bytes: number, port: number, end: 'hangs' | 'vanishes') =>
  listening((socket) => {
    const behind = connect(port, '127.0.0.1')
    behind.on('error', () => {})
    socket.pipe(behind)
    let left = bytes
    behind.on('data', (chunk) => {
      socket.write(chunk.subarray(0, Math.max(0, left)))
      left -= chunk.length
      if (left <= 0 && end === 'vanishes') socket.destroy()
    })
    socket.on('close', () => behind.destroy())
  })

/** More than a busy machine needs for the few rows of these tests. */
const patient = { connect: 50_000, statement: 3_600_000, leave: 100 }

const read = async (address: string, limits = quick) => {
  const source = await serverSource(address, limits)
  try {
    return await readGraph(source, { original: '' })
  } finally {
    await source.close()
  }
}

describe.each([postgres, mariadb])('a database in $title', ({ title, address, port, run }) => {
  let isThere = false
  beforeAll(async () => {
    const seed = `insert into xrefs values (${call})`
    const doubled = Array.from({ length: 15 }, () => 'insert into xrefs select * from xrefs')
    isThere = await run([`create database ${name}`, `${schema} ${seed}; ${doubled.join(';')}`]).then(
      () => true,
      (error: unknown) => {
        process.stdout.write(`SKIPPED: a bad database in ${title}: no such server here (${String(error)})\n`)
        return false
      },
    )
  }, 60_000)
  afterAll(async () => {
    if (isThere) await run([`drop database ${name}`])
  })

  it('is read through a proxy that does no harm', async ({ skip }) => {
    if (!isThere) return skip()
    const { graph } = await read(address(await through(Number.POSITIVE_INFINITY, port, 'hangs')), patient)
    expect([graph.callee.length, graph.provenance.kernelVersion]).toEqual([2 ** 15, '6.1'])
  })

  it.each(['hangs', 'vanishes'] as const)('that %s midway is a clear error within its time', async (end) => {
    if (!isThere) return
    // One that is gone is not waited for, however patient one is; the time limit of the test says so.
    const limits = end === 'hangs' ? quick : patient
    await expect(read(address(await through(400_000, port, end)), limits)).rejects.toThrow(
      /cannot be read: reading it failed \(.+\); nothing was imported/,
    )
  })

  it('that takes a call and says nothing is a clear error within its time', async () => {
    await expect(read(address(await listening(() => {})))).rejects.toThrow(/the server cannot be reached \(.+\)/)
  })
})

it.each(['postgresql://[', 'mysql://user:secret@[bad/x'])(
  '%s is no address, and its password is not said',
  async (text) => {
    await expect(read(text)).rejects.toThrow(/:\/\/… cannot be read: it is no address/)
  },
)
