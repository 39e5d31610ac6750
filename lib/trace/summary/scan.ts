import type { CallTally } from './tally'

const space = 32
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57
const isName = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 97 && byte <= 122) || byte === 95 || isDigit(byte))

/** Calls that say more than that they were made: processes, ends, what hides other calls. */
const telling = /^(execve|execveat|clone|clone3|fork|vfork|exit|exit_group|io_uring_\w+|syscall_.*)$/

/**
 * Counts the plain lines of a strace without making texts of them: `[pid] [time] name(…) = number|-1 ERRNO (…) [<time>]`.
 * Every other line is left to the reader; for those that it takes, both count the same (scan.test.ts).
 */
export class PlainCalls {
  readonly #ids = new Map<number, { readonly id: number; readonly name: Uint8Array; readonly isTelling: boolean }>()
  readonly #errnos = new Map<number, { readonly id: number; readonly name: Uint8Array }>()
  readonly #decoder = new TextDecoder()
  #bytes: Uint8Array = new Uint8Array(0)
  #pid = -1
  #at = -1
  #seconds = -1
  #errno = -1

  constructor(
    private readonly tally: CallTally,
    /** Tells the reader of a line that was counted here, and gives the thread whose it is (TraceReader.pass). */
    private readonly pass: (pid: number, at: number, seconds?: number) => number,
  ) {}

  /** True when the line was counted. */
  take(bytes: Uint8Array, from: number, to: number): boolean {
    this.#bytes = bytes
    const begin = this.#leader(from)
    if (begin < 0) return false
    let at = begin
    let hash = 7
    for (let byte = bytes[at]; isName(byte); byte = bytes[++at]) hash = (hash * 31 + (byte ?? 0)) | 0
    if (bytes[at] !== 40 || at === begin || at - begin > 32) return false
    const name = this.#nameOf(hash, begin, at)
    if (!name || name.isTelling) return false
    const outcome = this.#ending(at + 1, to)
    if (outcome === undefined) return false
    const thread = this.pass(this.#pid, this.#at, this.#seconds < 0 ? undefined : this.#seconds)
    this.tally.add(thread, name.id, outcome, this.#errno, this.#seconds)
    return true
  }

  /** Where the name begins, behind a pid and a time; -1 where anything else stands there. */
  #leader(from: number): number {
    this.#pid = -1
    this.#at = -1
    let at = this.#bytes[from] === 91 ? this.#bracketed(from) : from
    if (at < 0) return -1
    if (isDigit(this.#bytes[at])) at = this.#number(at)
    if (at >= 0 && isDigit(this.#bytes[at])) at = this.#number(at)
    return at
  }

  /** `[pid  9442] `. */
  #bracketed(from: number): number {
    const bytes = this.#bytes
    if (bytes[from + 1] !== 112 || bytes[from + 2] !== 105 || bytes[from + 4] !== space) return -1
    let at = from + 5
    while (bytes[at] === space) at++
    let pid = 0
    for (let byte = bytes[at] ?? 0; isDigit(byte); byte = bytes[++at] ?? 0) pid = pid * 10 + byte - 48
    this.#pid = pid
    return bytes[at] === 93 && bytes[at + 1] === space ? at + 2 : -1
  }

  /** A pid, or a time: of the day, or in seconds. Where the next part begins; -1 for anything else. */
  #number(from: number): number {
    const bytes = this.#bytes
    let at = from
    let whole = 0
    let parts = 0
    let sum = 0
    for (;;) {
      const byte = bytes[at] ?? 0
      if (isDigit(byte)) whole = whole * 10 + byte - 48
      else if (byte === 58) {
        sum = (sum + whole) * 60
        whole = 0
        parts++
      } else break
      at++
    }
    const isTime = parts === 2 || bytes[at] === 46
    if (parts === 1 || (!isTime && this.#pid >= 0)) return -1
    if (isTime) at = this.#fraction(at, sum + whole)
    else this.#pid = whole
    if (bytes[at] !== space) return -1
    while (bytes[at] === space) at++
    return at
  }

  #fraction(from: number, whole: number): number {
    const bytes = this.#bytes
    let at = from
    let scale = 1
    let value = whole
    if (bytes[at] === 46)
      for (let byte = bytes[++at] ?? 0; isDigit(byte); byte = bytes[++at] ?? 0) {
        scale /= 10
        value += (byte - 48) * scale
      }
    this.#at = value
    return at
  }

  #nameOf(hash: number, from: number, to: number) {
    const known = this.#ids.get(hash)
    if (known) return this.#isSame(known.name, from, to) ? known : undefined
    if (this.#ids.size > 2_000) return undefined
    const name = this.#bytes.slice(from, to)
    const text = this.#decoder.decode(name)
    const made = { id: this.tally.names.id(text), name, isTelling: telling.test(text) }
    this.#ids.set(hash, made)
    return made
  }

  #isSame(name: Uint8Array, from: number, to: number): boolean {
    if (name.length !== to - from) return false
    for (let index = 0; index < name.length; index++) if (name[index] !== this.#bytes[from + index]) return false
    return true
  }

  /** Reads `) = RESULT [<duration>]` from behind; undefined for everything that is not plain. */
  #ending(from: number, to: number): 'returned' | 'error' | undefined {
    const bytes = this.#bytes
    let end = to
    this.#seconds = -1
    this.#errno = -1
    if (bytes[end - 1] === 62) {
      if (bytes[end - 2] === 46) return undefined // <unfinished ...>
      end = this.#duration(from, end)
    }
    // The result is short, but for the path of a file that was opened.
    const stop = Math.max(from, end - 4_200)
    let equals = end - 2
    while (equals > stop && !(bytes[equals] === 61 && bytes[equals + 1] === space && bytes[equals - 1] === space))
      equals--
    if (equals <= stop) return undefined
    let close = equals - 1
    while (close > from && bytes[close] === space) close--
    return bytes[close] === 41 ? this.#result(equals + 2, end) : undefined
  }

  /** `… <0.000027>`: where the text before it ends. */
  #duration(from: number, end: number): number {
    const bytes = this.#bytes
    let at = end - 2
    let value = 0
    let scale = 1
    let dot = 0
    for (let byte = bytes[at] ?? 0; at > from && (isDigit(byte) || byte === 46); byte = bytes[--at] ?? 0) {
      if (byte === 46) dot = scale
      else {
        value += (byte - 48) * scale
        scale *= 10
      }
    }
    if (bytes[at] !== 60 || bytes[at - 1] !== space || dot === 0) return end
    this.#seconds = value / dot
    return at - 1
  }

  #result(from: number, end: number): 'returned' | 'error' | undefined {
    const bytes = this.#bytes
    if (bytes[from] === 45) return this.#failure(from, end)
    let at = from
    if (bytes[at] === 48 && bytes[at + 1] === 120) {
      at += 2
      while (isDigit(bytes[at]) || ((bytes[at] ?? 0) >= 97 && (bytes[at] ?? 0) <= 102)) at++
    } else while (isDigit(bytes[at])) at++
    if (at === from) return undefined
    if (at === end) return 'returned'
    const isPath = bytes[at] === 60 && bytes[end - 1] === 62
    const isNote = bytes[at] === space && bytes[at + 1] === 40 && bytes[end - 1] === 41 && bytes[end - 2] !== 68 // INJECTED
    return isPath || isNote ? 'returned' : undefined
  }

  /** `-1 ENOENT (No such file or directory)`. */
  #failure(from: number, end: number): 'error' | undefined {
    const bytes = this.#bytes
    const begin = from + 3
    if (bytes[from + 1] !== 49 || bytes[begin - 1] !== space || bytes[begin] !== 69) return undefined
    let at = begin
    let hash = 7
    for (let byte = bytes[at] ?? 0; (byte >= 65 && byte <= 90) || isDigit(byte) || byte === 95; byte = bytes[++at] ?? 0)
      hash = (hash * 31 + byte) | 0
    if (bytes[at] !== space || bytes[end - 1] !== 41 || bytes[end - 2] === 68) return undefined
    const known = this.#errnos.get(hash)
    if (known && !this.#isSame(known.name, begin, at)) return undefined
    if (!known && this.#errnos.size > 500) return undefined
    this.#errno = known ? known.id : this.#newErrno(hash, begin, at)
    return 'error'
  }

  #newErrno(hash: number, from: number, to: number): number {
    const name = this.#bytes.slice(from, to)
    const id = this.tally.errnos.id(this.#decoder.decode(name))
    this.#errnos.set(hash, { id, name })
    return id
  }
}
