import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of a PostgreSQL that tests may make databases in; '' when there is none. */
    postgres: string
  }
}

/**
 * Before the storage tests: the PostgreSQL of STPA_TEST_POSTGRES, else one of our own in a temporary folder, when its
 * programs are on this machine. Without either the tests run on SQLite alone, and say so.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.STPA_TEST_POSTGRES
  const server = given ? { url: given, stop: async () => undefined } : await startPostgres()
  if (!server) console.log('SKIPPED: storage tests on PostgreSQL: no initdb and no STPA_TEST_POSTGRES on this machine.')
  project.provide('postgres', server?.url ?? '')
  return async () => server?.stop()
}

function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...versions]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, or as nobody. */
function otherUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {} // there is no such user: the next one
  }
  return undefined
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export type Postgres = {
  readonly url: string
  /** Ends it and takes its files away. */
  readonly stop: () => Promise<void>
  /** Ends it as a machine that is restarted does; `resume` starts it again on the same files. */
  readonly halt: () => Promise<void>
  readonly resume: () => Promise<void>
}

/** A server of its own in a temporary folder; undefined when its programs are not on this machine. */
export async function startPostgres(): Promise<Postgres | undefined> {
  const programs = findPrograms()
  if (!programs) return undefined
  const user = otherUser()
  const folder = mkdtempSync(join(tmpdir(), 'stpa-postgres-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const options = { ...user, cwd: folder, stdio: 'ignore' } as const
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'stpa', '-A', 'trust', '-E', 'UTF8', '--no-sync'], options)
  const port = await freePort()
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off']
  const url = `postgresql://stpa@127.0.0.1:${port}/postgres`
  const begin = async () => {
    const child = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings], options)
    await waitFor(url)
    return child
  }
  let child = await begin()
  const end = async (signal: 'SIGQUIT' | 'SIGINT'): Promise<void> => {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill(signal)
    await ended
  }
  return {
    url,
    stop: async () => {
      await end('SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    },
    halt: () => end('SIGINT'),
    resume: async () => {
      child = await begin()
    },
  }
}

async function waitFor(url: string): Promise<void> {
  const { openStore } = await import('../store/store')
  for (let attempt = 0; ; attempt++) {
    const store = await openStore(url)
    try {
      await store.read.$queryRaw`SELECT 1`
      return
    } catch (error) {
      if (attempt > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await store.close()
    }
  }
}
