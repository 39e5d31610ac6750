import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'libsql'
import { type CallGraph, callCount, countOf, functionCount } from '@/lib/kernel/graph/graph'
import { openGraph } from '@/lib/node/kernel/open'
import { schema } from '@/lib/node/kernel/testing/database'
import type { Case } from './cases'
import { Unsound } from './oracles'

const folder = mkdtempSync(join(tmpdir(), 'stpa-fuzz-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A ks-nav database with pages of every sort: of trees, of long texts, of indexes, and free ones; plain and compressed. */
export function databaseSeeds(): Uint8Array[] {
  return [512, 1024].flatMap((size) => {
    const path = join(folder, `seed-${size}.db`)
    const database = new Database(path)
    const numbers = (most: number) =>
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) select`
    database.exec(`pragma page_size = ${size}; ${schema}
      create index symbol_name_idx on symbols (symbol_name); create index caller_idx on xrefs (caller);
      create index of_idx on xrefs (xref_instance_id_ref); create table gone (text);
      insert into files ${numbers(30)} i, 'dir/' || i || '.c', 1 from n; insert into gone ${numbers(200)} hex(i) from n;
      insert into tags ${numbers(40)} i, 'SUBSYSTEM ' || (i % 10), 1 + i % 30, 1 from n;
      insert into symbols ${numbers(100)} i, 'function_' || i, '0x' || i, 'direct', 1 + i % 30, 1 from n;
      insert into xrefs ${numbers(300)} 1 + i % 100, 1 + i % 77, '0x1', 'dir/' || (i % 30) || '.c:' || i, 1 from n;
      insert into xrefs values (1, 2, '0x1', printf('%.*c', 2000, 'd') || ':7', 1); drop table gone`)
    database.close()
    const bytes = new Uint8Array(readFileSync(path))
    return [bytes, new Uint8Array(gzipSync(bytes))]
  })
}

const countsOf = ({ tagSubsystem, files, subsystems, ...graph }: CallGraph): number[] => [
  ...[functionCount(graph as CallGraph), callCount(graph as CallGraph)], // what these two ask for is there
  ...[tagSubsystem.length, countOf(files), countOf(subsystems)],
]

/** Counts of the seeds: the same bytes are the same seed. */
const wholes = new Map<Uint8Array, Promise<number[]>>()

async function opened(bytes: Uint8Array, name: string) {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return openGraph(path, { name: 'fuzz' })
}

/** A whole file through the real reader: refused, or told what is missing, or nothing is. */
export async function readDatabase(bytes: Uint8Array, { original }: Pick<Case, 'original'>): Promise<CallGraph> {
  const whole = wholes.get(original) ?? opened(original, 'whole').then(({ graph }) => countsOf(graph))
  wholes.set(original, whole)
  const before = await whole
  const { graph, report } = await opened(bytes, 'case')
  const after = countsOf(graph)
  const isLess = after.some((count, index) => count < (before[index] ?? 0))
  if (isLess && report.length === 0) throw new Unsound(`a smaller graph as if whole: ${before} before, ${after} now`)
  return graph
}
