import { PrismaLibSql } from '@prisma/adapter-libsql'

type Client = ReturnType<PrismaLibSql['createClient']>
type Transaction = Awaited<ReturnType<Client['transaction']>>

/**
 * Write-ahead log: readers and the writer do not wait for one another. `synchronous = FULL` writes the log through to
 * the disk before a commit is acknowledged: it survives `kill -9` and, on a disk that keeps its promises, a power cut.
 * The log is cut back to 16 MB after what was larger.
 */
const pragmas = `
  PRAGMA busy_timeout = 1000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = 16777216;
  PRAGMA foreign_keys = ON;`

/**
 * libsql's client gives its connection away with each transaction and opens another one, which lacks the settings above
 * and is closed by the garbage collector alone. This one keeps its connection: the adapter lets one caller in at a time,
 * so that nothing else gets into a transaction.
 */
export class EmbeddedSqlite extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config)
    client.transaction = () => begin(client)
    return client
  }

  override async connect(): Promise<Awaited<ReturnType<PrismaLibSql['connect']>>> {
    const adapter = await super.connect()
    // After a crash the first connection recovers the log, and others are told "busy" at once, without waiting.
    for (const start = Date.now(); ; ) {
      try {
        await adapter.executeScript(pragmas)
        return adapter
      } catch (error) {
        if (!isLocked(error) || Date.now() - start > patience) throw error
        await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 30))
      }
    }
  }
}

/** What the adapter makes of SQLITE_BUSY: an error whose cause keeps SQLite's words. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && /SQLITE_BUSY/.test(JSON.stringify(error.cause ?? ''))
}

/** Another process may write for so long (milliseconds) before we give up. */
const patience = 10_000

/**
 * A transaction takes the write lock at its start (asked for after a read, it cannot be waited for), and waits for it
 * outside of SQLite, which would block this process.
 */
async function begin(client: Client): Promise<Transaction> {
  await client.execute('PRAGMA busy_timeout = 0')
  for (const start = Date.now(); ; ) {
    try {
      await client.execute('BEGIN IMMEDIATE')
      break
    } catch (error) {
      await reopen(client)
      if (!isBusy(error) || Date.now() - start > patience) throw error
      await client.execute('PRAGMA busy_timeout = 0')
      await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 15))
    }
  }
  await client.execute('PRAGMA busy_timeout = 1000')
  return transactionOf(client)
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}

/** libsql leaves a statement that failed so open: the connection could not commit any more ("statements in progress"). */
async function reopen(client: Client): Promise<void> {
  await client.reconnect()
  await client.executeMultiple(pragmas)
}

function transactionOf(client: Client): Transaction {
  let closed = false
  const end = async (sql: string): Promise<void> => {
    closed = true
    try {
      await client.execute(sql)
    } catch (error) {
      // A full disk, say: closing the connection rolls back. What failed first is what counts.
      await reopen(client).catch(() => undefined)
      throw error
    }
  }
  // The overloads of `execute` (text, statement) are those of the client itself.
  const execute = client.execute.bind(client) as Transaction['execute']
  return {
    execute,
    batch: (statements) => Promise.all(statements.map((statement) => execute(statement))),
    executeMultiple: (sql) => client.executeMultiple(sql),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    close: () => undefined,
    get closed() {
      return closed
    },
  }
}
