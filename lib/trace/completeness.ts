import { Flags } from './flags'
import {
  type TraceCall,
  type TraceCount,
  type TraceEvent,
  type TraceFlag,
  type TraceNote,
  type TraceSink,
  type TraceSymbol,
  unknownProcess,
} from './model'
import { pidIn } from './pid'
import { ThreadSet } from './threadSet'

/** What a call says of the whole trace. */
const roles: ReadonlyMap<string, 'maker' | 'ender' | 'ring'> = new Map([
  ...(['clone', 'clone3', 'fork', 'vfork'] as const).map((name) => [name, 'maker'] as const),
  ...(['exit', 'exit_group'] as const).map((name) => [name, 'ender'] as const),
  ...(['io_uring_setup', 'io_uring_enter', 'io_uring_register'] as const).map((name) => [name, 'ring'] as const),
])

/**
 * Passes on the calls and notes of one traced program (strace, perf trace) and sees what limits them as evidence:
 * what only the whole trace shows.
 */
export class Completeness implements TraceSink {
  readonly #flags = new Flags()
  readonly #seen = new ThreadSet()
  /** Those that were seen, and not to end since. */
  readonly #living = new ThreadSet()
  /** Line of the first call, and of the first that made a thread or process. */
  #first: { readonly line: number; readonly pid: number } | undefined
  #made: { readonly line: number; count: number } | undefined
  #pid = Number.NaN
  #hasExits = false
  #line = 0

  constructor(private readonly sink: TraceSink) {}

  call(call: TraceCall): void {
    this.#first ??= this.#begin(call)
    if (call.pid !== this.#pid) this.#saw(call.pid, call.result !== '')
    const role = roles.get(call.name)
    if (role !== undefined) this.#notable(call, role)
    if (call.isInjected) this.#flags.add('injected', call.line)
    this.#line = call.endLine
    this.sink.call(call)
  }

  note(note: TraceNote): void {
    const { kind, pid, line, text } = note
    if (kind === 'again') this.#end(pid)
    else if (pid !== this.#pid) this.#saw(pid)
    if (kind === 'exit') this.#hasExits = true
    else if (kind === 'named') return this.sink.note?.(note)
    if (kind === 'exit' || kind === 'detached') this.#end(pid)
    const heir = kind === 'superseded' ? /\bpid (\d+)/.exec(text)?.[1] : undefined
    if (heir !== undefined) this.#replaced(Number(heir))
    this.#line = line
    this.sink.note?.(note)
  }

  count(count: TraceCount): void {
    this.sink.count?.(count)
  }

  symbol(symbol: TraceSymbol): void {
    this.sink.symbol?.(symbol)
  }

  event(event: TraceEvent): void {
    this.sink.event?.(event)
  }

  unknown(line: number, text: string): void {
    this.sink.unknown?.(line, text)
  }

  /** A thread made a plain call that is not given here (TraceReader.pass). */
  passed(pid: number, line: number): void {
    this.#first ??= this.#begin({ name: '', line, pid })
    if (pid !== this.#pid) this.#saw(pid)
    this.#line = line
  }

  /** What limits the trace; nothing for one without calls. `lines`: how many it has. */
  end(lines = this.#line): TraceFlag[] {
    if (!this.#first) return this.#flags.list()
    if (this.#made && this.#seen.size === 1) this.#flags.add('notFollowed', this.#made.line, this.#made.count)
    const open = this.#open()
    if (open > 0) this.#flags.add('cutEnd', lines, open)
    return this.#flags.list()
  }

  /** `isSign`: it lives. A call without a result may be given behind the end of its thread. */
  #saw(pid: number, isSign = true): void {
    this.#pid = pid
    if (pid === unknownProcess) return
    if (isSign || !this.#seen.has(pid)) this.#living.add(pid)
    this.#seen.add(pid)
  }

  #begin({ name, line, pid }: Pick<TraceCall, 'name' | 'line' | 'pid'>): { line: number; pid: number } {
    if (name !== 'execve' && name !== 'execveat') this.#flags.add('cutStart', line)
    return { line, pid }
  }

  #notable({ pid, line, result }: TraceCall, role: 'maker' | 'ender' | 'ring'): void {
    if (role === 'ring') this.#flags.add('ioUring', line)
    else if (role === 'ender') this.#end(pid)
    else if (pidIn(result) > 0) {
      if (this.#made) this.#made.count++
      else this.#made = { line, count: 1 }
    }
  }

  /** A thread whose execve made it the leader: its number is no more. */
  #replaced(pid: number): void {
    this.#saw(pid)
    this.#end(pid)
  }

  #end(pid: number): void {
    this.#living.delete(pid)
    this.#pid = Number.NaN // a further call of this number is one of another
  }

  /** Threads without an end. Where the tracer writes no ends (strace -qq, perf trace), the first thread stands for all. */
  #open(): number {
    if (this.#hasExits) return this.#living.size
    const first = this.#first?.pid ?? unknownProcess
    return first === unknownProcess || this.#living.has(first) ? 1 : 0
  }
}
