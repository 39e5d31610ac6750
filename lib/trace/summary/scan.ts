import { isRestart } from '../errno'
import type { TraceReader } from '../model'
import { mostPid, secondsOf } from '../strace/leader'
import type { CallTally } from './tally'

const space = 32
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57
const isName = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 97 && byte <= 122) || byte === 95 || isDigit(byte))

/** Calls that say more than that they were made: processes, their numbers, ends, what hides other calls. */
const telling =
  /^(?:execve|execveat|clone|clone3|fork|vfork|exit|exit_group|io_uring_\w+|getpid|gettid|set_tid_address|unshare|setns|syscall_.*)$/

/** More digits than these are not exact as one number: such a line is not plain. */
const mostDigits = 15
const mostPidDigits = 7

/**
 * Counts the plain lines of a strace without making texts of them: `[pid] [time] name(…) = number|-1 ERRNO (…) [<time>]`.
 * It takes a line only where each sign of it, but for the arguments, is as strace writes it, and its end cannot stand
 * anywhere else; every other line is left to the reader. Both count the same, also of damaged files (agreement.test.ts).
 */
export class PlainCalls {
  readonly #ids = new Map<number, { readonly id: number; readonly name: Uint8Array; readonly isTelling: boolean }>()
  readonly #errnos = new Map<number, { readonly id: number; readonly name: Uint8Array; readonly isError: boolean }>()
  readonly #decoder = new TextDecoder()
  #bytes: Uint8Array = new Uint8Array(0)
  #pid = -1
  #at = -1
  #isOfDay = false
  #seconds = -1
  #errno = -1

  constructor(
    private readonly tally: CallTally,
    /** Tells the reader of a line that was counted here, and gives the thread whose it is (TraceReader.pass). */
    private readonly pass: NonNullable<TraceReader['pass']>,
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
    const { thread, line } = this.pass(
      this.#pid,
      this.#at,
      this.#isOfDay,
      this.#seconds < 0 ? undefined : this.#seconds,
    )
    this.tally.add(thread, name.id, outcome, this.#errno, this.#seconds, line, line)
    return true
  }

  /** Where the name begins, behind a pid and a time; -1 where anything else stands there. */
  #leader(from: number): number {
    this.#pid = -1
    this.#at = -1
    let at = this.#bytes[from] === 91 ? this.#bracketed(from) : from
    if (at >= 0 && this.#pid < 0 && isDigit(this.#bytes[at])) at = this.#leading(at)
    if (at >= 0 && this.#at < 0 && isDigit(this.#bytes[at])) at = this.#time(at)
    return at
  }

  /** `[pid  9442] `. */
  #bracketed(from: number): number {
    const bytes = this.#bytes
    if (bytes[from + 1] !== 112 || bytes[from + 2] !== 105 || bytes[from + 3] !== 100 || bytes[from + 4] !== space)
      return -1
    const start = this.#afterBlanks(from + 5)
    const at = this.#afterDigits(start)
    return bytes[at] === 93 && bytes[at + 1] === space && this.#isPid(start, at) ? at + 2 : -1
  }

  /** A pid, or a time at once. */
  #leading(from: number): number {
    const at = this.#afterDigits(from)
    if (this.#bytes[at] !== space) return this.#time(from)
    return this.#isPid(from, at) ? this.#afterBlanks(at) : -1
  }

  #isPid(from: number, to: number): boolean {
    if (to === from || to - from > mostPidDigits) return false
    this.#pid = this.#valueOf(from, to)
    return this.#pid >= 1 && this.#pid <= mostPid
  }

  /** `08:21:10.523720 ` or `1795422071.141292 `. */
  #time(from: number): number {
    const bytes = this.#bytes
    this.#isOfDay = bytes[from + 2] === 58
    const whole = this.#isOfDay ? from + 8 : this.#afterDigits(from)
    const end = bytes[whole] === 46 ? this.#afterDigits(whole + 1) : whole
    const digits = end - whole - 1
    if (bytes[end] !== space || end === whole + 1 || (end === whole && !this.#isOfDay)) return -1
    const fraction = digits > 0 ? this.#valueOf(whole + 1, end) : 0
    const seconds = this.#isOfDay ? this.#ofDay(from) : whole - from > 12 ? -1 : this.#valueOf(from, whole)
    if (seconds < 0 || digits > 9 || (!this.#isOfDay && whole - from + digits > mostDigits)) return -1
    const scale = 10 ** digits
    this.#at = this.#isOfDay ? secondsOf(seconds, fraction, digits) : (seconds * scale + fraction) / scale
    return end + 1
  }

  /** `08:21:10` in seconds; -1 for what is no time of the day. */
  #ofDay(from: number): number {
    const bytes = this.#bytes
    const [hours, minutes, seconds] = [this.#two(from), this.#two(from + 3), this.#two(from + 6)]
    const isTime = bytes[from + 2] === 58 && bytes[from + 5] === 58 && hours < 24 && minutes < 60 && seconds <= 60
    return isTime ? hours * 3600 + minutes * 60 + seconds : -1
  }

  #two(at: number): number {
    const bytes = this.#bytes
    return isDigit(bytes[at]) && isDigit(bytes[at + 1]) ? this.#valueOf(at, at + 2) : Number.NaN
  }

  #valueOf(from: number, to: number): number {
    let value = 0
    for (let at = from; at < to; at++) value = value * 10 + (this.#bytes[at] ?? 0) - 48
    return value
  }

  #afterDigits(from: number): number {
    let at = from
    while (isDigit(this.#bytes[at])) at++
    return at
  }

  #afterBlanks(from: number): number {
    let at = from
    while (this.#bytes[at] === space) at++
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
    while (equals > stop && !this.#isEquals(equals)) equals--
    if (equals <= stop || this.#hasOther(from, equals)) return undefined
    let close = equals - 1
    while (close > from && bytes[close] === space) close--
    return bytes[close] === 41 ? this.#result(equals + 2, end) : undefined
  }

  #isEquals(at: number): boolean {
    const bytes = this.#bytes
    return bytes[at] === 61 && bytes[at + 1] === space && bytes[at - 1] === space
  }

  /** Another ` = ` before: one of both is in a string or a path, and the reader looks which. */
  #hasOther(from: number, equals: number): boolean {
    const bytes = this.#bytes
    for (let at = bytes.indexOf(61, from); at < equals; at = bytes.indexOf(61, at + 1))
      if (this.#isEquals(at)) return true
    return false
  }

  /** `… <0.000027>`: where the text before it ends. */
  #duration(from: number, end: number): number {
    const bytes = this.#bytes
    const point = this.#beforeDigits(end - 2)
    const open = bytes[point] === 46 ? this.#beforeDigits(point - 1) : point
    const [whole, digits] = [point - open - 1, end - 2 - point]
    const isPlain = whole > 0 && digits > 0 && whole + digits <= mostDigits && bytes[point] === 46
    if (!isPlain || open <= from || bytes[open] !== 60 || bytes[open - 1] !== space) return end
    const scale = 10 ** digits
    this.#seconds = (this.#valueOf(open + 1, point) * scale + this.#valueOf(point + 1, end - 1)) / scale
    return open - 1
  }

  #beforeDigits(from: number): number {
    let at = from
    while (at > 0 && isDigit(this.#bytes[at])) at--
    return at
  }

  /** A number, which is no error of 32 or 64 bits; behind it nothing, a path, or one note that is not of the tracer. */
  #result(from: number, end: number): 'returned' | 'error' | undefined {
    const bytes = this.#bytes
    if (bytes[from] === 45) return this.#failure(from, end)
    const isHex = bytes[from] === 48 && bytes[from + 1] === 120
    const start = isHex ? from + 2 : from
    let at = this.#afterDigits(start)
    if (isHex) for (let byte = bytes[at] ?? 0; isDigit(byte) || (byte >= 97 && byte <= 102); byte = bytes[at] ?? 0) at++
    if (at === start || at - start > mostDigits || (isHex && bytes[start] === 102)) return undefined
    if (at === end) return 'returned'
    const isPath = bytes[at] === 60 && bytes[end - 1] === 62
    return isPath || this.#isNote(at, end) ? 'returned' : undefined
  }

  /** ` (flags O_RDONLY)`; a second one, or (INJECTED) and (DELAYED), are left to the reader. */
  #isNote(from: number, end: number): boolean {
    const bytes = this.#bytes
    if (bytes[from] !== space || bytes[from + 1] !== 40 || bytes[end - 1] !== 41) return false
    if (bytes[from + 2] === 73 || bytes[from + 2] === 68) return false
    for (let at = from + 2; at < end - 1; at++) if (bytes[at] === 40 || bytes[at] === 41) return false
    return true
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
    if (at === begin + 1 || !this.#isNote(at, end)) return undefined
    const known = this.#errnos.get(hash)
    if (known && !this.#isSame(known.name, begin, at)) return undefined
    if (!known && this.#errnos.size > 500) return undefined
    const { id, isError } = known ?? this.#newErrno(hash, begin, at)
    this.#errno = id
    return isError ? 'error' : undefined
  }

  #newErrno(hash: number, from: number, to: number) {
    const name = this.#bytes.slice(from, to)
    const text = this.#decoder.decode(name)
    const made = { id: this.tally.errnos.id(text), name, isError: !isRestart(text) }
    this.#errnos.set(hash, made)
    return made
  }
}
