// Fifty people at work over HTTP: each reads or writes for a moment, then thinks for a second; and how long the server
// takes to open a large analysis.  node scripts/bench.mjs people
import { existsSync, rmSync } from 'node:fs'
import type { Row } from './core.bench'
import { generatedStpatools } from './generated'
import { address, folder, send, started, stopped } from './server'
import { signedIn } from './uploads'

const people = 50
const minutes = 0.5

async function imported(cookie: string, ucas: number): Promise<string> {
  const form = new FormData()
  form.append('options', JSON.stringify({ dryRun: false }))
  form.append('files', new File([generatedStpatools(ucas)], 'generated.yml'))
  const outcome: { analysis: string } = await (await send('POST', '/api/imports', form, cookie)).json()
  return outcome.analysis
}

/** Milliseconds of each commit of one person. */
async function atWork(id: string, number: number, until: number): Promise<number[]> {
  const cookie = await signedIn()
  const times: number[] = []
  await thought(Math.random())
  for (let count = 0; performance.now() < until; count++) {
    const uid = `p${number}-${count}`
    const operations = [{ op: 'create', uid, kind: 'hazard', fields: { text: `Hazard ${count} of person ${number}` } }]
    const start = performance.now()
    await send(
      'POST',
      `/api/analyses/${id}/operations`,
      JSON.stringify({ operations, commitId: `commit-${uid}` }),
      cookie,
    )
    times.push(performance.now() - start)
    await thought(1)
  }
  return times
}

const thought = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1_000))

/** The longest but one of a hundred. */
const slowest = (times: readonly number[]): number =>
  [...times].sort((left, right) => left - right)[Math.floor(times.length * 0.99)] ?? 0

/** Milliseconds until the first byte, unpacked by nobody: what the server takes. */
async function opening(id: string): Promise<number> {
  const start = performance.now()
  const response = await fetch(`${address}/api/analyses/${id}?behind`)
  const ms = performance.now() - start
  await response.arrayBuffer()
  return ms
}

export async function peopleRows(): Promise<Row[]> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('not built: npm run build')
  const server = await started()
  try {
    const cookie = await signedIn()
    const id = await imported(cookie, 2_700)
    const until = performance.now() + minutes * 60_000
    const times = await Promise.all(Array.from({ length: people }, (_, number) => atWork(id, number, until)))
    const large = await imported(cookie, 27_000)
    const openings: number[] = []
    for (let round = 0; round < 9; round++) {
      const operations = [{ op: 'create', uid: `o${round}`, kind: 'hazard', fields: { text: 'one more' } }]
      await send('POST', `/api/analyses/${large}/operations`, JSON.stringify({ operations }), cookie)
      openings.push(await opening(large))
    }
    const median = openings.sort((left, right) => left - right)[4] ?? 0
    return [
      { what: '99th of 100 commits of 50 people / 300 ms', ours: slowest(times.flat()), peer: 300, goal: '1' },
      { what: 'opening 30000 items, just changed / 200 ms', ours: median, peer: 200, goal: '1' },
    ]
  } finally {
    await stopped(server)
    rmSync(folder, { recursive: true, force: true })
  }
}
