// The door without HTTP: a commit against a bare transaction of the same rows, fifty who save at a time, two processes
// against one.  node scripts/bench.mjs commits
// On SQLite, and on the PostgreSQL of STPA_TEST_POSTGRES (a server in which databases may be made), when it is given.
import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAnalysis } from '@/lib/server/analyses'
import { commit } from '@/lib/server/commit'
import { openStore, type Store } from '@/lib/server/store/store'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Row } from './core.bench'

const author = { id: 'bench', name: 'Bench' }
const target = 'h-0'

/** Half hazards, half unsafe control actions that lead to the first of them. */
function generated(items: number): Operation[] {
  const create = (uid: string, kind: string, text: string): Operation => ({ op: 'create', uid, kind, fields: { text } })
  const pairs = Array.from({ length: Math.floor(items / 2) }, (_, index): Operation[] => [
    create(`h-${index}`, 'hazard', `The hazard number ${index} of the plant`),
    create(`u-${index}`, 'unsafeControlAction', `The controller opens valve ${index} while it is closed`),
    { op: 'link', from: `u-${index}`, name: 'leadsTo', to: target },
  ])
  return [create('analysis', 'analysis', `Analysis of ${items} items`), ...pairs.flat()]
}

const made = (uid: string): Operation[] => [
  { op: 'create', uid, kind: 'unsafeControlAction', fields: { text: 'The controller closes valve 7 too late' } },
  { op: 'link', from: uid, name: 'leadsTo', to: target },
]

let count = 0

async function commitOnce(store: Store, id: string): Promise<void> {
  const uid = `n-${process.pid}-${count++}`
  await commit(store, id, author, { commitId: `commit-${uid}`, operations: made(uid) })
}

/** What a commit writes at least: the head, an item, a link and an entry of the log. */
async function bareTransaction({ write }: Store, id: string): Promise<void> {
  const uid = `n-${process.pid}-${count++}`
  const [at, operations] = [new Date(), JSON.stringify(made(uid))]
  await write.$transaction(async (tx) => {
    await tx.$executeRaw`UPDATE "Analysis" SET "revision" = "revision" + 1, "updatedAt" = ${at}, "counters" = "counters"
      WHERE "id" = ${id}`
    await tx.$executeRaw`INSERT INTO "Item" ("analysisId", "uid", "kind", "key", "sortOrder", "fields")
      VALUES (${id}, ${uid}, ${'unsafeControlAction'}, ${uid}, ${count}, ${'{"text":"The controller closes it too late"}'})`
    await tx.$executeRaw`INSERT INTO "Link" ("analysisId", "fromUid", "name", "toUid", "sortOrder")
      VALUES (${id}, ${uid}, ${'leadsTo'}, ${target}, ${1})`
    await tx.$executeRaw`INSERT INTO "Change" ("analysisId", "revision", "authorId", "authorName", "at", "action",
      "operations", "inverse", "commitId") VALUES (${id}, ${1e6 + count}, ${author.id}, ${author.name}, ${at}, ${'edit'},
      ${operations}, ${'[]'}, ${`commit-${uid}`})`
  })
}

/** Milliseconds of processor time for one of `work`: others on the machine do not count. */
async function processor(work: () => Promise<void>, times: number): Promise<number> {
  const before = process.cpuUsage()
  for (let time = 0; time < times; time++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / times
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0

/** What is measured, round by round. */
const times = (): number[] => []

const sizes = [10, 300, 3_000, 30_000] as const

/** Sizes in turn, so that a machine which becomes slower meanwhile is slower for all of them. */
async function commitRows(store: Store, name: string): Promise<Row[]> {
  const measured = await Promise.all(
    sizes.map(async (items) => {
      const operations = generated(items)
      const ours = await createAnalysis(store, author, `Ours ${items}`, { operations, action: 'edit' })
      const bare = await createAnalysis(store, author, `Bare ${items}`, { operations, action: 'edit' })
      return { items, ours: ours.id, bare: bare.id, own: times(), peer: times() }
    }),
  )
  for (let round = 0; round < 14; round++) {
    for (const { ours, bare, own, peer } of measured) {
      const bareCost = await processor(() => bareTransaction(store, bare), 25)
      const ownCost = await processor(() => commitOnce(store, ours), 25)
      if (round < 2) continue // compiled and indexed by then
      own.push(ownCost)
      peer.push(bareCost)
    }
  }
  const rows = measured.map(({ items, own, peer }): Row => {
    const what = `${name}: commit at ${items} items / bare transaction`
    return { what, ours: median(own), peer: median(peer), goal: '2' }
  })
  const costAt = (items: number) => median(measured.find((each) => each.items === items)?.own ?? [])
  const what = `${name}: commit at 30000 items / at 300`
  return [...rows, { what, ours: costAt(30_000), peer: costAt(300), goal: '1.2' }]
}

const seconds = 3
const rounds = 3

/** What `--commit` runs: so many writers, each with its next commit when the one before is stored; prints commits per second. */
export async function writersOf(url: string, ids: readonly string[], writers: number): Promise<void> {
  const store = await openStore(url)
  for (const id of ids) await commitOnce(store, id)
  let [done, measured] = [0, false]
  const work = async (id: string): Promise<void> => {
    for (;;) {
      await commitOnce(store, id)
      if (measured) done++
    }
  }
  void Promise.all(Array.from({ length: writers }, (_, index) => work(ids[index % ids.length] ?? '')))
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  measured = true
  const start = performance.now()
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  console.log(done / ((performance.now() - start) / 1_000))
  process.exit(0)
}

/** Commits per second of processes that write at the same time. */
async function throughput(url: string, processes: readonly (readonly string[])[]): Promise<number> {
  const writers = String(50 / processes.length)
  const rates = processes.map(async (ids) => {
    const child = spawn(process.execPath, [process.argv[1] ?? '', '--commit', url, ids.join(), writers])
    child.stderr.pipe(process.stderr)
    let text = ''
    for await (const chunk of child.stdout) text += chunk
    return Number(text)
  })
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, 0)
}

/** In milliseconds for one commit: fewer are better, as in all rows. Each time on analyses of its own: they grow fast. */
async function throughputRows(store: Store, url: string, name: string, wanted: number): Promise<Row[]> {
  const operations = generated(3_000)
  const fresh = async () => (await createAnalysis(store, author, 'Ours', { operations, action: 'edit' })).id
  const measured = { alone: times(), together: times(), both: times(), apart: times() }
  for (let round = 0; round < rounds; round++) {
    const [one, shared, ...four] = await Promise.all(Array.from({ length: 6 }, fresh))
    const [first = '', second = '', third = '', fourth = ''] = four
    measured.alone.push(await throughput(url, [[one ?? '']]))
    measured.together.push(await throughput(url, [[shared ?? ''], [shared ?? '']]))
    measured.both.push(await throughput(url, [[first, second]]))
    measured.apart.push(await throughput(url, [[third], [fourth]]))
  }
  const row = (what: string, ours: number, peer: number, goal: string): Row => {
    return { what: `${name}: ${what}`, ours: 1_000 / ours, peer: 1_000 / peer, goal }
  }
  const [alone, together] = [median(measured.alone), median(measured.together)]
  return [
    row(`a commit of 50 writers at 3000 items / of ${wanted} a second`, alone, wanted, '1'),
    row('a commit, two processes on one analysis / one process', together, alone, '1.25'),
    row('a commit, two processes on two analyses / one process', median(measured.apart), median(measured.both), '0.83'),
  ]
}

async function databases(): Promise<{ name: string; url: string; wanted: number }[]> {
  const sqlite = {
    name: 'SQLite',
    url: `file:${join(mkdtempSync(join(tmpdir(), 'stpa-bench-')), 'stpa.db')}`,
    wanted: 100,
  }
  const server = process.env.STPA_TEST_POSTGRES
  if (!server) {
    console.log('SKIPPED: commits on PostgreSQL: no STPA_TEST_POSTGRES.')
    return [sqlite]
  }
  const name = `stpa_bench_${randomBytes(6).toString('hex')}`
  const store = await openStore(server)
  await store.write.$executeRawUnsafe(`CREATE DATABASE "${name}"`)
  await store.close()
  const url = new URL(server)
  url.pathname = name
  return [sqlite, { name: 'PostgreSQL', url: url.href, wanted: 150 }]
}

export async function commitsRows(): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, url, wanted } of await databases()) {
    execFileSync(process.execPath, ['scripts/migrate.mjs'], { env: { ...process.env, DATABASE_URL: url } })
    const store = await openStore(url)
    rows.push(...(await commitRows(store, name)), ...(await throughputRows(store, url, name, wanted)))
    await store.close()
  }
  return rows
}
