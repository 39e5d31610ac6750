import type { FlagCode, TraceCall, TraceFlag, TraceNote, TraceReader, TraceSink } from '../model'
import { type Ending, readEnding } from './ending'
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
  readonly #leader: Leader = { pid: -1, at: undefined, end: 0 }
  readonly #ending: Ending = {
    ...{ argsEnd: 0, resultFrom: 0, resultTo: 0, outcome: 'unknown', errno: '', seconds: undefined },
    isInjected: false,
  }
  readonly #threads = new Threads()
  readonly #pending = new Map<number, Pending>()
  readonly #exited = new Set<number>()
  readonly #flags = new Map<FlagCode, { count: number; line: number }>()
  /** A line that the tracer's own words cut in two: its thread, and what stood before. */
  #cut: { readonly thread: number; readonly line: number; readonly head: string } | undefined
  #line = 0
  #last = Number.NEGATIVE_INFINITY

  constructor(readonly sink: TraceSink) {}

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

  /** What is still open is given as a call without an end; then what limits the trace. */
  end(): TraceFlag[] {
    for (const [thread, pending] of this.#pending) {
      this.#giveOpen(pending, thread, this.#line)
      if (!this.#exited.has(thread)) this.flag('neverResumed', pending.line)
    }
    this.#pending.clear()
    return [...this.#flags].map(([code, { count, line }]) => ({ code, count, line }))
  }

  flag(code: FlagCode, line = this.#line): void {
    const known = this.#flags.get(code)
    if (known) known.count++
    else this.#flags.set(code, { count: 1, line })
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
    else this.flag('detached')
    this.#note(pid, what === 'attached' ? 'attached' : 'detached', '')
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
          : this.#call(text, from, thread, line)
    if (isRead) return
    this.flag('unknownLines')
    this.sink.unknown?.(this.#line, text)
  }

  #call(text: string, from: number, thread: number, line: number): boolean {
    const open = nameEnd(text, from)
    if (open < 0) return false
    const name = text.slice(from, open)
    if (name === 'io_uring_enter') this.flag('ioUring')
    const tail = text.endsWith('...>') ? /<(?:unfinished|detached) \.\.\.>$/.exec(text) : null
    if (tail) return this.#begin(thread, { line, at: this.#time(), name, args: text.slice(open + 1, tail.index) })
    if (readEnding(text, open + 1, this.#ending)) {
      const { line: end, ending } = { line: this.#line, ending: this.#ending }
      this.#give(line, end, thread, this.#time(), name, text.slice(open + 1, ending.argsEnd), text)
      return true
    }
    // Program output may look like a call; what begins as arguments do was cut off.
    if (!/^[a-z_]\w*\((?:$|["A-Z\d{[~<(&-])/.test(text.slice(from))) return false
    return this.#begin(thread, { line, at: this.#time(), name, args: text.slice(open + 1) })
  }

  /** `<... read resumed>"x", 1) = 1`; the name is a guess after `restart_syscall`. */
  #resumed(text: string, from: number, thread: number): boolean {
    const match = /^<\.\.\. (\w+) resumed> ?/.exec(text.slice(from, from + 120))
    if (!match) return text.startsWith('<detached ...>', from) || text.startsWith('<unfinished ...>', from)
    const start = from + match[0].length
    const pending = this.#pending.get(thread)
    this.#pending.delete(thread)
    if (!pending) this.flag('orphanResumed')
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
    const [, sign, said = ''] = /^(---|\+\+\+) (.*) \1$/.exec(text.slice(from)) ?? []
    if (sign === undefined) return false
    if (sign === '---') {
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
      this.flag('neverResumed', before.line)
    }
    this.#pending.set(thread, pending)
    return true
  }

  #time(): number | undefined {
    const { at } = this.#leader
    if (at === undefined) return undefined
    // Times since the line before (-r) go up and down; those of a clock do not, but for its new day.
    if (at < this.#last - 1 && at > 86_400) this.flag('clockBackwards')
    this.#last = at
    return at
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
    if (isInjected) this.flag('injected', line)
    const result = text.slice(resultFrom, resultTo)
    const call: TraceCall = { line, endLine, pid, at, name, args, result, outcome, errno, seconds, isInjected }
    this.sink.call(call)
  }

  #giveOpen({ line, at, name, args }: Pending, pid: number, endLine: number): void {
    const nothing = { result: '', outcome: 'unknown', errno: '', seconds: undefined, isInjected: false } as const
    this.sink.call({ line, endLine, pid, at, name, args, ...nothing })
  }
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
