import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { movedCode } from './databaseErrors'

/** SQLite's own code for a file that does not hold what it says. */
const corruptCode = 11

/**
 * The file that the connections of a store have open, and whether it is still the one at its path, and whole. SQLite goes
 * on with a file that was moved, replaced, deleted or cut short, and acknowledges what nobody will find again (it looks
 * only with its rollback journal), and a connection that is opened later makes a new one in its place. It never makes a
 * file shorter itself, since nothing here vacuums one. One look costs two microseconds.
 */
export class OpenFile {
  readonly path: string
  #identity: string | undefined
  #largest = 0n
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

  #assertWhole(size: bigint): void {
    this.#wasCut ||= size < this.#largest
    this.#largest = size
    if (!this.#wasCut) return
    const message = `the database file ${this.path} was cut short while it was open`
    throw Object.assign(new Error(message), { code: 'SQLITE_CORRUPT', rawCode: corruptCode })
  }

  #look(): { readonly identity: string; readonly size: bigint } | undefined {
    const found = statSync(this.path, { bigint: true, throwIfNoEntry: false })
    return found && { identity: `${found.dev} ${found.ino}`, size: found.size }
  }
}
