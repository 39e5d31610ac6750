import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { callCount, countOf, functionCount } from '@/lib/kernel/graph/graph'
import { StpaError } from '@/lib/stpa/errors'
import { openGraph } from './open'
import { schema } from './testing/database'

const folder = mkdtempSync(join(tmpdir(), 'stpa-damaged-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Small pages, so that there are many of each sort: of trees, of texts longer than a page, and free ones. */
function smallPages(): Buffer {
  const path = join(folder, 'whole.db')
  const database = new Database(path)
  const numbers = (most: number) =>
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) select`
  database.exec(`pragma page_size = 512; pragma synchronous = off; ${schema}
    create index symbol_name_idx on symbols (symbol_name); create index caller_idx on xrefs (caller);
    create index of_instance_idx on xrefs (xref_instance_id_ref); create table gone (text);
    insert into files ${numbers(60)} i, 'dir/' || i || '.c', 1 from n; insert into gone ${numbers(300)} hex(i) from n;
    insert into tags ${numbers(90)} i, 'SUBSYSTEM ' || (i % 30), 1 + i % 60, 1 from n;
    insert into symbols ${numbers(200)} i, 'function_' || i, '0x' || i, 'direct', 1 + i % 60, 1 from n;
    insert into xrefs ${numbers(900)} 1 + i % 200, 1 + i % 77, '0x1', 'dir/' || (i % 60) || '.c:' || i, 1 from n;
    insert into xrefs values (1, 2, '0x1', printf('%.*c', 2000, 'd') || ':7', 1); drop table gone`)
  database.close()
  return readFileSync(path)
}

/** Functions, calls, subsystems, tags, files. */
const wholeCounts = [200, 901, 30, 90, 60]

async function outcomeOf(bytes: Uint8Array, path = join(folder, 'damaged.db')): Promise<string> {
  writeFileSync(path, bytes)
  try {
    const { graph, report } = await openGraph(path, { name: 'damaged.db' })
    if (report.length > 0) return 'told'
    const { subsystems, tagSubsystem, files } = graph
    const counts = [functionCount(graph), callCount(graph), countOf(subsystems), tagSubsystem.length, countOf(files)]
    return counts.every((count, index) => count >= (wholeCounts[index] ?? 0)) ? 'no fewer' : counts.join(' ')
  } catch (error) {
    if (error instanceof StpaError) return 'refused'
    throw error
  }
}

/** Numbers that look random and are the same in every run. */
function numbersFrom(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * end)
  }
}

describe('a damaged database', () => {
  const whole = smallPages()
  const pages = whole.length / 512

  it('that is cut at any byte is refused', async () => {
    expect(await outcomeOf(whole)).toBe('no fewer')
    const taken: number[] = []
    for (let size = 16; size < whole.length; size += size % 512 === 0 ? 255 : 257 - (size % 2))
      if ((await outcomeOf(whole.subarray(0, size))) !== 'refused') taken.push(size)
    for (let page = 1; page < pages; page++)
      if ((await outcomeOf(whole.subarray(0, page * 512))) !== 'refused') taken.push(page * 512)
    expect(taken).toEqual([])
  })

  it('with another number of pages in its head, or without one that is true, is refused where it is not whole', async () => {
    const head = (set: (bytes: Buffer) => void, size = whole.length) => {
      const bytes = Buffer.from(whole.subarray(0, size))
      set(bytes)
      return outcomeOf(bytes)
    }
    for (const number of [1, pages - 1, pages + 1, 2 ** 31])
      expect(await head((bytes) => bytes.writeUInt32BE(number, 28))).toBe('refused')
    // The number is not believed: pages are counted by the length, and what a cut took is missed.
    for (let page = 1; page < pages; page += 3)
      expect(await head((bytes) => bytes.writeUInt32BE(7, 92), page * 512)).toBe('refused')
    expect(await outcomeOf(Buffer.concat([whole, Buffer.alloc(512)]))).toBe('refused')
  })

  it('with any pages overwritten, or bytes changed, is refused, or says what is missing, or lacks nothing', async () => {
    const below = numbersFrom(Number(process.env.STPA_SEED ?? 1))
    const wrong: string[] = []
    for (let round = 0; round < 600; round++) {
      const bytes = Buffer.from(whole)
      const at = below(bytes.length)
      const page = at - (at % 512)
      const [kind, other] = [below(6), below(pages) * 512]
      if (kind === 0) bytes.fill(0, page, page + 512)
      else if (kind === 1) bytes.copy(bytes, page, other, other + 512)
      else if (kind === 2) bytes.fill(below(256), at, at + 1 + below(64))
      else if (kind === 3) bytes.writeUInt8(below(256), at)
      else if (kind === 4)
        bytes.writeUInt8(below(256), page + below(12)) // the page's own head
      else for (let of = page; of < page + 512 && of < bytes.length; of++) bytes[of] = below(256)
      const outcome = await outcomeOf(bytes)
      if (!['refused', 'told', 'no fewer'].includes(outcome)) wrong.push(`${round}: kind ${kind} at ${at}: ${outcome}`)
    }
    expect(wrong).toEqual([])
  })

  it('with rows of no instance says so, and one with changes in a file beside it too', async () => {
    const path = join(folder, 'told.db')
    const database = new Database(path)
    database.exec(`${schema} insert into files values (1, 'a.c', 1), (2, 'b.c', null); insert into tags values (1, 'A', 1, 0);
      insert into symbols values (1, 'f', '0x1', 'direct', 1, 1), (2, 'g', '0x2', 'direct', 1, 8);
      insert into xrefs values (1, 1, '0x1', '', 1), (1, 1, '0x1', '', 0), (1, 1, '0x1', '', null);
      pragma journal_mode = wal`)
    database.close()
    const { report } = await openGraph(path, { name: 'told.db' })
    expect(report.map(({ message }) => message)).toEqual([
      'changes that told.db may have kept in a file of its own (told.db-wal): they are missing unless it was closed properly',
      '1 files of no instance of the database',
      '1 tags of no instance of the database',
      '1 functions of no instance of the database',
      '2 calls of no instance of the database',
    ])
  })

  it('of Linux 6.1 with one page of nothing is refused', async () => {
    const data = new URL('../../../../shared/data/ks-nav/linux-6.1.192.db.gz', import.meta.url)
    if (!existsSync(data)) return void process.stdout.write('SKIPPED: a damaged Linux 6.1: ../shared/data is absent\n')
    const bytes = gunzipSync(readFileSync(data))
    expect(await outcomeOf(bytes.subarray(0, bytes.length - 4_096))).toBe('refused')
    bytes.fill(0, 4_096 * 3_000, 4_096 * 3_001)
    expect(await outcomeOf(bytes)).toBe('refused')
  })
})
