import { Flags } from '../flags'
import type { TraceCall, TraceFlag, TraceNote, TraceReader, TraceSink } from '../model'
import { StraceTables } from '../table/straceTables'
import { argumentsEnd, type Ending, readEnding } from './ending'
import { type Leader, readLeader } from './leader'
import { Threads } from './threads'

/** A call that began and has not ended. */
type Pending = {
  readonly line: number
  readonly at: number | undefined
  readonly name: string
  readonly args: string
}

/**
 * Reads a strace line by line, in every form that strace writes (tracing.md 1). What it finds goes to the sink as soon as
 * it is whole; calls that never end are given by `end`.
 */
export class StraceReader implements TraceReader {
  readonly #leader: Leader = { pid: -1, at: undefined, end: 0, isOfDay: false }
  readonly #ending: Ending = {
    ...{ argsEnd: 0, resultFrom: 0, resultTo: 0, outcome: 'unknown', errno: '', seconds: undefined },
    isInjected: false,
  }
  readonly #threads = new Threads()
  readonly #pending = new Map<number, Pending>()
  readonly #exited = new Set<number>()
  readonly #flags = new Flags()
  readonly #tables: StraceTables
  /** A line that the tracer's own words cut in two: its thread, and what stood before. */
  #cut: { readonly thread: number; readonly line: number; readonly head: string } | undefined
  /** Thread of the call that was cut off last, by output of the program in the middle of its line. */
  #split = Number.NaN
  #line = 0
  #last = Number.NEGATIVE_INFINITY
  /** Seconds of the days that ended since the first line (-t, -tt). */
  #days = 0
  /** Until when some call is known to have been in progress; not known when the last one had no duration. */
  #busyUntil = Number.NEGATIVE_INFINITY
  #isUntold = true

  constructor(readonly sink: TraceSink) {
    this.#tables = new StraceTables(sink, this.#flags)
  }

  /** Number of thread 0, where a line named it; 0 else. */
  get root(): number {
    return this.#threads.root
  }

  /** Lines read so far. */
  get lines(): number {
    return this.#line
  }

  line(text: string): void {
    this.#line++
    if (text.length === 0 || text.startsWith(' > ') || text.startsWith(' | ')) return // -k and -e read=, of the call before
    if (text.includes('strace: ') && this.#ofTracer(text)) return
    this.#read(text)
  }

  /** Passes over a line that somebody else has read (summary/scan.ts): whose it is; pid -1 for a line that names nobody. */
  pass(pid: number, at: number, seconds?: number): number {
    this.#line++
    if (at >= 0) this.#wasBusy(this.#clock(at), seconds)
    return pid < 0 ? this.#threads.unnamed() : this.#threads.named(pid)
  }

  /** What is still open is given as a call without an end; then what limits the trace. */
  end(): TraceFlag[] {
    for (const [thread, pending] of this.#pending) {
      this.#giveOpen(pending, thread, this.#line)
      if (!this.#exited.has(thread)) this.#flags.add('neverResumed', pending.line)
    }
    this.#pending.clear()
    this.#tables.end()
    return this.#flags.list()
  }

  #read(text: string): void {
    readLeader(text, this.#leader)
    const { pid, end } = this.#leader
    const cut = this.#cut
    if (cut && pid < 0 && !/^(\w+\(|<\.\.\. |--- |\+\+\+ )/.test(text.slice(end))) {
      this.#cut = undefined
      this.#event(cut.head + text, 0, cut.thread, cut.line)
    } else this.#event(text, end, pid < 0 ? this.#threads.unnamed() : this.#threads.named(pid), this.#line)
  }

  /** `strace: Process 9477 attached` and `… detached`, also in the middle of a call. */
  #ofTracer(text: string): boolean {
    const match = /strace: Process (\d+) (attached|detached)/.exec(text)
    if (!match) return text.startsWith('strace: ')
    const [whole, digits, what] = match
    const head = text.slice(0, match.index)
    if (head !== '') {
      readLeader(head, this.#leader)
      const { pid, end } = this.#leader
      const thread = pid < 0 ? this.#threads.unnamed() : this.#threads.named(pid)
      this.#cut = { thread, line: this.#line, head: head.slice(end) }
    }
    const pid = Number(digits)
    if (what === 'attached') this.#threads.attach(pid)
    else this.#flags.add('detached', this.#line)
    this.#note(this.#threads.named(pid), what === 'attached' ? 'attached' : 'detached', '')
    const rest = text.slice(match.index + whole.length)
    if (rest !== '') this.#read(rest)
    return true
  }

  #event(text: string, from: number, thread: number, line: number): void {
    const code = text.charCodeAt(from)
    const isRead =
      code === 60
        ? this.#resumed(text, from, thread)
        : code === 45 || code === 43
          ? this.#mark(text, from, thread)
          : code === 41
            ? this.#tail(text)
            : this.#call(text, from, thread, line)
    if (isRead || this.#tables.read(this.#line, text)) return
    this.#flags.add('unknownLines', this.#line)
    this.sink.unknown?.(this.#line, text)
  }

  #call(text: string, from: number, thread: number, line: number): boolean {
    const open = nameEnd(text, from)
    if (open < 0) return false
    const name = text.slice(from, open)
    const tail = text.endsWith('...>') ? /<(?:unfinished|detached) \.\.\.>$/.exec(text) : null
    if (tail) return this.#begin(thread, { line, at: this.#time(), name, args: text.slice(open + 1, tail.index) })
    if (readEnding(text, open + 1, this.#ending)) {
      const { line: end, ending } = { line: this.#line, ending: this.#ending }
      this.#give(line, end, thread, this.#time(), name, text.slice(open + 1, ending.argsEnd), text)
      return true
    }
    if (!isCutOff(text, from, open)) return false
    this.#split = thread
    return this.#begin(thread, { line, at: this.#time(), name, args: text.slice(open + 1) })
  }

  /** `) = 151`: the rest of a call after what the program itself wrote to the same file, as in `strace ls &> FILE`. */
  #tail(text: string): boolean {
    const pending = this.#pending.get(this.#split)
    if (!pending || !readEnding(text, 0, this.#ending)) return false
    this.#pending.delete(this.#split)
    this.#give(pending.line, this.#line, this.#split, pending.at, pending.name, pending.args, text)
    this.#split = Number.NaN
    return true
  }

  /** `<... read resumed>"x", 1) = 1`; the name is a guess after `restart_syscall`. */
  #resumed(text: string, from: number, thread: number): boolean {
    const match = /^<\.\.\. (\w+) resumed> ?/.exec(text.slice(from, from + 120))
    if (!match) return text.startsWith('<detached ...>', from) || text.startsWith('<unfinished ...>', from)
    const start = from + match[0].length
    const pending = this.#pending.get(thread)
    this.#pending.delete(thread)
    if (!pending) this.#flags.add('orphanResumed', this.#line)
    const rest = text.slice(start)
    const { line = this.#line, at = this.#time(), name = match[1] ?? '', args = '' } = pending ?? {}
    const again = rest.replace(/^\s*<unfinished \.\.\.>(?=\))/, '') // killed by exit_group in another thread
    if (!readEnding(again, 0, this.#ending)) {
      const tail = /<(?:unfinished|detached) \.\.\.>$/.exec(again)
      if (!tail) return false
      return this.#begin(thread, { line, at, name, args: args + again.slice(0, tail.index) })
    }
    this.#give(line, this.#line, thread, at, name, args + again.slice(0, this.#ending.argsEnd), again)
    return true
  }

  /** Signals `--- SIGX {…} ---` and ends `+++ exited with 0 +++`. */
  #mark(text: string, from: number, thread: number): boolean {
    const [, signal, end] = /^(?:--- (.*) ---|\+\+\+ (.*) \+\+\+)$/.exec(text.slice(from)) ?? []
    const said = signal ?? end
    if (said === undefined) return false
    if (signal !== undefined) {
      this.#note(thread, 'signal', said)
      return true
    }
    const heir = /^superseded by execve in pid (\d+)/.exec(said)?.[1]
    if (heir === undefined) {
      this.#exited.add(thread)
      this.#threads.end(thread)
    } else this.#supersede(thread, this.#threads.named(Number(heir)))
    this.#note(thread, heir === undefined ? 'exit' : 'superseded', said)
    return true
  }

  /** A thread's execve makes it the leader: its call goes on under the leader's number. */
  #supersede(leader: number, heir: number): void {
    const open = this.#pending.get(leader)
    if (open) this.#giveOpen(open, leader, this.#line)
    const pending = this.#pending.get(heir)
    this.#pending.delete(heir)
    if (pending) this.#pending.set(leader, pending)
    else this.#pending.delete(leader)
    this.#exited.add(heir)
    this.#threads.end(heir)
  }

  #note(pid: number, kind: TraceNote['kind'], text: string): void {
    this.sink.note?.({ line: this.#line, pid, kind, text })
  }

  #begin(thread: number, pending: Pending): boolean {
    const before = this.#pending.get(thread)
    if (before) {
      this.#giveOpen(before, thread, before.line)
      this.#flags.add('neverResumed', before.line)
    }
    this.#pending.set(thread, pending)
    return true
  }

  #time(): number | undefined {
    const { at } = this.#leader
    return at === undefined ? undefined : this.#clock(at)
  }

  /** Times since the line before (-r) go up and down; those of a clock do not, but for its new day. */
  #clock(read: number): number {
    const at = read + this.#days
    if (at < this.#last - 1) return this.#backwards(at)
    if (at > this.#last + 1) this.#forwards(at)
    this.#last = at
    return at
  }

  #backwards(at: number): number {
    const isNewDay = this.#leader.isOfDay && at < this.#last - 43_200
    if (isNewDay) this.#days += 86_400
    else if (at > 86_400) this.#flags.add('clockBackwards', this.#line)
    this.#last = isNewDay ? at + 86_400 : at
    return this.#last
  }

  /** More than a second after the line before: a call explains it that is in progress, or was until then (-T). */
  #forwards(at: number): void {
    const isAbsolute = this.#leader.isOfDay || at > 1e6
    const isExplained = this.#isUntold || this.#pending.size > 0 || at <= this.#busyUntil + 1
    if (isAbsolute && !isExplained) this.#flags.add('gaps', this.#line)
  }

  #wasBusy(at: number, seconds: number | undefined): void {
    this.#isUntold = seconds === undefined
    if (seconds !== undefined && at + seconds > this.#busyUntil) this.#busyUntil = at + seconds
  }

  #give(
    line: number,
    endLine: number,
    pid: number,
    at: number | undefined,
    name: string,
    args: string,
    text: string,
  ): void {
    const { resultFrom, resultTo, outcome, errno, seconds, isInjected } = this.#ending
    if (at !== undefined) this.#wasBusy(at, seconds)
    const result = text.slice(resultFrom, resultTo)
    const call: TraceCall = { line, endLine, pid, at, name, args, result, outcome, errno, seconds, isInjected }
    this.sink.call(call)
  }

  #giveOpen({ line, at, name, args }: Pending, pid: number, endLine: number): void {
    const nothing = { result: '', outcome: 'unknown', errno: '', seconds: undefined, isInjected: false } as const
    this.sink.call({ line, endLine, pid, at, name, args, ...nothing })
  }
}

/** Program output may look like a call; what begins as arguments do, and has no end or nothing behind it, was cut off. */
function isCutOff(text: string, from: number, open: number): boolean {
  if (!/^[a-z_]\w*\((?:$|["A-Z\d{[~<(&-])/.test(text.slice(from, open + 2))) return false
  const close = argumentsEnd(text, open + 1)
  return close < 0 || /^ +(?:= ?)?$/.test(text.slice(close + 1))
}

/** The `(` behind the name of a call; -1 when the text does not begin as one. */
function nameEnd(text: string, from: number): number {
  for (let at = from; at < from + 40; at++) {
    const code = text.charCodeAt(at)
    const isName = (code >= 97 && code <= 122) || code === 95 || (code >= 48 && code <= 57 && at > from)
    if (!isName) return code === 40 && at > from ? at : -1
  }
  return -1
}
