import { copied } from '../actions/arguments'
import { hasFlag } from '../cloneFlags'
import { firstProcess, otherProcesses, type TraceCall, type TraceNote, type TraceSink } from '../model'
import { pidIn } from '../pid'

/** A process or thread of a trace. */
export type TracedProcess = {
  /** Or one of the stand-ins of model.ts. */
  pid: number
  /** Who made it; undefined for the first, and for those that were attached. */
  parent: number | undefined
  /** It shares its maker's memory: a thread. */
  isThread: boolean
  /** Path of the last successful execve, or the command's name; '' while unknown. */
  command: string
  firstLine: number
  lastLine: number
  /** `exited with 0`, `killed by SIGSEGV`; '' for none in the trace. */
  end: string
  /** How often it got each signal. */
  readonly signals: Record<string, number>
}

/** Traces with more processes than these are summed up beyond them. */
const limit = 10_000

const maker = /^(?:clone3?|v?fork)$/
const starter = /^execve(?:at)?$/

/** Who made whom, what each ran, and how it ended: from the calls that tell, and from what the tracer notes. */
export class ProcessTree implements TraceSink {
  readonly processes = new Map<number, TracedProcess>()
  /** Number of the first process, once the trace tells it. */
  first = firstProcess

  /** @param ended takes one that is gone: its number is that of another now */
  constructor(private readonly ended: (process: TracedProcess) => void = () => {}) {}

  call(call: TraceCall): void {
    const { name, pid } = call
    const own = this.#at(pid, call.line)
    own.lastLine = Math.max(own.lastLine, call.endLine)
    if (maker.test(name)) this.#made(call)
    else if (starter.test(name) && call.outcome === 'returned') own.command = pathOf(call.args) ?? own.command
  }

  note({ line, pid, kind, text }: TraceNote): void {
    if (kind === 'again') return this.#leave(this.processes.get(pid) ?? unseen(pid))
    const own = this.#at(pid, line)
    own.lastLine = Math.max(own.lastLine, line)
    if (kind === 'named') this.first = Number(text)
    else if (kind === 'exit') own.end = text
    else if (kind === 'detached') own.end = 'left running'
    else if (kind === 'command' && own.command === '') own.command = text
    else if (kind === 'signal') {
      const signal = /^SIG\w+/.exec(text)?.[0] ?? text.slice(0, 40)
      own.signals[signal] = (own.signals[signal] ?? 0) + 1
    }
  }

  /** The first process under its own number, with all that it made. */
  rename(from: number, to: number): void {
    const [own, other] = [this.processes.get(from), this.processes.get(to)]
    for (const process of this.processes.values()) if (process.parent === from) process.parent = to
    if (!own || from === to) return
    this.processes.delete(from)
    this.processes.set(to, other ? { ...other, firstLine: Math.min(own.firstLine, other.firstLine) } : own)
    own.pid = to
  }

  #made(call: TraceCall): void {
    const { result, args, pid, line, outcome } = call
    const child = outcome === 'returned' ? pidIn(result) : 0
    if (!(child > 0)) return
    const known = this.processes.get(child)
    if (known && /^(?:exited|killed)/.test(known.end)) this.#leave(known)
    const made = this.#at(child, line)
    made.parent = pid
    made.firstLine = Math.min(made.firstLine, line)
    made.lastLine = Math.max(made.lastLine, line)
    made.isThread = call.name.startsWith('clone') && hasFlag(args, 'CLONE_THREAD')
    made.command ||= this.#at(pid, line).command
  }

  #leave(known: TracedProcess): void {
    this.processes.delete(known.pid)
    this.ended(known)
  }

  #at(pid: number, line: number): TracedProcess {
    const known = this.processes.get(pid) ?? this.processes.get(otherProcesses)
    if (known && (known.pid === pid || this.processes.size > limit)) return known
    const own = this.processes.size < limit ? pid : otherProcesses
    const made = { ...{ pid: own, parent: undefined, isThread: false, command: '', firstLine: line, lastLine: line } }
    const process: TracedProcess = { ...made, end: '', signals: {} }
    this.processes.set(own, process)
    return process
  }
}

/** One that made plain calls alone, which are counted elsewhere; perhaps none at all. */
const unseen = (pid: number): TracedProcess => ({
  ...{ pid, parent: undefined, isThread: false, command: '', firstLine: 0, lastLine: 0, end: '', signals: {} },
})

/** The first text of the arguments. A copy, for it outlives its chunk of the file. */
function pathOf(args: string): string | undefined {
  const path = /"((?:[^"\\]|\\.){1,400})/.exec(args.slice(0, 1_000))?.[1]
  return path === undefined ? undefined : copied(path)
}
