import type { ActionSink, TraceProcess } from '../action'
import { hasFlag } from '../cloneFlags'
import { firstProcess, type TraceCall, unknownProcess } from '../model'
import { pidIn } from '../pid'
import { argumentAt, copied, readString, stringEnd, unescaped } from './arguments'
import { DescriptorTable } from './descriptors'
import { currentFolder, type Sharing } from './sharing'

/** What threads of a process share, and processes with CLONE_FS too. */
type Folder = { path: string }

/** A process that runs. */
export type Running = {
  readonly process: TraceProcess
  descriptors: DescriptorTable
  folder: Folder
  /** What it opened and where it is, is not known any more. */
  forget(): void
  readonly threads: Set<number>
  /** Its first thread. */
  readonly leader: number
  /** It was made while nobody told of it: attached, or its maker's call came too late. */
  readonly isOrphan: boolean
  /** exit_group was called. */
  isExiting: boolean
}

/** More processes than these do not live at once: what is not told to have ended is taken for ended, the oldest first. */
const mostLiving = 32_768

/** Which thread is whose, who made whom, and what each process has open. Memory: the processes that live. */
export class ProcessTable {
  readonly #threads = new Map<number, Running>()
  #made = 0
  /** The process that stands without its number, until the trace tells it. */
  #first: TraceProcess | undefined
  #firstPid = firstProcess

  /** Where the order of what threads do is not known. */
  sharing: Sharing | undefined

  constructor(private readonly sink: ActionSink) {}

  /** The process that a thread belongs to; a thread that nobody made is a process. */
  of(thread: number, line: number): Running {
    return this.#threads.get(thread) ?? this.#begin(thread, line, undefined)
  }

  /** Name of the program that a process runs; '' when it is not known. */
  nameOf(pid: number): string {
    return this.#threads.get(pid)?.process.name ?? ''
  }

  /** The trace tells the number of the first process. */
  named(pid: number): void {
    const first = this.#first
    if (!first) this.#firstPid = pid
    else {
      first.pid = pid
      for (const { process } of this.#threads.values()) if (process.parentId === first.id) process.parentPid = pid
    }
  }

  #begin(thread: number, line: number, maker: Running | undefined): Running {
    const [oldest] = this.#threads.size >= mostLiving ? this.#threads.values() : []
    if (oldest) this.#end(oldest, '')
    const process = this.#processOf(thread, line, maker?.process)
    if (thread === firstProcess) this.#first = process
    const running: Running = {
      process,
      descriptors: new DescriptorTable(this.sharing),
      folder: { path: '' },
      forget: () => {
        running.descriptors = new DescriptorTable(this.sharing)
        running.folder = { path: '' }
      },
      threads: new Set([thread]),
      leader: thread,
      isOrphan: maker === undefined,
      isExiting: false,
    }
    this.#threads.set(thread, running)
    this.sink.started?.(process)
    return running
  }

  #processOf(thread: number, line: number, from: TraceProcess | undefined): TraceProcess {
    return {
      id: ++this.#made,
      pid: thread === firstProcess ? this.#firstPid : thread,
      parentId: from?.id ?? 0,
      parentPid: from?.pid ?? 0,
      name: thread === unknownProcess ? 'unknown process' : (from?.name ?? ''),
      command: from?.command ?? '',
      firstLine: line,
      lastLine: line,
      exit: '',
    }
  }

  /** A clone, fork or vfork that returned. True when it made a thread. */
  fork(maker: Running, call: TraceCall): boolean {
    const isThread = call.name.startsWith('clone') && hasFlag(call.args, 'CLONE_THREAD')
    const made = call.outcome === 'returned' ? pidIn(call.result) : 0
    if (made === 0) return isThread
    this.sharing?.made(made, isThread || hasFlag(call.args, 'CLONE_FILES') || hasFlag(call.args, 'CLONE_FS'))
    const known = this.#threads.get(made)
    if (known && known !== maker && !this.#isEarly(known, call)) this.#end(known, '')
    if (isThread) this.#addThread(maker, made)
    else this.#fork(maker, made, call)
    return isThread
  }

  /** The thread was seen before the call that made it was seen to end. */
  #isEarly({ isOrphan, process }: Running, { line, endLine }: TraceCall): boolean {
    return isOrphan && process.firstLine >= line && process.firstLine <= endLine
  }

  #addThread(maker: Running, thread: number): void {
    const early = this.#threads.get(thread)
    if (early && early !== maker) this.#leave(early, thread)
    maker.threads.add(thread)
    this.#threads.set(thread, maker)
  }

  #fork(maker: Running, pid: number, call: TraceCall): void {
    const early = this.#threads.get(pid)
    if (early) {
      early.process.parentId = maker.process.id
      early.process.parentPid = maker.process.pid
      return
    }
    const made = this.#begin(pid, call.line, maker)
    const isClone = call.name.startsWith('clone')
    const sharesFiles = isClone && hasFlag(call.args, 'CLONE_FILES')
    made.descriptors = sharesFiles ? maker.descriptors : maker.descriptors.copy()
    if (isClone && hasFlag(call.args, 'CLONE_FS')) made.folder = maker.folder
    else made.folder = { path: maker.descriptors.isKnown(currentFolder) ? maker.folder.path : '' }
  }

  /** An execve that returned: one thread is left, under the number of the first one. */
  executed(running: Running, call: TraceCall): void {
    const { process } = running
    if (process.pid === unknownProcess) return
    const path = readString(call.args, 0, 1_000)
    if (path !== undefined) process.name = copied(path.slice(path.lastIndexOf('/') + 1))
    process.command = commandOf(call.args) || process.name
    running.descriptors = running.descriptors.afterExec()
    if (!running.descriptors.isKnown(currentFolder)) running.folder = { path: '' }
    this.sharing?.executed()
    for (const thread of running.threads) if (thread !== running.leader) this.#threads.delete(thread)
    running.threads.clear()
    running.threads.add(running.leader)
    this.#threads.set(running.leader, running)
  }

  /** `exited with 0`, `killed by SIGSEGV (core dumped)`. The last thread's is the process's. */
  exited(thread: number, text: string, line: number): void {
    const running = this.#threads.get(thread)
    if (!running || thread === unknownProcess) return
    running.process.lastLine = Math.max(running.process.lastLine, line)
    const [, status, signal] = /^(?:exited with (-?\d+)|killed by (\w+))/.exec(text) ?? []
    this.#leave(running, thread, status ?? signal)
  }

  #leave(running: Running, thread: number, exit = ''): void {
    running.threads.delete(thread)
    this.#threads.delete(thread)
    if (running.threads.size === 0) this.#end(running, exit)
  }

  #end(running: Running, exit: string): void {
    for (const thread of running.threads) this.#threads.delete(thread)
    if (exit !== '') running.process.exit = exit
    this.sink.ended?.(running.process)
  }

  /** The trace is at its end: so is what still lives in it. */
  end(): void {
    for (const running of new Set(this.#threads.values())) this.#end(running, '')
    this.#first = undefined
    this.#firstPid = firstProcess
  }
}

/** `["./mdtsim", "reservoir"]` as `./mdtsim reservoir`. */
function commandOf(args: string): string {
  const list = argumentAt(args, 1)
  const words: string[] = []
  for (let open = list.indexOf('"'); open >= 0 && words.length < 50; ) {
    const end = stringEnd(list, open)
    words.push(unescaped(list.slice(open + 1, end)).slice(0, 300))
    open = list.indexOf('"', end + 1)
  }
  return copied(words.join(' ').slice(0, 300))
}
