import { PrismaLibSql } from '@prisma/adapter-libsql'
import { Turns } from '../door/turns'
import { movedCode } from './databaseErrors'
import type { OpenFile } from './openFile'

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
  constructor(readonly file: OpenFile) {
    super({ url: file.url })
  }

  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    this.file.assertThere()
    const client = super.createClient(config)
    this.file.remember()
    const connection = new Connection(client, this.file)
    client.transaction = () => connection.begin()
    client.execute = connection.run
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

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
}

const isMoved = (error: unknown): boolean => error instanceof Error && 'rawCode' in error && error.rawCode === movedCode

/** One connection, which reads and writes only while its file is the one at its path. */
class Connection {
  readonly #execute: Client['execute']
  readonly #turns = new Turns()
  #isEmptied = false

  constructor(
    readonly client: Client,
    readonly file: OpenFile,
  ) {
    // The overloads of `execute` (text, statement) are those of the client itself.
    this.#execute = client.execute.bind(client) as Client['execute']
  }

  /** A statement outside of a transaction: what it wrote into a file that went meanwhile is not acknowledged. */
  readonly run: Client['execute'] = async (...statement: Parameters<Client['execute']>) => {
    await this.#assertThere()
    const result = await this.#execute(...statement)
    await this.#assertThere()
    return result
  }

  /**
   * A transaction takes the write lock at its start (asked for after a read, it cannot be waited for), and waits for it
   * outside of SQLite, which would block this process.
   */
  async begin(): Promise<Transaction> {
    await this.#assertThere()
    await this.#turns.letOthersGoFirst()
    for (const start = Date.now(); ; ) {
      try {
        await this.#look()
        await this.#execute('BEGIN IMMEDIATE').catch(async (error: unknown) => {
          await this.#reopen()
          throw error
        })
        break
      } catch (error) {
        if (!isBusy(error) || Date.now() - start > patience) throw error
        await this.#turns.waitForTheNextLook()
      }
    }
    await this.#execute('PRAGMA busy_timeout = 1000')
    this.#turns.begun((await this.#execute('PRAGMA data_version')).rows[0]?.data_version)
    return this.#transaction()
  }

  /**
   * Whether the write lock is free at this moment. A script, which the client takes back at its end: unlike a statement
   * it may fail and leaves the connection usable. @throws busy
   */
  async #look(): Promise<void> {
    await this.client.executeMultiple('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE')
  }

  #transaction(): Transaction {
    let closed = false
    const end = async (sql: string): Promise<void> => {
      closed = true
      try {
        this.#turns.ended()
        if (sql === 'COMMIT') await this.#assertThere()
        await this.#execute(sql)
        if (sql === 'COMMIT') await this.#assertThere()
      } catch (error) {
        // A full disk, say: closing the connection rolls back, too. What failed first is what counts.
        await this.#execute('ROLLBACK').catch(() => undefined)
        await this.#reopen().catch(() => undefined)
        throw error
      }
    }
    const execute = this.#execute as Transaction['execute'] // the same overloads
    return {
      execute,
      batch: (statements) => Promise.all(statements.map((statement) => execute(statement))),
      executeMultiple: (sql) => this.client.executeMultiple(sql),
      commit: () => end('COMMIT'),
      rollback: () => end('ROLLBACK'),
      close: () => undefined,
      get closed() {
        return closed
      },
    }
  }

  /**
   * libsql leaves a statement that failed so open: the connection could not commit any more ("statements in progress").
   * Where the file went, another one would be opened in its place, or made.
   */
  async #reopen(): Promise<void> {
    await this.#assertThere()
    await this.client.reconnect()
    await this.client.executeMultiple(pragmas)
  }

  async #assertThere(): Promise<void> {
    try {
      this.file.assertThere()
      this.#isEmptied = false
    } catch (error) {
      // The log at the old path is of the file that went: what was acknowledged goes there, and not into its successor.
      // Beside a file that was cut it stays: it may be all that is left.
      if (!this.#isEmptied && isMoved(error))
        await this.#execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => undefined)
      this.#isEmptied = true
      throw error
    }
  }
}
