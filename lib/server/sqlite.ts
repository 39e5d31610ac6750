import { PrismaLibSql } from '@prisma/adapter-libsql'

type Client = ReturnType<PrismaLibSql['createClient']>
type Transaction = Awaited<ReturnType<Client['transaction']>>

/**
 * Write-ahead log: readers and the writer do not wait for one another. `synchronous = FULL` writes the log through to
 * the disk before a commit is acknowledged: it survives `kill -9` and, on a disk that keeps its promises, a power cut.
 */
const pragmas = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;`

/**
 * libsql's client gives its connection away with each transaction and opens another one, which lacks the settings above
 * and is closed by the garbage collector alone. This one keeps its connection: the adapter lets one caller in at a time,
 * so that nothing else gets into a transaction. It takes the write lock at its start (a lock asked for after a read
 * cannot wait for another process).
 */
export class EmbeddedSqlite extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config)
    client.transaction = () => begin(client)
    return client
  }

  override async connect(): Promise<Awaited<ReturnType<PrismaLibSql['connect']>>> {
    const adapter = await super.connect()
    await adapter.executeScript(pragmas)
    return adapter
  }
}

async function begin(client: Client): Promise<Transaction> {
  await client.execute('BEGIN IMMEDIATE')
  let closed = false
  const rollback = async (): Promise<void> => {
    closed = true
    await client.execute('ROLLBACK')
  }
  const commit = async (): Promise<void> => {
    try {
      await client.execute('COMMIT')
      closed = true
    } catch (error) {
      // A full disk, say: the connection must not stay inside the transaction. What failed first is what counts.
      await rollback().catch(() => undefined)
      throw error
    }
  }
  // The overloads of `execute` (text, statement) are those of the client itself.
  const execute = client.execute.bind(client) as Transaction['execute']
  return {
    execute,
    batch: (statements) => Promise.all(statements.map((statement) => execute(statement))),
    executeMultiple: (sql) => client.executeMultiple(sql),
    commit,
    rollback,
    close: () => undefined,
    get closed() {
      return closed
    },
  }
}
