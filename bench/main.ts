import { readFileSync } from 'node:fs'
import type { Row } from './core.bench'

// What only measures memory loads nothing else.
const parts: Readonly<Record<string, () => Promise<Row[]>>> = {
  core: async () => (await import('./core.bench')).coreRows(),
  layout: async () => (await import('./layout.bench')).layoutRows(),
  commits: async () => (await import('./commits.bench')).commitsRows(),
  people: async () => (await import('./people.bench')).peopleRows(),
  http: async () => (await import('./http.bench')).httpRows(),
  kernel: async () => (await import('./kernel.bench')).kernelRows(),
  picture: async () => (await import('./picture.bench')).pictureRows(),
  page: async () => (await import('./page.bench')).pageRows(),
  trace: async () => (await import('./trace.bench')).traceRows(),
}

// A process of its own for the memory of a loaded graph: `--load FILE` prints its resident megabytes.
const [first, loaded] = process.argv.slice(2)
if (first === '--load' && loaded) {
  const { decodeGraph } = await import('@/lib/kernel/graph/file')
  const graph = decodeGraph(loaded, readFileSync(loaded))
  globalThis.gc?.()
  globalThis.gc?.()
  console.log(process.memoryUsage.rss() / 1e6, graph.symbolIds.length)
  process.exit(0)
}

// Another for the memory of an import: `--import FILE` prints by how many megabytes it grew at most.
if (first === '--import' && loaded) {
  const [{ encodeGraph }, { openGraph }, { default: Database }] = await Promise.all([
    import('@/lib/kernel/graph/file'),
    import('@/lib/node/kernel/open'),
    import('libsql'),
  ])
  new Database(':memory:').close() // the driver itself is there before an import, and after it
  const before = process.memoryUsage.rss()
  encodeGraph((await openGraph(loaded)).graph)
  console.log((process.resourceUsage().maxRSS * 1024 - before) / 1e6)
  process.exit(0)
}

// A third for a trace taken in as evidence: `--evidence FILE KEPT` reads, sums up and keeps it as the server does.
if (first === '--evidence' && loaded) {
  const [{ importEvidence }, { readOptions }] = await Promise.all([
    import('@/lib/node/trace/importTask'),
    import('@/lib/trace/api'),
  ])
  const [kept = ''] = process.argv.slice(4)
  await importEvidence({ path: loaded, name: 'bench', kept, options: readOptions.parse({}), redaction: undefined })
  process.exit(0)
}

// And one of several that write to one database: `--commit URL IDS WRITERS` prints its commits per second.
if (first === '--commit' && loaded) {
  const [ids = '', writers = '1'] = process.argv.slice(4)
  await (await import('./commits.bench')).writersOf(loaded, ids.split(','), Number(writers))
}

const wanted = process.argv.slice(2)
const rows: Row[] = []
for (const [name, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await run()))

const figure = (value: number): string => value.toFixed(value < 10 ? 1 : 0)
const ratioOf = (ratio: number): string => ratio.toFixed(ratio < 0.01 ? 5 : 2)

const cells = rows.map(({ what, ours, peer, goal }) => [
  what,
  `${figure(ours)} ms`,
  `${peer.toFixed(0)} ms`,
  `${ratioOf(ours / peer)}x`,
  goal,
])
const table = [['what', 'ours', 'peer', 'ratio', 'goal (at most)'], ...cells]
const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
process.exit(0)
