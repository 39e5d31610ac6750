import { openSync, readSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { movedCode } from './databaseErrors'

/** SQLite's own code for a file that does not hold what it says. */
const corruptCode = 11

/**
 * Files whose headers can be read, one for each database. Never closed: that would take the locks away that connections of
 * this process have on the file (fcntl).
 */
const headers = new Map<string, number>()

/**
 * The file that the connections of a store have open, and whether it is still the one at its path, and whole. SQLite goes
 * on with a file that was moved, replaced, deleted or cut short, and acknowledges what nobody will find again (it looks
 * only with its rollback journal), and a connection that is opened later makes a new one in its place. One look costs two
 * microseconds.
 */
export class OpenFile {
  readonly path: string
  #identity: string | undefined
  #size = 0n
  /** For ever: it would grow again, with a hole in it. */
  #wasCut = false

  constructor(readonly url: string) {
    this.path = url.startsWith('file:/') ? fileURLToPath(url) : url.replace(/^file:/, '')
  }

  /** Which file it is, by device and inode. @throws when no connection was opened yet */
  get identity(): string {
    if (this.#identity === undefined) throw new Error(`the database file ${this.path} was not opened`)
    return this.#identity
  }

  /** Just after opening for the first time: opening alone may move a file to another place (overlayfs). */
  remember(): void {
    this.#identity ??= this.#look()?.identity
    if (this.#identity && !headers.has(this.#identity)) headers.set(this.#identity, openSync(this.path, 'r'))
  }

  /** @throws an error with SQLite's own code for it, which databaseErrors.ts tells */
  assertThere(): void {
    const found = this.#look()
    const now = found?.identity
    if (found && now === (this.#identity ?? now)) return this.#assertWhole(found.size)
    const words = now === undefined ? 'is not there any more' : 'is another one now'
    throw Object.assign(new Error(`the database file ${this.path} ${words}`), {
      code: 'SQLITE_READONLY_DBMOVED',
      rawCode: movedCode,
    })
  }

  /** A file that gave free pages back is shorter, too: then its header says so. */
  #assertWhole(size: bigint): void {
    if (size < this.#size && !this.#holdsItsPages()) this.#wasCut = true
    this.#size = size
    if (!this.#wasCut) return
    const message = `the database file ${this.path} was cut short while it was open`
    throw Object.assign(new Error(message), { code: 'SQLITE_CORRUPT', rawCode: corruptCode })
  }

  /** While another process writes its log into the file, the header may be ahead of the rest for a moment. */
  #holdsItsPages(): boolean {
    const header = headers.get(this.identity)
    for (let look = 0; look < 50; look++) {
      if (header === undefined || pagesOf(header) <= (this.#look()?.size ?? 0n)) return true
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
    return false
  }

  #look(): { readonly identity: string; readonly size: bigint } | undefined {
    const found = statSync(this.path, { bigint: true, throwIfNoEntry: false })
    return found && { identity: `${found.dev} ${found.ino}`, size: found.size }
  }
}

/** Bytes of all pages that the header speaks of (sqlite.org/fileformat2.html, 1.3); more than any file has without one. */
function pagesOf(file: number): bigint {
  const header = Buffer.alloc(32)
  if (readSync(file, header, 0, header.length, 0) < header.length) return 1n << 62n
  const pageSize = header.readUInt16BE(16)
  return BigInt(pageSize === 1 ? 65_536 : pageSize) * BigInt(header.readUInt32BE(28))
}
