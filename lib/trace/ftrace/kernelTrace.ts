import { Commands } from '../commands'
import { isBlank, LineReader } from '../lineReader'
import type { ReadingOptions, TraceSink } from '../model'
import { CallGraph, type Owner } from './callGraph'
import { bodyOf, readGraphLine } from './graphLine'
import { Latencies } from './latencies'
import { type EventLine, lostOf, overwrittenOf, readEventLine } from './line'
import { StackTrace } from './stackTrace'
import { SystemCalls } from './systemCalls'

/** `sys_close <-system_call_fastpath` (ftrace), `function:             sys_close <-- system_call_fastpath` (trace-cmd). */
// bounded to 450 characters: those of a name and its offset
const ofFunction =
  /^(?:function:\s{1,40})?(\S{1,200}?)(?:\+0x\S{1,20})?(?: \[\w{1,60}\])? <-(?:- )?(\S{1,200}?)(?:\+0x\S{1,20})?(?: \[\w{1,60}\])?\s*$/

/** `sched_switch: prev_comm=…`, `sys_openat(dfd: …`, `sys_openat -> 0x3`: name, then text. */
const ofEvent = /^([\w.-]{1,120})(?::\s*| (?=-> )|(?=\())/

/**
 * Reads a kernel trace that has one event or function a line: ftrace's `trace` and `trace_pipe`, and `trace-cmd report`.
 * Events of system calls become calls as well.
 */
export class KernelTrace extends LineReader {
  readonly #commands: Commands
  readonly #systemCalls: SystemCalls
  readonly #graph: CallGraph
  readonly #stack: StackTrace
  readonly #latencies: Latencies
  #tracer = ''
  /** Whose event or function stands above: a stack may follow it. */
  #above: { readonly owner: Owner; readonly isFunction: boolean } | undefined

  constructor(sink: TraceSink, options: ReadingOptions = {}) {
    super(sink)
    this.#commands = new Commands(sink, this.flags)
    this.#systemCalls = new SystemCalls(sink, this.flags, options.systemCall)
    this.#graph = new CallGraph(sink)
    this.#stack = new StackTrace(sink)
    this.#latencies = new Latencies(sink, (line) => this.flags.add('badNumbers', line))
  }

  protected read(text: string): boolean {
    if (this.#stack.take(text)) return true
    this.#stack.end()
    const line = readEventLine(text)
    if (line) return this.#event(line)
    if (text.startsWith('#')) return this.#comment(text)
    const lost = lostOf(text.slice(0, 200))
    if (lost !== undefined) this.flags.add('lostEvents', this.number, lost)
    return (
      lost !== undefined ||
      isBlank(text) ||
      this.#bare(text) ||
      /^(?:version = \d+|cpus=\d+|CPU \d+ is empty)$/.test(text.slice(0, 100))
    )
  }

  protected override finish(): void {
    this.#stack.end()
    this.#latencies.end()
    this.#systemCalls.end()
    this.#graph.end()
  }

  #comment(text: string): boolean {
    this.#tracer = /^# tracer: ([\w-]{1,40})/.exec(text.slice(0, 60))?.[1] ?? this.#tracer
    this.#latencies.comment(this.number, this.#tracer, text)
    const overwritten = overwrittenOf(text.slice(0, 200))
    if (overwritten > 0) this.flags.add('lostEvents', this.number, overwritten)
    return true
  }

  /** A function without its context (nocontext-info), or one of the graph that a latency tracer draws (display-graph). */
  #bare(text: string): boolean {
    const called = this.#tracer === 'function' ? ofFunction.exec(text.slice(0, 700).trimStart()) : null
    if (called) this.#called(0, '', called[1] ?? '', called[2] ?? '')
    const line = called || this.#tracer === '' ? undefined : readGraphLine(text)
    if (!line?.hasColumns) return called !== null
    const { pid, command } = line.task ?? { pid: 0, command: '' }
    return this.#graph.take(line.processor, { line: this.number, pid, command }, line) !== false
  }

  /** A stack belongs to the line above, or to a line of its own. */
  #beginStack(pid: number, command: string): boolean {
    const owner = this.#above?.owner.pid === pid ? this.#above.owner : { line: this.number, pid, command }
    this.#stack.begin(owner, this.#above?.owner === owner && this.#above.isFunction ? 0 : 1)
    return true
  }

  #event(line: EventLine): boolean {
    const { command, pid, at, rest } = line
    if (/^<(?:user )?stack trace>/.test(rest)) return this.#beginStack(pid, command)
    const owner = { line: this.number, pid, command }
    const isLatency = this.#latencies.take(this.number, line)
    this.#above = { owner, isFunction: !isLatency && rest.includes(' <-') }
    if (isLatency) {
      this.#commands.saw(pid, command, this.number)
      return true
    }
    const begin = rest.slice(0, 700)
    const called = begin.includes(' <-') ? ofFunction.exec(begin) : null
    const match = called ? null : ofEvent.exec(begin)
    if (!called && !match) return false
    this.#commands.saw(pid, command, this.number)
    if (called) this.#called(pid, command, called[1] ?? '', called[2] ?? '')
    else if (match) this.#named(pid, command, at, match[1] ?? '', rest.slice(match[0].length))
    return true
  }

  #called(pid: number, command: string, name: string, caller: string): void {
    const counted = { isKernel: true, count: 1, self: 1, seconds: undefined }
    this.sink.symbol?.({ line: this.number, pid, command, name, caller, ...counted })
  }

  #named(pid: number, command: string, at: number | undefined, name: string, text: string): void {
    const line = this.number
    if (name === 'funcgraph_entry' || name === 'funcgraph_exit') {
      const body = bodyOf(text)
      if (body) this.#graph.take(pid, { line, pid, command }, body)
      else this.sink.event?.({ line, pid, at, name, text })
      return
    }
    this.sink.event?.({ line, pid, at, name, text })
    this.#systemCalls.event(line, pid, at, name, text)
  }
}
