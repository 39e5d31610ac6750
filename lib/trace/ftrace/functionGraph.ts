import { wholeOf } from '@/lib/text/number'
import { Commands } from '../commands'
import { isBlank, LineReader } from '../lineReader'
import type { TraceFormat, TraceSink } from '../model'
import { CallGraph } from './callGraph'
import { type GraphLine, opens, readGraphLine } from './graphLine'
import { lostOf, overwrittenOf } from './line'
import { StackTrace } from './stackTrace'

/** ` 0)   bash-1977    =>    ls-1978 `: another task runs on the processor. */
const turn = /^\s{0,6}(\d{1,6})\)\s{1,20}\S.{0,20}?-\d{1,10}\s{1,20}=>\s{1,20}(\S.{0,20}?)-(\d{1,10})\s*$/

type Task = { readonly pid: number; readonly command: string }
const nobody: Task = { pid: 0, command: '' }

/** Reads the function_graph tracer of ftrace. */
class FunctionGraphReader extends LineReader {
  readonly #graph: CallGraph
  readonly #stack: StackTrace
  readonly #commands: Commands
  /** Who runs on each processor, as far as the trace tells. */
  readonly #tasks = new Map<number, Task>()
  /** Stacks by processor and task. */
  readonly #keys = new Map<string, number>()

  constructor(sink: TraceSink) {
    super(sink)
    this.#graph = new CallGraph(sink)
    this.#stack = new StackTrace(sink)
    this.#commands = new Commands(sink, this.flags)
  }

  protected read(text: string): boolean {
    if (this.#stack.take(text)) return true
    this.#stack.end()
    if (text.startsWith('#')) return this.#lost(overwrittenOf(text.slice(0, 200)))
    if (isBlank(text) || isRule(text)) return true
    const lost = lostOf(text.slice(0, 200)) ?? overrunsOf(text)
    if (lost !== undefined) return this.#lost(lost)
    const line = readGraphLine(text)
    return this.#turn(text) || (line !== undefined && this.#function(line))
  }

  protected override finish(): void {
    this.#stack.end()
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

  #function(line: GraphLine): boolean {
    const { processor, task: told } = line
    const task = told ?? this.#tasks.get(processor) ?? nobody
    if (told) this.#commands.saw(told.pid, told.command, this.number)
    const owner = { line: this.number, ...task }
    const taken = this.#graph.take(this.#keyOf(processor, task.pid), owner, line)
    if (typeof taken === 'string') this.#comment(line, task, taken)
    return taken !== false
  }

  /** An event among the functions, its stack, or what somebody wrote into the trace. */
  #comment({ at }: GraphLine, { pid, command }: Task, text: string): void {
    const owner = { line: this.number, pid, command }
    if (/^<(?:user )?stack trace>|^=> /.test(text)) {
      this.#stack.begin(owner, 0)
      this.#stack.take(text)
      return
    }
    const [, name = 'comment', rest = text] = /^([\w.-]{1,120}): (.*)$/s.exec(text) ?? []
    this.sink.event?.({ line: this.number, pid, at, name, text: rest })
  }

  #keyOf(cpu: number, pid: number): number {
    const key = `${cpu} ${pid}`
    const known = this.#keys.get(key)
    if (known === undefined) this.#keys.set(key, this.#keys.size)
    return known ?? this.#keys.size - 1
  }
}

const isRule = (text: string): boolean => /^\s?-{20,60}\s*$/.test(text.slice(0, 100))

/** ` (Overruns: 12)` of funcgraph-overrun: functions that were too deep to be followed. */
function overrunsOf(text: string): number | undefined {
  const [, count] = /^\s{0,4}\(Overruns: (\d{1,15})\)\s*$/.exec(text.slice(0, 100)) ?? []
  return count === undefined ? undefined : wholeOf(count)
}

/**
 * Without its head (trace_pipe, awk, tail): 60 of 100 lines are functions. Without all of its columns the lines look like a
 * program's text: then all must be functions, and one must call another.
 */
function isHeadless(head: readonly string[]): boolean {
  const told = head.filter(
    (line) => !isBlank(line) && !line.startsWith('#') && !isRule(line) && !turn.test(line.slice(0, 200)),
  )
  const lines = told.flatMap((line) => readGraphLine(line) ?? [])
  if (lines.length === 0 || lines.every(({ body }) => body === '' || body.startsWith('/*'))) return false
  if (lines.some(({ hasColumns }) => hasColumns)) return lines.length >= 0.6 * told.length
  return lines.length === told.length && lines.some(({ body }) => opens(body)) && lines.some(({ depth }) => depth > 0)
}

export const functionGraph: TraceFormat = {
  name: 'functionGraph',
  title: 'ftrace function_graph: functions of the kernel, who called them, and how long they took',
  recognise: (head) =>
    head.some((line) => /^# tracer: function_graph/.test(line)) ||
    head.some((line) => /^#\s.{0,200}\bFUNCTION CALLS\b/.test(line)) ||
    isHeadless(head),
  read: (sink) => new FunctionGraphReader(sink),
}
