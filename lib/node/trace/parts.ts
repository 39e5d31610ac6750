import { closeSync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** One member of a kept file: its first line, and where it stands among the others. */
export type KeptPart = { readonly firstLine: number; readonly offset: number; readonly length: number }

const packed = promisify(gzip)

const partSize = 1_000_000
/** More members than these do not wait. */
const mostWaiting = 2
/** A line that never ends is cut between parts; it stays one line. */
const longest = 8_000_000

/**
 * Writes a file in gzip members of about a megabyte that begin with a line, so that some lines of a large file can be had
 * without the rest. All members together are a gzip file of the whole. They are packed beside the thread that reads: whoever
 * pushes waits for `ready` in between. Memory: a few members.
 */
export class PartWriter {
  readonly parts: KeptPart[] = []
  readonly #file: number
  #pending: Uint8Array[] = []
  #size = 0
  #lines = 0
  #firstLine = 1
  #offset = 0
  /** What is being packed and written, one member after the other. */
  #work = Promise.resolve()
  /** The members that are not written yet. */
  readonly #waiting: Promise<void>[] = []
  /** The last line has no end yet. */
  #isOpen = false

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600)
  }

  push(chunk: Uint8Array): void {
    const last = chunk.lastIndexOf(10)
    if (last < 0) return this.#add(chunk, 0)
    this.#add(chunk.subarray(0, last + 1), linesIn(chunk))
    if (this.#size >= partSize) this.#flush()
    this.#add(chunk.subarray(last + 1), 0)
  }

  /** Resolves when more may be pushed. @throws what the file system refuses */
  async ready(): Promise<void> {
    if (this.#waiting.length > mostWaiting) await this.#waiting[0]
  }

  /** Lines of the whole file. @throws what the file system refuses */
  async end(): Promise<number> {
    this.#flush()
    await this.#work
    closeSync(this.#file)
    return this.#lines + (this.#isOpen ? 1 : 0)
  }

  /** After a failure: nothing more is written. */
  async close(): Promise<void> {
    await this.#work.catch(() => {}) // the failure that is told is the first one
    closeSync(this.#file)
  }

  #add(bytes: Uint8Array, lines: number): void {
    if (bytes.length === 0) return
    this.#pending.push(new Uint8Array(bytes)) // the chunk may be used again by whoever reads
    this.#isOpen = bytes.at(-1) !== 10
    this.#size += bytes.length
    this.#lines += lines
    if (this.#size >= longest) this.#flush()
  }

  #flush(): void {
    if (this.#size === 0) return
    const [member, firstLine] = [Buffer.concat(this.#pending, this.#size), this.#firstLine]
    this.#work = this.#work.then(async () => this.#write(await packed(member), firstLine))
    this.#waiting.push(this.#work)
    this.#work.catch(() => {}) // told by `ready` or `end`
    this.#firstLine = this.#lines + 1
    this.#pending = []
    this.#size = 0
  }

  #write(content: Uint8Array, firstLine: number): void {
    this.#waiting.shift()
    for (let written = 0; written < content.length; ) written += writeSync(this.#file, content, written)
    this.parts.push({ firstLine, offset: this.#offset, length: content.length })
    this.#offset += content.length
  }
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}
