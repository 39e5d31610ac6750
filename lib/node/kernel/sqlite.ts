import Database from 'libsql'
import { StpaError } from '@/lib/stpa/errors'
import { callColumns, longestText, type RowSource, reasonOf, unreadable } from './rows'
import { assertPages, assertSize, logReport } from './wholeness'

const batchSize = 500

/** A SQLite file, opened for reading alone. `name` stands for the path in messages. @throws StpaError unreadable */
export function sqliteSource(path: string, name: string): RowSource {
  assertSize(path, name)
  const report = logReport(path, name) // before SQLite makes that file itself
  const database = opened(path, name)
  return {
    name,
    format: 'ks-nav SQLite',
    report,
    // An index that is damaged has no say in which rows there are.
    table: (of) => `${of} NOT INDEXED`,
    batches: (sql) => batches(database, sql),
    calls: (instance) => calls(database, instance),
    asText,
    asNumber: (column) => `CAST(${column} AS INTEGER)`,
    // No views and virtual tables: what they compute may never end.
    columnsOf: async (table) => {
      const sql = `SELECT ${asText('column.name')} FROM sqlite_master AS made, pragma_table_info('${table}') AS column
        WHERE made.type = 'table' AND lower(made.name) = '${table}' AND made.sql NOT LIKE 'CREATE VIRTUAL%'`
      // With `raw` each row is an array: the driver's types do not know that.
      const rows = database.prepare(sql).raw().all() as unknown[][]
      return new Set(rows.map(([column]) => String(column)))
    },
    close: async () => void database.close(),
  }
}

/** Checked, and as it was at one moment whatever is written meanwhile. */
function opened(path: string, name: string): Database.Database {
  let database: Database.Database | undefined
  try {
    database = new Database(path, { readonly: true, fileMustExist: true })
    database.exec('BEGIN')
    assertPages(database, name)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof StpaError) throw error
    throw unreadable({ name }, `it cannot be opened as a SQLite database (${reasonOf(error)})`)
  }
}

/**
 * The driver brings the whole process down over a text that is no UTF-8: what is not plain ASCII comes as bytes, and what
 * is too long is cut to where that is seen.
 */
function asText(column: string): string {
  const isPlain = `octet_length(${column}) = length(${column}) AND octet_length(${column}) <= ${longestText}`
  const isSafe = `${column} IS NULL OR (${isPlain} AND ${column} NOT GLOB '*[^ -~]*')`
  return `CASE WHEN ${isSafe} THEN ${column} ELSE ${cut(column)} END`
}

/** Bytes of a value, as many as can tell that it is too long. */
const cut = (column: string): string => `substr(CAST(${column} AS BLOB), 1, ${4 * longestText + 4})`

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

const packSize = 500

/** What ends a field and a row of a pack: signs that names and paths do not hold. */
const [fieldEnd, rowEnd] = ['\u001f', '\u001e']

/**
 * Calls by rowid, many rows in one value of bytes: what a driver needs for each value is most of the time of an import.
 * Where a text holds one of the ends itself, those rows are read value by value.
 */
async function* calls(database: Database.Database, instance: number): AsyncGenerator<unknown[][]> {
  // A value that is too long is cut to where that is seen; without a value there would be no line.
  const short = (column: string) =>
    `coalesce(CASE WHEN octet_length(${column}) > ${longestText} THEN ${cut(column)} ELSE ${column} END, '')`
  const line = callColumns.map(short).join(' || char(31) || ')
  const where = `FROM xrefs NOT INDEXED WHERE xref_instance_id_ref = ${instance} AND rowid > CAST(? AS INTEGER)`
  const pack = database
    .prepare(
      `SELECT CAST(max(at) AS TEXT), count(*), CAST(group_concat(line, char(30)) AS BLOB)
      FROM (SELECT rowid AS at, ${line} AS line ${where} ORDER BY rowid LIMIT ${packSize})`,
    )
    .raw()
  const single = database
    .prepare(`SELECT ${callColumns.map(asText)} ${where} AND rowid <= CAST(? AS INTEGER) ORDER BY rowid`)
    .raw()
  const decoder = new TextDecoder()
  for (let after = String(-(2n ** 63n)); ; ) {
    // As above: rows are arrays. A rowid has 64 bits: it comes and goes as text.
    const [row] = pack.all(after) as [string | null, number, ArrayBuffer][]
    const [last, count, bytes] = row ?? [null, 0]
    if (last === null || !bytes) return
    const rows = decoder
      .decode(bytes)
      .split(rowEnd)
      .map((text) => text.split(fieldEnd))
    const isWhole = rows.length === count && rows.every((fields) => fields.length === callColumns.length)
    yield isWhole ? rows : (single.all(after, last) as unknown[][]) // as above
    after = last
  }
}
