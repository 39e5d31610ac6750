import { numberOfCall } from '../callNumber'
import { outcomeOf } from '../errno'
import type { Flags } from '../flags'
import type { TraceSink } from '../model'
import { type Half, halfOf } from './half'

/** A call that has begun, or has just ended: whether each kind of event has told of it (a trace may have both). */
type Open = {
  readonly line: number
  readonly at: number | undefined
  readonly number: number | undefined
  readonly name: string
  readonly args: string
  readonly isRaw: boolean
}

/** The kernel's own texts of calls say where a path stands in memory, not what it is. */
const isBlind = /\b(?:filename|pathname|path|oldname|newname): 0x[0-9a-f]+(?:,|$)/

type Ended = Open & { readonly value: number | undefined }

/** What is known of a thread. */
type Thread = { open: Open | undefined; ended: Ended | undefined }

/** Both events of one entry, or exit, are written within this time, in seconds. */
const together = 0.001
/** Calls that make threads and processes; those that end them. */
const makers = /^(?:clone3?|v?fork)$/
const enders = /^(?:exit|exit_group)$/

/**
 * Joins the events of a system call's entry and exit, per thread, to a call: `sys_enter: NR 257 (…)` and `sys_exit: NR
 * 257 = 3` (raw_syscalls), `sys_openat(…)` and `sys_openat -> 0x3` (syscalls), or both at once.
 */
export class SystemCalls {
  readonly #threads = new Map<number, Thread>()
  /** What calls that are told by number and by name at once are called: nobody may have said which machine it was. */
  readonly #names = new Map<number, Set<string>>()

  constructor(
    private readonly sink: TraceSink,
    private readonly flags: Flags,
    private readonly nameOf: (number: number) => string | undefined = () => undefined,
  ) {}

  /** An event; true when it is one of a system call. */
  event(line: number, pid: number, at: number | undefined, event: string, text: string): boolean {
    if (event === 'sched_process_exit') this.#gone(line, pid)
    if (event === 'sched_process_exec') this.#executed(pid, text)
    const half = halfOf(event, text)
    if (!half) return false
    const thread = this.#threads.get(pid) ?? { open: undefined, ended: undefined }
    this.#threads.set(pid, thread)
    if (half.isEntry) this.#enter(thread, line, pid, at, half)
    else this.#exit(thread, line, pid, at, half)
    return true
  }

  /** A thread has come to its end, within the call that ended it. */
  #gone(line: number, pid: number): void {
    const thread = this.#threads.get(pid)
    if (!thread) return
    this.#leave(thread, pid)
    this.#threads.delete(pid)
    this.sink.note?.({ line, pid, kind: 'exit', text: '' })
  }

  /** `filename=/bin/y pid=100 old_pid=101`: the execve of a thread goes on under the number of the first one, which is gone. */
  #executed(pid: number, text: string): void {
    const old = Number(/ old_pid=(\d{1,10})\b/.exec(text.slice(-40))?.[1] ?? pid)
    const heir = this.#threads.get(old)
    if (old === pid || !heir) return
    const leader = this.#threads.get(pid)
    if (leader) this.#leave(leader, pid)
    this.#threads.set(pid, heir)
    this.#threads.delete(old)
  }

  /** Calls that are still in progress. */
  end(): void {
    for (const [pid, thread] of this.#threads) {
      if (thread.open && !enders.test(thread.open.name)) this.flags.add('neverResumed', thread.open.line)
      this.#leave(thread, pid)
    }
  }

  #enter(thread: Thread, line: number, pid: number, at: number | undefined, half: Half): void {
    const begun = this.#begun(line, at, half)
    const { open } = thread
    const isSame =
      open !== undefined && open.isRaw !== begun.isRaw && isTogether(open.at, at) && isSameCall(open, begun)
    if (isSame) {
      // The event of the call itself has names for its arguments.
      const named = open.isRaw ? begun : open
      this.#learn(open.number ?? begun.number, named.name)
      thread.open = { ...named, line: open.line, at: open.at, number: open.number ?? begun.number }
      return
    }
    if (open && !enders.test(open.name) && open.name !== 'rt_sigreturn') this.flags.add('neverResumed', open.line)
    this.#leave(thread, pid)
    thread.open = begun
  }

  #exit(thread: Thread, line: number, pid: number, at: number | undefined, half: Half): void {
    const { open, ended } = thread
    const begun = this.#begun(line, undefined, half)
    if (!open && ended && this.#isSecond(ended, { ...begun, at, value: half.value })) return
    const isOther = open !== undefined && !isSameCall(open, begun) && half.number !== -1
    if (open && isOther) {
      this.flags.add('neverResumed', open.line)
      this.#leave(thread, pid)
    }
    const own = thread.open ?? { ...begun, args: '' }
    if (!thread.open && makers.test(own.name) && half.value === 0) this.#wasMade(line, pid)
    else {
      if (!thread.open) this.flags.add('orphanResumed', line)
      this.#give(own, line, pid, at, half)
    }
    thread.open = undefined
    thread.ended = { ...own, at, isRaw: half.isRaw, value: half.value }
  }

  /** Does an exit tell of the same return as the one before, by the other kind of event? */
  #isSecond(ended: Ended, now: Ended): boolean {
    if (ended.isRaw === now.isRaw || ended.value !== now.value || !isTogether(ended.at, now.at)) return false
    if (ended.name === now.name || (ended.number !== undefined && ended.number === now.number)) return true
    const [number, { name }] = ended.number === undefined ? [now.number, ended] : [ended.number, now]
    const known = number === undefined ? undefined : this.#names.get(number)
    if (known ? !known.has(name) : !isSameCall(ended, now)) return false
    this.#learn(number, name)
    return true
  }

  #learn(number: number | undefined, name: string): void {
    if (number === undefined) return
    const known = this.#names.get(number)
    if (known) known.add(name)
    else this.#names.set(number, new Set([name]))
  }

  /** The new thread returns from the call that made it, too: that is no call of its own. */
  #wasMade(line: number, pid: number): void {
    this.sink.note?.({ line, pid, kind: 'attached', text: '' })
  }

  #begun(line: number, at: number | undefined, { number, name, text, isRaw }: Half): Open {
    const known = number === undefined ? name : (this.nameOf(number) ?? `syscall_${number}`)
    return { line, at, number, name: known, args: text, isRaw }
  }

  #give({ line, at, name, args }: Open, endLine: number, pid: number, until: number | undefined, half: Half): void {
    const seconds =
      at === undefined || until === undefined ? undefined : Math.max(0, Math.round((until - at) * 1e9) / 1e9)
    if (numberOfCall(name) !== undefined) this.flags.add('numberedCalls', line)
    if (isBlind.test(args)) this.flags.add('noPaths', line)
    if (half.value === undefined) this.flags.add('badNumbers', endLine)
    const outcome = half.value === undefined ? ({ outcome: 'unknown', errno: '' } as const) : outcomeOf(half.value)
    const ended = { ...outcome, result: half.text, seconds, isInjected: false }
    this.sink.call({ line, endLine, pid, at, name, args, ...ended })
  }

  /** Gives a call that was never seen to end. */
  #leave(thread: Thread, pid: number): void {
    if (!thread.open) return
    const { line, at, name, args } = thread.open
    const nothing = { result: '', outcome: 'unknown', errno: '', seconds: undefined, isInjected: false } as const
    this.sink.call({ line, endLine: line, pid, at, name, args, ...nothing })
    thread.open = undefined
  }
}

const isTogether = (before: number | undefined, after: number | undefined): boolean =>
  before === undefined || after === undefined ? before === after : Math.abs(after - before) <= together

/** Where one has a number and the other a name that the number does not tell, they may be the same. */
const isSameCall = (a: Open, b: Open): boolean =>
  a.name === b.name ||
  (a.number === undefined || b.number === undefined ? isUnnamed(a) || isUnnamed(b) : a.number === b.number)

const isUnnamed = ({ name }: Open): boolean => name.startsWith('syscall_')
