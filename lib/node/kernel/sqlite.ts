import Database from 'libsql'
import { type RowSource, reasonOf, unreadable } from './rows'

const batchSize = 500

/** A SQLite file, opened for reading alone. `name` stands for the path in messages. @throws StpaError unreadable */
export function sqliteSource(path: string, name: string): RowSource {
  let database: Database.Database
  try {
    database = new Database(path, { readonly: true, fileMustExist: true })
  } catch (error) {
    throw unreadable({ name }, `it cannot be opened as a SQLite database (${reasonOf(error)})`)
  }
  return {
    name,
    format: 'ks-nav SQLite',
    insertionOrder: 'ORDER BY rowid',
    batches: (sql) => batches(database, sql),
    columnsOf: async (table) => {
      // With `raw` each row is an array: the driver's types do not know that.
      const rows = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).raw().all() as string[][]
      return new Set(rows.map(([column]) => column ?? ''))
    },
    close: async () => void database.close(),
  }
}

async function* batches(database: Database.Database, sql: string): AsyncGenerator<unknown[][]> {
  let batch: unknown[][] = []
  // As above: rows are arrays.
  for (const row of database.prepare(sql).raw().iterate() as IterableIterator<unknown[]>) {
    batch.push(row)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
