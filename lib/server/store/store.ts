import { createHash } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import type { PrismaClient } from '@/generated/sqlite/client'
import { programEntry } from '@/lib/node/program'
import { inWorkers, type RunTask } from '@/lib/node/runInWorker'
import { Neighbours } from '../door/neighbours'
import { WaitingCommits } from '../door/waiting'
import { AnalysisCache } from './cache'
import { OpenFile } from './openFile'
import { Queues } from './queues'

/** One database with what this process remembers of it. Nothing here is the truth: several processes may share it. */
export type Store = {
  readonly provider: 'sqlite' | 'postgresql'
  readonly write: PrismaClient
  /** Single statements alone. On SQLite a connection of its own, so that reading never waits for a long import. */
  readonly read: PrismaClient
  readonly cache: AnalysisCache
  readonly queues: Queues
  readonly waiting: WaitingCommits
  readonly neighbours: Pick<Neighbours, 'inCharge'>
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
  const { write, read, folder, identify } = provider === 'postgresql' ? await openPostgres(url) : await openSqlite(url)
  const neighbours = new Neighbours(async () => neighbourhood(folder, await identify()))
  const close = async (): Promise<void> => {
    await neighbours.close()
    await write.$disconnect()
    if (read !== write) await read.$disconnect()
  }
  const own = { cache: new AnalysisCache(), queues: new Queues(), waiting: new WaitingCommits(), neighbours }
  return { provider, write, read, ...own, runTask, close }
}

/** Where processes meet that serve one database: of the same program, since each carries out what the other was asked. */
function neighbourhood(folder: string, identity: string): string {
  const name = createHash('sha256').update(`${programEntry().digest} ${identity}`).digest('hex').slice(0, 12)
  return join(folder, 'doors', name)
}

type Opened = Pick<Store, 'write' | 'read'> & {
  /** Of this machine, and reached by all that serve this database from it. */
  readonly folder: string
  /** The same for no other database. @throws when it cannot be told */
  readonly identify: () => Promise<string>
}

/** A large import is one transaction: it may take longer than Prisma's five seconds, and others wait for their turn. */
const transactionOptions = { maxWait: 120_000, timeout: 120_000 }

async function openSqlite(url: string): Promise<Opened> {
  const [{ PrismaClient: Client }, { EmbeddedSqlite }] = await Promise.all([
    import('@/generated/sqlite/client'),
    import('./sqlite'),
  ])
  const file = new OpenFile(url)
  const open = (): PrismaClient => new Client({ adapter: new EmbeddedSqlite(file), transactionOptions })
  return { write: open(), read: open(), folder: dirname(file.path), identify: async () => file.identity }
}

async function openPostgres(url: string): Promise<Opened> {
  const [{ PrismaClient: Client }, { PrismaPg }, { postgresPool }] = await Promise.all([
    import('@/generated/postgresql/client'),
    import('@prisma/adapter-pg'),
    import('./postgres'),
  ])
  const adapter = new PrismaPg(postgresPool(url), { disposeExternalPool: true })
  // Generated from the same models as the SQLite client (scripts/schema.mjs): the same calls, another dialect.
  const client = new Client({ adapter, transactionOptions }) as unknown as PrismaClient
  const identify = async (): Promise<string> => {
    const [row] = await client.$queryRaw<{ identity: string }[]>`
      SELECT system_identifier || ' ' || oid AS identity FROM pg_control_system(), pg_database
      WHERE datname = current_database()`
    if (!row) throw new Error('PostgreSQL does not know which database this is')
    return row.identity
  }
  return { write: client, read: client, folder: dataFolder(), identify }
}
