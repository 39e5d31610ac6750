import { Commands } from '../commands'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat, TraceSink } from '../model'
import { CallGraph } from './callGraph'
import { lostOf, overwrittenOf } from './line'

/** Before the duration, each where it is switched on: time, processor, task, flags (funcgraph-abstime, -cpu, -proc, irq-info). */
const before =
  /^(?:\s{0,20}\d{1,12}\.\d{1,9} \|)?(?:\s{0,6}(\d{1,6})\)(?=[\s#+!*@$=]))?(?:\s{0,20}(\S.{0,20}?)-(\d{1,10})\s{1,12}\|)?(?:\s{0,4}[\w.]{4,6}\s{0,4}\|)?/

/** ` 0)   bash-1977    =>    ls-1978 `: another task runs on the processor. */
const turn = /^\s{0,6}(\d{1,6})\)\s{1,20}\S.{0,20}?-\d{1,10}\s{1,20}=>\s{1,20}(\S.{0,20}?)-(\d{1,10})\s*$/

type Task = { readonly pid: number; readonly command: string }
const nobody: Task = { pid: 0, command: '' }

/** Reads the function_graph tracer of ftrace. */
class FunctionGraphReader extends LineReader {
  readonly #graph: CallGraph
  readonly #commands: Commands
  /** Who runs on each processor, as far as the trace tells. */
  readonly #tasks = new Map<number, Task>()
  /** Stacks by processor and task. */
  readonly #keys = new Map<string, number>()

  constructor(sink: TraceSink) {
    super(sink)
    this.#graph = new CallGraph(sink)
    this.#commands = new Commands(sink)
  }

  protected read(text: string): boolean {
    if (text.startsWith('#')) return this.#lost(overwrittenOf(text.slice(0, 200)))
    if (isBlank(text) || /^\s?-{20,60}\s*$/.test(text.slice(0, 100))) return true
    const lost = lostOf(text.slice(0, 200))
    if (lost !== undefined) return this.#lost(lost)
    return this.#turn(text) || this.#function(text)
  }

  protected override finish(): void {
    this.#graph.end()
  }

  #lost(count: number): boolean {
    if (count > 0) this.flags.add('lostEvents', this.number, count)
    return true
  }

  #turn(text: string): boolean {
    const [, processor, command = '', pid] = turn.exec(text.slice(0, 200)) ?? []
    if (pid === undefined) return false
    this.#tasks.set(Number(processor), { pid: Number(pid), command })
    this.#commands.saw(Number(pid), command, this.number)
    return true
  }

  #function(text: string): boolean {
    const [whole = '', processor = '0', command, number] = before.exec(text.slice(0, 300)) ?? []
    const cpu = Number(processor)
    const told = number === undefined ? undefined : { pid: Number(number), command: command ?? '' }
    const task = told ?? this.#tasks.get(cpu) ?? nobody
    if (told) this.#commands.saw(told.pid, told.command, this.number)
    const rest = text.slice(whole.length)
    if (/^\s{0,20}[=<]{1,2}[=]{8,12}>?\s*\|\s*$/.test(rest.slice(0, 100))) return true // an interrupt begins or ends
    const taken = this.#graph.take(this.#keyOf(cpu, task.pid), { line: this.number, ...task }, rest)
    if (typeof taken === 'string') this.#comment(task.pid, taken)
    return taken !== false
  }

  /** An event among the functions, or what somebody wrote into the trace. */
  #comment(pid: number, text: string): void {
    const [, name = 'comment', rest = text] = /^([\w.-]{1,120}): (.*)$/s.exec(text) ?? []
    this.sink.event?.({ line: this.number, pid, at: undefined, name, text: rest })
  }

  #keyOf(cpu: number, pid: number): number {
    const key = `${cpu} ${pid}`
    const known = this.#keys.get(key)
    if (known === undefined) this.#keys.set(key, this.#keys.size)
    return known ?? this.#keys.size - 1
  }
}

export const functionGraph: TraceFormat = {
  name: 'functionGraph',
  title: 'ftrace function_graph: functions of the kernel, who called them, and how long they took',
  recognise: (head) =>
    head.some((line) => /^# tracer: function_graph/.test(line)) ||
    head.some((line) => /^#\s.*\bDURATION\b/.test(line) && /\bFUNCTION CALLS\b/.test(line)),
  read: (sink) => new FunctionGraphReader(sink),
}
