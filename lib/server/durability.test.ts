import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sameValue } from '@/lib/stpa/fingerprint'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { changesSince } from './history'
import { readAnalysis } from './read'
import type { Store } from './store/store'
import { bundle } from './testing/bundle'
import type { Acknowledged } from './testing/committer'
import { randomFrom } from './testing/random'
import { content } from './testing/samples'
import { freshDatabase, openTestStore, providers } from './testing/stores'

/** Two processes at a time share the database; each is killed once per round. */
const rounds = 25
const processes = 2
const seed = Number(process.env.STPA_SEED ?? Math.floor(Math.random() * 1e9))

/** Death comes so many milliseconds after so many changes: at random moments, on slow machines as on fast ones. */
type Fate = { readonly changes: number; readonly milliseconds: number }

const fateFrom = (random: () => number): Fate => ({
  changes: 1 + Math.floor(random() * 4),
  milliseconds: random() * 60,
})

/** Runs a committer, kills it as told, and gives what it acknowledged. */
async function liveAndDie(script: string, url: string, number: number, fate: Fate): Promise<Acknowledged[]> {
  // Lives too short for the optimising compiler to pay.
  const programs = ['--no-opt', script, url, String(number)]
  const child = spawn(process.execPath, programs, { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let complaints = ''
  let dying = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (dying || output.split('\n').length <= fate.changes) return
    dying = true
    setTimeout(() => child.kill('SIGKILL'), fate.milliseconds)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const [code, signal] = await once(child, 'close')
  if (signal !== 'SIGKILL') throw new Error(`the process ended by itself (${code}): ${complaints}`)
  const lines = output.split('\n').slice(0, -1) // the last may be cut off
  return lines.map((line) => JSON.parse(line) as Acknowledged)
}

/** The log, carried out step by step, gives the stored rows; goes on from what was verified before. */
async function verify(store: Store, id: string, verified: Map<string, Analysis>): Promise<Map<number, string>> {
  const stored = await readAnalysis(store, id)
  const reasons = new Map<number, string>()
  let replayed = verified.get(id) ?? emptyAnalysis(id)
  while (replayed.revision < stored.revision) {
    const changes = await changesSince(store, id, replayed.revision)
    expect(changes.length, 'the log has no gap').toBeGreaterThan(0)
    for (const change of changes) {
      if (change.revision > stored.revision) break
      expect(change.revision).toBe(replayed.revision + 1)
      replayed = apply(replayed, change.operations, change.revisedAt).analysis
      reasons.set(change.revision, change.action === 'undo' || change.action === 'redo' ? '' : change.reason)
    }
  }
  const [told, kept] = [content(replayed), content(stored)]
  if (!sameValue(told, kept)) expect(kept).toEqual(told) // the slow comparison only to show what differs
  verified.set(id, replayed)
  return reasons
}

async function verifyOriginals(store: Store): Promise<void> {
  const imports = await store.read.change.findMany({
    where: { action: 'import' },
    select: { analysisId: true, revision: true },
  })
  const sources = await store.read.source.findMany({ include: { blob: true } })
  const places = (list: { analysisId: string; revision: number }[]) =>
    list.map(({ analysisId, revision }) => `${analysisId} ${revision}`).sort()
  expect(places(sources)).toEqual(places(imports))
  for (const { hash, blob } of sources) {
    expect(createHash('sha256').update(gunzipSync(blob.content)).digest('hex')).toBe(hash)
  }
  expect(await store.read.blob.count({ where: { sources: { none: {} } } })).toBe(0)
}

describe.each(providers)(`kill -9 on %s (STPA_SEED=${seed})`, (provider) => {
  it(`loses no acknowledged change in ${rounds * processes} deaths and leaves nothing half-written`, {
    timeout: 300_000,
  }, async () => {
    const url = await freshDatabase(provider)
    const store = await openTestStore(url)
    const script = await bundle('lib/server/testing/committer.ts')
    const random = randomFrom(seed)
    const verified = new Map<string, Analysis>()
    let total = 0
    for (let round = 0; round < rounds; round++) {
      const lives = await Promise.all(
        Array.from({ length: processes }, (_, index) =>
          liveAndDie(script, url, seed + round * processes + index, fateFrom(random)),
        ),
      )
      const reasons = new Map<string, Map<number, string>>()
      const ids = await store.read.analysis.findMany({ select: { id: true } })
      for (const { id } of ids) reasons.set(id, await verify(store, id, verified))
      for (const { id, revision, reason } of lives.flat()) {
        expect(reasons.get(id)?.get(revision), `${id} revision ${revision}`).toBe(reason ?? '')
        total++
      }
    }
    await verifyOriginals(store)
    console.log(
      `${provider}: ${rounds * processes} kills, ${total} acknowledged changes, all there (STPA_SEED=${seed})`,
    )
    expect(total).toBeGreaterThanOrEqual(rounds * processes)
  })
})
