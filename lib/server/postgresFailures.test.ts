import { describe, expect, inject, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { migrate } from '@/scripts/migrate.mjs'
import { commit } from './commit'
import { loadAnalysis } from './read'
import { refusalOf } from './store/databaseErrors'
import { postgresPool } from './store/postgres'
import type { Store } from './store/store'
import { startPostgres } from './testing/postgres'
import { randomFrom } from './testing/random'
import { create, createSample } from './testing/samples'
import { ann, freshDatabase, openTestStore } from './testing/stores'

const seed = Number(process.env.STPA_SEED ?? Math.floor(Math.random() * 1e9))
const save = (store: Store, id: string, uid: string) =>
  commit(store, id, ann, { operations: [create(uid, 'hazard', uid)], commitId: `commit-${uid}` })

/** Why a work was refused; '' when it was done. A bug is thrown on. */
async function told(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return ''
  } catch (error) {
    const refusal = error instanceof StpaError ? error : refusalOf(error)
    if (!refusal) throw error
    return refusal.code
  }
}

const kept = async (store: Store, id: string): Promise<(string | null)[]> => {
  const rows = await store.read.change.findMany({ where: { analysisId: id, commitId: { not: null } } })
  return rows.map(({ commitId }) => commitId)
}

/** Sent until it is acknowledged, as the browser does. */
async function saveAtLast(store: Store, id: string, uid: string): Promise<string[]> {
  const refusals: string[] = []
  for (;;) {
    const answer = await told(save(store, id, uid))
    if (answer === '') return refusals
    refusals.push(answer)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

describe.runIf(inject('postgres') !== '')(`a PostgreSQL that fails (STPA_SEED=${seed})`, () => {
  it('ends a connection that was just given out: that ends nothing else', async () => {
    const pool = postgresPool(await freshDatabase('postgresql'))
    const [taken, killer] = [await pool.connect(), await pool.connect()]
    const { rows } = await taken.query('SELECT pg_backend_pid() AS pid')
    // An error that nobody listens to would fail the whole run: `once` of node:events would listen.
    const ended = new Promise((resolve) => taken.once('end', resolve))
    await killer.query('SELECT pg_terminate_backend($1)', [rows[0].pid])
    await ended
    taken.release(true)
    killer.release()
    await pool.end()
  })

  it('ends connections in the middle of commits: each is there once, or refused as what it is', async () => {
    const url = await freshDatabase('postgresql')
    const [store, killer] = [await openTestStore(url), await openTestStore(url)]
    const id = await createSample(store)
    const random = randomFrom(seed)
    const endConnections = () => killer.write.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND datname = current_database()`
    const refusals: string[] = []
    const uids = Array.from({ length: 40 }, (_, index) => `x${index}`)
    let usual = 20
    for (const uid of uids) {
      const begin = Date.now()
      const saving = saveAtLast(store, id, uid)
      await new Promise((resolve) => setTimeout(resolve, random() * usual))
      await endConnections()
      const refused = await saving
      if (refused.length === 0) usual = Math.min(60, Date.now() - begin + 2) // within what one takes on this machine
      refusals.push(...refused)
    }
    expect(new Set(refusals)).toEqual(new Set(['unavailable']))
    expect(await kept(killer, id)).toEqual(uids.map((uid) => `commit-${uid}`))
  })

  it('lets a statement wait too long: it is busy, and nothing is written', async () => {
    const url = new URL(await freshDatabase('postgresql'))
    const holder = await openTestStore(url.href)
    const id = await createSample(holder)
    url.searchParams.set('options', '-c statement_timeout=150')
    const store = await openTestStore(url.href)
    let answer = ''
    await holder.write.$transaction(async (tx) => {
      await tx.analysis.update({ where: { id }, data: { title: 'Held' } })
      answer = await told(save(store, id, 'a'))
    })
    expect([answer, await kept(store, id)]).toEqual(['busy', []])
  })

  it('is not there, does not know us, or holds other tables', async () => {
    const right = await freshDatabase('postgresql')
    const wrong = (change: (url: URL) => void): string => {
      const url = new URL(right)
      change(url)
      return url.href
    }
    const answers: string[] = []
    for (const url of [
      wrong((at) => Object.assign(at, { port: '1' })),
      wrong((at) => Object.assign(at, { pathname: '/no_such_database' })),
      wrong((at) => Object.assign(at, { username: 'nobody_here' })),
      wrong((at) => Object.assign(at, { pathname: '/postgres' })),
    ]) {
      answers.push(await told(loadAnalysis(await openTestStore(url), 'lamp')))
    }
    expect(answers).toEqual(['unavailable', 'unavailable', 'unavailable', 'damaged'])
  })
})

it('a PostgreSQL that is restarted is told as not reached, and serves again what was acknowledged', async () => {
  const postgres = await startPostgres()
  if (!postgres) return void process.stdout.write('SKIPPED: a restart of PostgreSQL: no initdb on this machine\n')
  try {
    await migrate(postgres.url)
    const store = await openTestStore(postgres.url)
    const id = await createSample(store)
    await save(store, id, 'a')
    await postgres.halt()
    expect([await told(save(store, id, 'b')), await told(loadAnalysis(store, id))]).toEqual([
      'unavailable',
      'unavailable',
    ])
    await postgres.resume()
    await saveAtLast(store, id, 'b')
    expect(await kept(store, id)).toEqual(['commit-a', 'commit-b'])
    await store.close()
  } finally {
    await postgres.stop()
  }
})
