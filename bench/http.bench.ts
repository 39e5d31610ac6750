// A 10,000-item analysis over HTTP: a cached revision against a static file of the same bytes from the same Next, and
// the first load after a restart against reading the same rows with the raw driver.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { OpenFile } from '@/lib/server/store/openFile'
import { EmbeddedSqlite } from '@/lib/server/store/sqlite'
import type { Row } from './core.bench'
import { generatedStpatools } from './generated'
import { address, folder, send, started, stopped } from './server'

const database = `file:${join(folder, 'stpa.db')}`
const statics = join('.next', 'static', 'bench')

/** Milliseconds until the last byte, and the bytes; asked for as they are (identity), so that neither side compresses. */
async function timed(path: string): Promise<{ ms: number; body: Buffer }> {
  const start = performance.now()
  const body = await new Promise<Buffer>((resolve, reject) => {
    get(`${address}${path}`, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const whole = Buffer.concat(chunks)
        if (response.statusCode === 200) resolve(whole)
        else reject(new Error(`${path}: ${response.statusCode} ${whole.toString().slice(0, 300)}`))
      })
    }).on('error', reject)
  })
  return { ms: performance.now() - start, body }
}

/** Imports the analysis as a user would; its id. */
async function imported(): Promise<string> {
  const named = await send('PUT', '/api/author', JSON.stringify({ name: 'Bench' }))
  const cookie = named.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const form = new FormData()
  form.append('options', JSON.stringify({ dryRun: false }))
  form.append('files', new File([generatedStpatools(9_080)], 'generated.yml'))
  const outcome: { analysis: string } = await (await send('POST', '/api/imports', form, cookie)).json()
  return outcome.analysis
}

/** The same rows with the driver alone, on a connection of its own: what any first load must at least do. */
async function readRaw(id: string): Promise<number> {
  const start = performance.now()
  const client = new EmbeddedSqlite(new OpenFile(database)).createClient({ url: database })
  let rows = 0
  for (const [table, column] of [
    ['Analysis', 'id'],
    ['Item', 'analysisId'],
    ['Link', 'analysisId'],
    ['Position', 'analysisId'],
  ])
    rows += (await client.execute({ sql: `SELECT * FROM "${table}" WHERE "${column}" = ?`, args: [id] })).rows.length
  const ms = performance.now() - start
  client.close()
  if (rows < 20_000) throw new Error(`only ${rows} rows`)
  return ms
}

const median = (values: readonly number[]): number =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0

async function firstLoads(id: string, path: string): Promise<Row[]> {
  const [first, second, raw]: [number[], number[], number[]] = [[], [], []]
  for (let restart = 0; restart < 10; restart++) {
    const server = await started()
    if (restart % 2 === 1) await timed('/')
    raw.push(await readRaw(id))
    const { ms } = await timed(path)
    ;(restart % 2 === 1 ? second : first).push(ms)
    await stopped(server)
  }
  const peer = median(raw)
  return [
    { what: 'first load after a restart, the very first request / raw driver', ours: median(first), peer, goal: '4' },
    { what: 'first load after a restart, after the home page / raw driver', ours: median(second), peer, goal: '4' },
  ]
}

async function cachedLoads(path: string, body: Buffer): Promise<Row> {
  mkdirSync(statics, { recursive: true })
  writeFileSync(join(statics, 'analysis.json'), body)
  const server = await started()
  const [ours, peer]: [number[], number[]] = [[], []]
  for (let round = 0; round < 25; round++) {
    const same = await timed('/_next/static/bench/analysis.json')
    if (!same.body.equals(body)) throw new Error('the static file has other bytes')
    const own = await timed(path)
    if (round >= 5) peer.push(same.ms)
    if (round >= 5) ours.push(own.ms)
  }
  await stopped(server)
  return { what: 'cached revision of 10000 items / static file', ours: median(ours), peer: median(peer), goal: '3' }
}

export async function httpRows(): Promise<Row[]> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('not built: npm run build')
  try {
    const server = await started()
    const path = `/api/analyses/${await imported()}`
    const { body } = await timed(path)
    await stopped(server)
    return [await cachedLoads(path, body), ...(await firstLoads(path.split('/').at(-1) ?? '', path))]
  } finally {
    rmSync(statics, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
