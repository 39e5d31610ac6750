import { Commands } from '../commands'
import { Completeness } from '../completeness'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFlag, TraceFormat, TraceSink } from '../model'
import { type PerfEnded, type PerfLine, readPerfCall, readPerfLine } from './traceLine'
import { hasTables, PerfTraceTables } from './traceTables'

type Pending = { readonly line: number; readonly at: number | undefined; readonly name: string; readonly args: string }

const makers = /^(?:clone3?|v?fork)$/
/** Calls that never return to where they were made. */
const endless = /^(?:exit|exit_group|rt_sigreturn|sigreturn|execve)$/

/** Reads `perf trace`, with the tables of -s behind its calls or alone. */
class PerfTraceReader extends LineReader {
  readonly #completeness: Completeness
  readonly #commands: Commands
  readonly #tables: PerfTraceTables
  readonly #pending = new Map<number, Pending>()
  readonly #ended = new Set<number>()

  constructor(sink: TraceSink) {
    super(sink)
    this.#completeness = new Completeness(sink)
    this.#commands = new Commands(this.#completeness, this.flags)
    this.#tables = new PerfTraceTables(sink, this.flags)
  }

  override end(): TraceFlag[] {
    for (const [pid, pending] of this.#pending) {
      this.#giveOpen(pid, pending)
      if (!this.#ended.has(pid) && !endless.test(pending.name)) this.flags.add('neverResumed', pending.line)
    }
    this.#pending.clear()
    this.#tables.end()
    return [...super.end(), ...this.#completeness.end(this.number)]
  }

  protected read(text: string): boolean {
    const line = readPerfLine(text)
    if (line) return this.#event(line)
    const lost = /^LOST (\d{1,15}) events!/.exec(text)?.[1]
    if (lost !== undefined) this.flags.add('lostEvents', this.number, Number(lost))
    return lost !== undefined || this.#tables.read(this.number, text) || isBlank(text)
  }

  #event(line: PerfLine): boolean {
    const { pid, command, name, rest, at } = line
    this.#commands.saw(pid, command, this.number)
    const call = name.includes(':') || !rest.startsWith('(') ? undefined : readPerfCall(rest)
    if (!call && rest.startsWith('(') && !name.includes(':')) return false
    if (!call) this.sink.event?.({ line: this.number, pid, at, name, text: rest.trim() })
    else if (call.ended) this.#end(line, call.ended)
    else this.#begin(line, call.args)
    return true
  }

  #begin({ pid, at, name, isContinued }: PerfLine, args: string): void {
    if (isContinued && this.#pending.has(pid)) return
    this.#leave(pid)
    this.#pending.set(pid, { line: this.number, at, name, args })
    this.#sawArguments(args)
  }

  #end({ pid, at, seconds, name, isContinued }: PerfLine, { args, ...ended }: PerfEnded): void {
    if (!isContinued) this.#leave(pid)
    const pending = this.#pending.get(pid)
    this.#pending.delete(pid)
    if (isContinued && !pending && makers.test(name)) return this.#wasMade(pid)
    // execve has begun before perf sees the program.
    if (isContinued && !pending && name !== 'execve') this.flags.add('orphanResumed', this.number)
    if (!pending) this.#sawArguments(args)
    if (/^exit(?:_group)?$/.test(name)) this.#ended.add(pid)
    const begun = pending ?? { line: this.number, at, args: isContinued ? '' : args }
    const own = { line: begun.line, endLine: this.number, at: begun.at, args: begun.args, isInjected: false }
    this.#completeness.call({ ...ended, ...own, pid, name, seconds })
  }

  /** Without BPF, perf writes where a path stands in memory. */
  #sawArguments(args: string): void {
    if (/\b(?:filename|pathname|path|oldname|newname): 0x/.test(args)) this.flags.add('noPaths', this.number)
  }

  /** A call that was never seen to end, when the thread makes another one. */
  #leave(pid: number): void {
    const pending = this.#pending.get(pid)
    if (!pending) return
    this.#pending.delete(pid)
    this.#giveOpen(pid, pending)
    if (!endless.test(pending.name)) this.flags.add('neverResumed', pending.line)
  }

  /** The new thread returns from the call that made it, too: that is no call of its own. */
  #wasMade(pid: number): void {
    this.#completeness.note({ line: this.number, pid, kind: 'attached', text: '' })
  }

  #giveOpen(pid: number, { line, at, name, args }: Pending): void {
    const nothing = { result: '', outcome: 'unknown', errno: '', seconds: undefined, isInjected: false } as const
    this.#completeness.call({ line, endLine: line, pid, at, name, args, ...nothing })
  }
}

export const perfTrace: TraceFormat = {
  name: 'perfTrace',
  title: 'perf trace: system calls',
  recognise: (head) => {
    const told = head.filter((line) => !isBlank(line))
    const lines = told.filter((line) => readPerfLine(line) !== undefined).length
    return lines > 0 && (lines >= 0.6 * told.length || hasTables(told))
  },
  read: (sink) => new PerfTraceReader(sink),
}

export const perfTraceTable: TraceFormat = {
  name: 'perfTraceTable',
  title: 'perf trace -s: system calls counted for each thread',
  recognise: hasTables,
  read: (sink) => new PerfTraceReader(sink),
}
