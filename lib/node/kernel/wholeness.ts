import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import type Database from 'libsql'
import type { ReportLine } from '@/lib/stpa/model'
import { unreadable } from './rows'

/** What the first bytes of a SQLite file say of it (https://www.sqlite.org/fileformat.html, 1.3). */
type Header = {
  readonly pageSize: number
  /** Of the file; 0 where a writer of before 2010 left the number untrue. */
  readonly pages: number
  readonly hasLog: boolean
  readonly size: number
}

const headerSize = 100

function headerOf(path: string): Header {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(headerSize)
    readSync(file, bytes)
    const size = bytes.readUInt16BE(16)
    const isTrue = bytes.readUInt32BE(24) === bytes.readUInt32BE(92)
    const pages = isTrue ? bytes.readUInt32BE(28) : 0
    return { pageSize: size === 1 ? 65_536 : size, pages, hasLog: bytes[18] === 2, size: fstatSync(file).size }
  } finally {
    closeSync(file)
  }
}

/**
 * SQLite goes by the number of pages in the file's head and reads on over the rest: a file that was cut, or that
 * something was put behind, is neither read in part nor beyond its end.
 * @throws StpaError unreadable
 */
export function assertSize(path: string, name: string): void {
  const { pageSize, pages, size } = headerOf(path)
  const reason = (what: string) => unreadable({ name }, `${what}: it was cut off or damaged. Copy or make it again`)
  if (pageSize < 512 || size % pageSize > 0) throw reason('its length is no whole number of pages')
  if (pages > 0 && pages * pageSize !== size)
    throw reason(`it has ${size / pageSize} pages, and says itself that it has ${pages}`)
}

/** Tables whose values are held against their indexes, where they have some: names, and what belongs to what. */
const named = ['instances', 'files', 'symbols', 'tags']

/**
 * Every page is reached once, and holds what its own head says: a page that is damaged takes no rows with it in silence.
 * Costs a fifteenth of an import (Linux 6.1: 100 of 1,400 ms). The indexes of calls would cost 150 ms more and tell of two
 * columns alone: nothing reads them.
 * @throws StpaError unreadable
 */
export function assertPages(database: Database.Database, name: string): void {
  const mark = (sql: string) => database.prepare(sql).raw().all() as unknown[][] // with `raw` each row is an array
  database.exec('PRAGMA ignore_check_constraints = ON') // what they compute may never end
  const tables = mark(`SELECT lower(name) FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'
    AND lower(name) IN ('${named.join("', '")}')`)
  const checks = ['quick_check', ...tables.map(([table]) => `integrity_check('${table}')`)]
  for (const check of checks) {
    const column = check.replace(/\(.*/, '')
    // As bytes: a name that is no UTF-8 would be too much for the driver.
    const [row] = mark(`SELECT CAST(${column} AS BLOB) FROM pragma_${check} LIMIT 1`)
    const said = new TextDecoder().decode(row?.[0] as ArrayBuffer | undefined) // cast above
    if (said !== 'ok') throw unreadable({ name }, `it is damaged (${said.slice(0, 200)}). Copy or make it again`)
  }
}

/** What stands in a second file is not in the first one: a copy of that alone may be older than it looks. */
export function logReport(path: string, name: string): ReportLine[] {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false })
  if (!headerOf(path).hasLog || (log && log.size > 0)) return []
  const message = `changes that ${name} may have kept in a file of its own (${name}-wal): they are missing unless it was closed properly`
  return [{ outcome: 'skipped', message }]
}
