import { numberOfCall } from '../callNumber'
import { Flags } from '../flags'
import {
  firstProcess,
  type ReadingOptions,
  type TraceCall,
  type TraceFlag,
  type TraceNote,
  type TraceReader,
  type TraceSink,
  unknownProcess,
} from '../model'
import { OneText } from '../oneText'
import { StraceTables } from '../table/straceTables'
import { isCutOff, isEvent, nameEnd, resumedForm, unfinished } from './callHead'
import { Clock } from './clock'
import { readEnding } from './ending'
import { type Leader, readLeader } from './leader'
import { tells } from './lives'
import { messageIn, type TracerMessage } from './message'
import { OpenCalls } from './openCalls'
import { newEnding } from './result'
import { Takeovers } from './takeovers'
import { type LineKind, Threads } from './threads'

/** A line that the tracer's own words cut in two: its thread, the call it is of, and what stood before. */
type Cut = { readonly thread: number; readonly line: number; readonly name: string; readonly head: string }

/** Reads strace in every form. A call goes to the sink when it is whole; `end` gives those that never end. */
export class StraceReader implements TraceReader {
  readonly #leader: Leader = { pid: -1, at: undefined, end: 0, isOfDay: false }
  readonly #ending = newEnding()
  readonly #flags = new Flags()
  readonly #clock = new Clock(this.#flags)
  readonly #threads: Threads
  readonly #open: OpenCalls
  readonly #takeovers: Takeovers
  readonly #tables: StraceTables
  readonly #names = new OneText()
  #cut: Cut | undefined
  /** Thread of the call that was cut off last, by output of the program in the middle of its line. */
  #split = Number.NaN
  #line = 0

  constructor(
    readonly sink: TraceSink,
    private readonly options: ReadingOptions = {},
  ) {
    this.#tables = new StraceTables(sink, this.#flags)
    this.#open = new OpenCalls(sink, this.#flags)
    this.#threads = new Threads(
      (thread) => (this.#cut?.thread === thread ? this.#cut.name : this.#open.of(thread)?.name),
      (pid) => this.#note(firstProcess, 'named', String(pid)),
      (pid) => this.#note(pid, 'again', ''),
    )
    this.#takeovers = new Takeovers(this.#open, this.#threads)
  }

  /** Lines read so far. */
  get lines(): number {
    return this.#line
  }

  line(text: string): void {
    this.#line++
    if (text.length === 0 || text.startsWith(' > ') || text.startsWith(' | ')) return // -k and -e read=, of the call before
    const message = messageIn(text)
    if (message) this.#ofTracer(text, message)
    else if (!text.startsWith('strace: ')) this.#read(text)
  }

  /** Passes over a plain call that somebody else has read (summary/scan.ts): whose it is; pid -1 for a line that names nobody. */
  pass(pid: number, at: number, isOfDay: boolean, seconds: number | undefined): { thread: number; line: number } {
    this.#line++
    if (this.#cut) this.#suspend(this.#cut)
    this.#leader.pid = pid
    const thread = this.#threadOf('call', '')
    this.#enter(thread)
    if (at >= 0) {
      this.#leader.isOfDay ||= isOfDay
      this.#clock.wasBusy(this.#at(at), seconds)
    }
    return { thread, line: this.#line }
  }

  /** What is still open is given as a call without an end; then what limits the trace. */
  end(): TraceFlag[] {
    if (this.#cut) this.#suspend(this.#cut)
    this.#open.end(this.#line, (thread) => this.#threads.isEnding(thread))
    if (this.#threads.isFirstUnclear) this.#flags.add('processUnknown', 1)
    this.#tables.end()
    return this.#flags.list()
  }

  #read(text: string): void {
    readLeader(text, this.#leader)
    const from = this.#leader.end
    const cut = this.#cut
    if (!cut) return this.#event(text, from, this.#line)
    this.#cut = undefined
    if (isEvent.test(text.slice(from, from + 60))) {
      this.#suspend(cut)
      this.#event(text, from, this.#line)
    } else this.#event(cut.head + text, 0, cut.line, cut.thread)
  }

  /** What was cut goes on later, as a call that others interrupted. */
  #suspend({ thread, line, name, head }: Cut): void {
    this.#cut = undefined
    const open = head.indexOf('(')
    if (!head.startsWith('<')) this.#open.begin(thread, { line, at: this.#time(), name, args: head.slice(open + 1) })
  }

  /** `strace: Process 9477 attached` and the like, also in the middle of a call. */
  #ofTracer(text: string, { at, what, pid, threads, mode }: TracerMessage): void {
    if (at > 0) this.#cutAt(text.slice(0, at))
    if (what === 'attached') this.#note(this.#threads.attached(pid, threads, this.#line), 'attached', '')
    else if (what === 'detached') this.#detached(this.#threads.of(pid, 'end', '', this.#line))
    else if (what === 'mode') this.#threads.runsIn(pid, mode)
  }

  /** The thread is known by what was written of its line. */
  #cutAt(head: string): void {
    readLeader(head, this.#leader)
    const rest = head.slice(this.#leader.end)
    const open = nameEnd(rest, 0)
    const name = open > 0 ? rest.slice(0, open) : resumedForm.exec(rest)?.[1]
    if (name === undefined) return this.#unknown(head)
    if (this.#cut) this.#suspend(this.#cut)
    const thread = this.#threadOf(open > 0 ? 'call' : 'resumed', name)
    this.#cut = { thread, line: this.#line, name: this.#nameOf(name, thread), head: rest }
  }

  /** Before 4.7 that is also how strace says that a process has ended. */
  #detached(thread: number): void {
    const hasEnded = this.#threads.isEnding(thread)
    if (hasEnded) {
      this.#open.leave(thread, this.#line)
      this.#threads.ended(thread, true)
    } else {
      this.#flags.add('detached', this.#line)
      this.#threads.left(thread)
    }
    this.#note(thread, hasEnded ? 'exit' : 'detached', '')
  }

  #event(text: string, from: number, line: number, thread?: number): void {
    const code = text.charCodeAt(from)
    const isRead =
      code === 60
        ? this.#resumed(text, from, thread)
        : code === 45 || code === 43
          ? this.#mark(text, from)
          : code === 41
            ? this.#tail(text)
            : this.#call(text, from, line, thread)
    if (!isRead && !this.#tables.read(this.#line, text)) this.#unknown(text)
  }

  #unknown(text: string): void {
    this.#flags.add('unknownLines', this.#line)
    this.sink.unknown?.(this.#line, text)
  }

  #call(text: string, from: number, line: number, known?: number): boolean {
    const open = nameEnd(text, from)
    if (open < 0) return false
    const tail = text.endsWith('...>') ? unfinished.exec(text) : null
    const isWhole = !tail && readEnding(text, open + 1, this.#ending)
    if (!tail && !isWhole && !isCutOff(text, from, open)) return false
    const raw = this.#names.of(text.slice(from, open))
    const thread = known ?? this.#threadOf('call', raw)
    const name = this.#nameOf(raw, thread)
    if (isWhole) {
      this.#enter(thread)
      this.#give(line, thread, this.#time(), name, text.slice(open + 1, this.#ending.argsEnd), text)
    } else {
      if (!tail) this.#split = thread
      this.#begin(thread, line, name, text.slice(open + 1, tail?.index))
      if (tail?.[1] !== undefined)
        this.#takeovers.supersede(this.#threads.leaderNamed(Number(tail[1]), thread), thread, line)
    }
    return true
  }

  #begin(thread: number, line: number, name: string, args: string): void {
    this.#open.begin(thread, { line, at: this.#time(), name, args })
    if (name === 'exit_group' || name === 'exit') this.#threads.exits(thread, name === 'exit_group')
  }

  /** A thread that makes a call has left the one it was in. Of unknown ones, it may be another. */
  #enter(thread: number): void {
    if (this.#open.size > 0 && thread !== unknownProcess) this.#open.interrupt(thread)
  }

  /** `) = 151`: the rest of a call after what the program itself wrote to the same file, as in `strace ls &> FILE`. */
  #tail(text: string): boolean {
    const open = this.#open.of(this.#split)
    if (!open || !readEnding(text, 0, this.#ending)) return false
    this.#open.take(this.#split)
    this.#give(open.line, this.#split, open.at, open.name, open.args, text)
    this.#split = Number.NaN
    return true
  }

  /** `<... read resumed>"x", 1) = 1`. */
  #resumed(text: string, from: number, known?: number): boolean {
    const match = resumedForm.exec(text.slice(from, from + 120))
    if (!match) return text.startsWith('<detached ...>', from) || text.startsWith('<unfinished ...>', from)
    const raw = match[1] ?? ''
    const rest = text.slice(from + match[0].length).replace(/^\s*<unfinished \.\.\.>(?=\))/, '') // killed by exit_group in another thread
    const isWhole = readEnding(rest, 0, this.#ending)
    const tail = isWhole ? null : unfinished.exec(rest)
    if (!isWhole && !tail) return false
    const found = known ?? this.#threadOf('resumed', raw)
    const hasExecuted = this.#leader.pid < 0 && raw.startsWith('execve') && this.#ending.outcome === 'returned'
    const thread = hasExecuted ? this.#takeovers.leaderBy(found, this.#line) : found
    const name = this.#nameOf(raw, thread)
    const { line, at, args } = this.#resume(thread, name)
    if (tail) this.#open.begin(thread, { line, at, name, args: args + rest.slice(0, tail.index) })
    else this.#give(line, thread, at, name, args + rest.slice(0, this.#ending.argsEnd), rest)
    return true
  }

  #resume(thread: number, name: string): { line: number; at: number | undefined; args: string } {
    if (this.#open.of(thread)?.name !== name) this.#takeovers.adopt(thread, name, this.#line)
    const open = this.#open.take(thread)
    if (!open) this.#flags.add('orphanResumed', this.#line)
    return open ?? { line: this.#line, at: this.#time(), args: '' }
  }

  /** Signals `--- SIGX {…} ---` and ends `+++ exited with 0 +++`. */
  #mark(text: string, from: number): boolean {
    const [, signal, end] = /^(?:--- (.*) ---|\+\+\+ (.*) \+\+\+)$/.exec(text.slice(from)) ?? []
    if (signal !== undefined) this.#note(this.#threadOf('signal', ''), 'signal', signal)
    else if (end !== undefined) this.#ended(end)
    else return false
    return true
  }

  #ended(said: string): void {
    const heir = /^superseded by execve in pid (\d{1,7})/.exec(said)?.[1]
    const leader = heir === undefined || this.#leader.pid >= 0 ? undefined : this.#threads.leaderOf(Number(heir))
    const thread = leader ?? this.#threadOf('end', '')
    if (heir === undefined) {
      this.#open.leave(thread, this.#line)
      this.#threads.ended(thread, true)
    } else this.#takeovers.supersede(thread, Number(heir), this.#line)
    this.#threads.tellsMarks()
    this.#note(thread, heir === undefined ? 'exit' : 'superseded', said)
  }

  #threadOf(kind: LineKind, name: string): number {
    const { pid } = this.#leader
    if (pid >= 0) return this.#threads.of(pid, kind, name, this.#line)
    const thread = this.#threads.unnamed(kind, name)
    if (thread === unknownProcess) this.#flags.add('processUnknown', this.#line)
    return thread
  }

  #note(pid: number, kind: TraceNote['kind'], text: string): void {
    this.sink.note?.({ line: this.#line, pid, kind, text })
  }

  #time(): number | undefined {
    const { at } = this.#leader
    return at === undefined ? undefined : this.#at(at)
  }

  #at(at: number): number {
    return this.#clock.at(at, this.#line, this.#leader.isOfDay, this.#open.size > 0)
  }

  #give(line: number, pid: number, at: number | undefined, name: string, args: string, text: string): void {
    const { resultFrom, resultTo, outcome, errno, seconds, isInjected, hasBadNumber } = this.#ending
    if (at !== undefined) this.#clock.wasBusy(at, seconds)
    if (hasBadNumber) this.#flags.add('badNumbers', this.#line)
    const result = text.slice(resultFrom, resultTo)
    const endLine = this.#line
    const call: TraceCall = { line, endLine, pid, at, name, args, result, outcome, errno, seconds, isInjected }
    // Before the call is given: a number that it returns may have been that of another until then.
    const tell = tells.get(name)
    if (tell) tell(this.#threads, call)
    this.sink.call(call)
    if (tell) return
    if (numberOfCall(name) !== undefined) this.#flags.add('numberedCalls', line)
  }

  /** A call that strace has no name for stands there by its number; older ones have another name for one. */
  #nameOf(name: string, thread: number): string {
    if (name === '_exit') return 'exit' // before 4.10
    const number = numberOfCall(name)
    return number === undefined ? name : (this.options.systemCall?.(number, this.#threads.modeOf(thread)) ?? name)
  }
}
