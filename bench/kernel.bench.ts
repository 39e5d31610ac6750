// Linux 6.1's call graph: our queries against nav's own SQL on the same file through the raw driver, whole processes
// against an empty one, an import against reading every row.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'libsql'
import { encodeGraph } from '@/lib/kernel/graph/file'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { searchGraph } from '@/lib/kernel/search'
import { treeOf } from '@/lib/kernel/walk/tree'
import { openGraph } from '@/lib/node/kernel/open'
import type { Row } from './core.bench'

const source = '../shared/data/ks-nav/linux-6.1.192.db.gz'
const starts = ['do_exit', 'start_kernel']

function time(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

const median = (values: number[]): number =>
  values.sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0

/** nav's walk in mode 2 with its queries: 2 and 3 once for each node, 4 for each call until its cache has a tag. */
function navWalk(database: Database.Database, symbol: string): number {
  // Rows are objects by column: the driver's types do not say so.
  const rows = (sql: string) => database.prepare(sql).all() as Record<string, unknown>[]
  const quoted = (text: unknown) => `'${String(text).replaceAll("'", "''")}'`
  const known = new Map<string, string>()
  const subsystem = (name: unknown): string => {
    const cached = known.get(String(name))
    if (cached !== undefined) return cached
    const found = rows(
      `select (select symbol_type from symbols where symbol_name=${quoted(name)} and symbol_instance_id_ref=1) as type, subsys_name from (select count(*) as cnt, subsys_name from tags where subsys_name in (select subsys_name from symbols, tags where symbols.symbol_file_ref_id=tags.tag_file_ref_id and symbols.symbol_name=${quoted(name)} and symbols.symbol_instance_id_ref=1) group by subsys_name order by cnt desc) as tbl`,
    ).at(-1)
    const text = found ? (found.type === 'indirect' ? 'indirect' : String(found.subsys_name)) : ''
    if (text) known.set(String(name), text)
    return text
  }
  const nodes = new Map<unknown, Record<string, unknown> | undefined>()
  const nodeOf = (id: unknown): Record<string, unknown> | undefined => {
    if (!nodes.has(id)) nodes.set(id, readNode(id))
    return nodes.get(id)
  }
  const readNode = (id: unknown) =>
    rows(
      `select symbol_id, symbol_name, subsys_name, file_name from (select * from symbols, files where symbols.symbol_file_ref_id=files.file_id and symbols.symbol_instance_id_ref=1) as dummy left outer join tags on dummy.symbol_file_ref_id=tags.tag_file_ref_id where symbol_id=${id} and symbol_instance_id_ref=1`,
    )[0]
  const visited = new Set<unknown>()
  const edges = new Set<string>()
  const first = rows(
    `select symbol_id from symbols where symbols.symbol_name=${quoted(symbol)} and symbols.symbol_instance_id_ref=1`,
  )
  const stack: [unknown, string][] = [[first[0]?.symbol_id, subsystem(symbol) || 'The REST']]
  for (let top = stack.pop(); top; top = stack.pop()) {
    const [id, left] = top
    if (visited.has(id)) continue
    visited.add(id)
    for (const call of rows(
      `select caller, callee, source_line, ref_addr from xrefs where caller = ${id} and xref_instance_id_ref = 1`,
    )) {
      const right = subsystem(nodeOf(call.callee)?.symbol_name) || 'The REST'
      if (left !== right) edges.add(`${left}->${right}`)
      if (!visited.has(call.callee)) stack.push([call.callee, right])
    }
  }
  return edges.size
}

function warmRows(graph: CallGraph, path: string): Row[] {
  const database = new Database(path, { readonly: true })
  const rows = starts.map((symbol): Row => {
    const request = { mode: 'subsystems', symbol, depth: 0, excludeBefore: [], excludeAfter: [], targets: [] } as const
    const times = Array.from({ length: 25 }, () => time(() => treeOf(graph, request))).slice(5)
    let found = 0
    const peer = time(() => {
      found = navWalk(database, symbol)
    })
    const { edges } = treeOf(graph, request)
    if (edges.length !== found) throw new Error(`${symbol}: ${edges.length} arrows, nav has ${found}`)
    return { what: `subsystems from ${symbol} / nav's queries`, ours: median(times), peer, goal: '0.001' }
  })
  database.close()
  return rows
}

function processRows(graphFile: string): Row[] {
  const run = (args: string[]) =>
    median(Array.from({ length: 9 }, () => time(() => execFileSync(process.execPath, args))))
  return starts.map((symbol): Row => {
    const ours = run(['bin/stpa.js', 'kernel', 'tree', graphFile, '--symbol', symbol])
    const bare = run(['-e', '0'])
    return { what: `stpa kernel tree ${symbol}, above node -e 0 / 150 ms`, ours: ours - bare, peer: 150, goal: '1' }
  })
}

/** Resident memory after load and collection, above bare Node after collection, against the limit; in MB. */
function memoryRow(graphFile: string): Row {
  const program = process.argv[1] ?? ''
  const measure = (...args: string[]): number =>
    median(
      Array.from({ length: 5 }, () =>
        Number.parseFloat(execFileSync(process.execPath, ['--expose-gc', ...args], { encoding: 'utf8' })),
      ),
    )
  const bare = measure('-e', 'gc(); gc(); console.log(process.memoryUsage.rss() / 1e6)')
  const ours = measure(program, '--load', graphFile) - bare
  return { what: 'resident memory of a loaded graph above bare Node (MB, not ms) / 64 MB', ours, peer: 64, goal: '1' }
}

/** By how much the process grows at most during an import, against 64 MB and six times the compact file. */
function importMemoryRow(path: string, graphFile: string): Row {
  const program = process.argv[1] ?? ''
  const measure = () =>
    Number.parseFloat(execFileSync(process.execPath, [program, '--import', path], { encoding: 'utf8' }))
  const ours = median(Array.from({ length: 5 }, measure))
  const peer = 64 + (6 * statSync(graphFile).size) / 1e6
  return { what: 'growth during an import (MB, not ms) / 64 MB + 6x its result', ours, peer, goal: '1' }
}

/** The slowest of searches that an analyst may type, once the names are at hand, and the first one. */
function searchRows(graph: CallGraph): Row[] {
  const first = time(() => searchGraph(graph, 'watchdog'))
  const words = ['a', 'e', '_', 'do_exit', 'watchdog_io', 'timer', 'nothing is called so']
  const slowest = Math.max(
    ...words.map((word) => median(Array.from({ length: 9 }, () => time(() => searchGraph(graph, word))))),
  )
  return [
    { what: 'search over all names, the first / 50 ms', ours: first, peer: 50, goal: '1' },
    { what: 'search over all names, the slowest word / 50 ms', ours: slowest, peer: 50, goal: '1' },
  ]
}

async function importRow(path: string): Promise<Row> {
  const pairs: { ours: number; peer: number }[] = []
  for (let run = 0; run < 5; run++) {
    const peer = time(() => {
      const database = new Database(path, { readonly: true })
      for (const table of ['instances', 'files', 'symbols', 'xrefs', 'tags', 'configs'])
        for (const _row of database.prepare(`SELECT * FROM ${table}`).raw().iterate()) void _row
      database.close()
    })
    const start = performance.now()
    encodeGraph((await openGraph(path)).graph)
    pairs.push({ peer, ours: performance.now() - start })
  }
  pairs.sort((left, right) => left.ours / left.peer - right.ours / right.peer)
  const { ours, peer } = pairs[2] ?? { ours: 0, peer: 1 }
  return { what: 'import of Linux 6.1 / reading every row', ours, peer, goal: '3' }
}

export async function kernelRows(): Promise<Row[]> {
  if (!existsSync(source)) {
    console.log('SKIPPED: kernel: ../shared/data is absent')
    return []
  }
  const folder = mkdtempSync(join(tmpdir(), 'stpa-bench-kernel-'))
  try {
    const path = join(folder, 'linux.db')
    writeFileSync(path, gunzipSync(readFileSync(source)))
    const { graph } = await openGraph(path)
    const graphFile = join(folder, 'linux.g')
    writeFileSync(graphFile, encodeGraph(graph))
    const memory = [memoryRow(graphFile), importMemoryRow(path, graphFile)]
    return [...warmRows(graph, path), ...searchRows(graph), ...processRows(graphFile), ...memory, await importRow(path)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
