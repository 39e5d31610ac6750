import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import type { Author } from '@/lib/stpa/api'
import { migrate } from '@/scripts/migrate.mjs'
import { openStore, type Store } from '../store/store'

export type Provider = Store['provider']

/** The databases of this machine: every storage test runs on each. */
export const providers: readonly Provider[] = inject('postgres') ? ['sqlite', 'postgresql'] : ['sqlite']

const cleanUps: (() => Promise<void> | void)[] = []
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp()
})

/** Opens a store that is closed after the tests of this file. */
export async function openTestStore(url: string, runTask?: Store['runTask']): Promise<Store> {
  const store = await openStore(url, runTask)
  cleanUps.push(store.close)
  return store
}

/** The address of a new, migrated, empty database, gone after the tests of this file. */
export async function freshDatabase(provider: Provider): Promise<string> {
  const url = provider === 'sqlite' ? freshFile() : await freshPostgres(inject('postgres'))
  await migrate(url)
  return url
}

export async function freshStore(provider: Provider): Promise<Store> {
  return openTestStore(await freshDatabase(provider))
}

function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-storage-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return `file:${join(folder, 'stpa.db')}`
}

async function freshPostgres(server: string): Promise<string> {
  const name = `stpa_test_${randomBytes(6).toString('hex')}`
  const run = async (sql: string): Promise<void> => {
    const { write, close } = await openStore(server)
    await write.$executeRawUnsafe(sql)
    await close()
  }
  await run(`CREATE DATABASE "${name}"`)
  cleanUps.push(() => run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
  const url = new URL(server)
  url.pathname = name
  return url.href
}

export const ann: Author = { id: 'author-ann', name: 'Ann' }
export const bob: Author = { id: 'author-bob', name: 'Bob' }
