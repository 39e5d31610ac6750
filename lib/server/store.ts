import { join, resolve } from 'node:path'
import type { Prisma, PrismaClient } from '@/generated/sqlite/client'
import { inWorkers, type RunTask } from '@/lib/node/runInWorker'
import { AnalysisCache } from './cache'
import { WaitingCommits } from './door/waiting'
import { OpenFile } from './openFile'
import { Queues } from './queues'

/** Both generated clients have the same models: one schema. The SQLite one stands for both. */
export type Transaction = Prisma.TransactionClient

/** One database with what this process remembers of it. Nothing here is the truth: several processes may share it. */
export type Store = {
  readonly provider: 'sqlite' | 'postgresql'
  readonly write: PrismaClient
  /** Single statements alone. On SQLite a connection of its own, so that reading never waits for a long import. */
  readonly read: PrismaClient
  readonly cache: AnalysisCache
  readonly queues: Queues
  readonly waiting: WaitingCommits
  /** Long work: on threads of their own, if nothing else was asked for. */
  readonly runTask: RunTask
  readonly close: () => Promise<void>
}

/** Where the embedded file and the temporary ones are. */
export function dataFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return resolve(/* turbopackIgnore: true */ environment.STPA_DATA || 'data')
}

/** Empty counts as none: the embedded file. */
export function databaseUrl(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  return environment.DATABASE_URL || `file:${join(dataFolder(environment), 'stpa.db')}`
}

/** The store of this process. Kept on globalThis: Next bundles each route on its own. */
export function store(): Promise<Store> {
  // A global of our own: declared nowhere else, written here only.
  const place = globalThis as typeof globalThis & { stpaStore?: Promise<Store> }
  place.stpaStore ??= openStore(databaseUrl()).catch((error: unknown) => {
    place.stpaStore = undefined
    throw error
  })
  return place.stpaStore
}

export async function openStore(url: string, runTask: RunTask = inWorkers()): Promise<Store> {
  const provider = /^postgres(ql)?:/.test(url) ? 'postgresql' : 'sqlite'
  const { write, read } = provider === 'postgresql' ? await openPostgres(url) : await openSqlite(url)
  const close = async (): Promise<void> => {
    await write.$disconnect()
    if (read !== write) await read.$disconnect()
  }
  const own = { cache: new AnalysisCache(), queues: new Queues(), waiting: new WaitingCommits() }
  return { provider, write, read, ...own, runTask, close }
}

/** A large import is one transaction: it may take longer than Prisma's five seconds, and others wait for their turn. */
const transactionOptions = { maxWait: 120_000, timeout: 120_000 }

async function openSqlite(url: string): Promise<Pick<Store, 'write' | 'read'>> {
  const [{ PrismaClient: Client }, { EmbeddedSqlite }] = await Promise.all([
    import('@/generated/sqlite/client'),
    import('./sqlite'),
  ])
  const file = new OpenFile(url)
  const open = (): PrismaClient => new Client({ adapter: new EmbeddedSqlite(file), transactionOptions })
  return { write: open(), read: open() }
}

async function openPostgres(url: string): Promise<Pick<Store, 'write' | 'read'>> {
  const [{ PrismaClient: Client }, { PrismaPg }, { postgresPool }] = await Promise.all([
    import('@/generated/postgresql/client'),
    import('@prisma/adapter-pg'),
    import('./postgres'),
  ])
  const adapter = new PrismaPg(postgresPool(url), { disposeExternalPool: true })
  // Generated from the same models as the SQLite client (scripts/schema.mjs): the same calls, another dialect.
  const client = new Client({ adapter, transactionOptions }) as unknown as PrismaClient
  return { write: client, read: client }
}
