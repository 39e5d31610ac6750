import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { movedCode } from './databaseErrors'

/**
 * The file that the connections of a store have open, and whether it is still the one at its path. SQLite goes on with a
 * file that was moved, replaced or deleted, and acknowledges what nobody will find again (it looks only with its rollback
 * journal), and a connection that is opened later makes a new one in its place. One look costs two microseconds.
 */
export class OpenFile {
  readonly path: string
  #identity: string | undefined

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
    this.#identity ??= this.#look()
  }

  /** @throws an error with SQLite's own code for it, which databaseErrors.ts tells */
  assertThere(): void {
    const now = this.#look()
    if (now !== undefined && now === (this.#identity ?? now)) return
    const words = now === undefined ? 'is not there any more' : 'is another one now'
    throw Object.assign(new Error(`the database file ${this.path} ${words}`), {
      code: 'SQLITE_READONLY_DBMOVED',
      rawCode: movedCode,
    })
  }

  #look(): string | undefined {
    const found = statSync(this.path, { bigint: true, throwIfNoEntry: false })
    return found && `${found.dev} ${found.ino}`
  }
}
