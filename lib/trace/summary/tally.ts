import { copied } from '../actions/arguments'
import { type Outcome, otherProcesses } from '../model'
import { others } from '../others'

/** How often one system call was made by one process, and how it ended. */
export type CallCounts = {
  /** Entered. */
  calls: number
  /** Came back: with a result or an error, but not interrupted. */
  returned: number
  /** Returned `-1 E…`. */
  errors: number
  /** `? ERESTART…`: to be made again, or ended by a signal. */
  interrupted: number
  /** Time in the kernel, in seconds, summed over the calls that have one (-T). */
  seconds: number
  /** Calls that have a time. */
  timed: number
  /** What `strace -c` counts: it leaves out calls that end in a bare `?`. */
  known: number
}

export const noCalls = (): CallCounts => ({
  ...{ calls: 0, returned: 0, errors: 0, interrupted: 0, seconds: 0, timed: 0, known: 0 },
})

export function addCounts(to: CallCounts, from: CallCounts): void {
  to.calls += from.calls
  to.returned += from.returned
  to.errors += from.errors
  to.interrupted += from.interrupted
  to.seconds += from.seconds
  to.timed += from.timed
  to.known += from.known
}

/** So many errors are told apart; Linux has some 140. */
export const errnosApart = 1_000

/** Numbers for names, so that counting needs no texts. */
export class Names {
  readonly list: string[] = []
  readonly #ids = new Map<string, number>()

  /** Names beyond `most` are one. */
  constructor(private readonly most: number) {}

  id(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    if (this.list.length >= this.most - 1 && name !== others) return this.id(others)
    // A copy: a part of a line would keep the whole chunk of the file in memory.
    const own = copied(name)
    this.#ids.set(own, this.list.length)
    return this.list.push(own) - 1
  }
}

/** What one process did: the lines of its calls, and how often it made each, by the number of the name. */
export type ProcessCalls = {
  firstLine: number
  lastLine: number
  readonly rows: Map<number, CallCounts>
}

/** More processes than these share the last one's counts: a trace of a fork bomb stays bounded. */
const processLimit = 10_000

/** Counts of system calls by process and name. Memory: processes × names that they use. */
export class CallTally {
  readonly names = new Names(20_000)
  readonly errnos = new Names(errnosApart)
  processes = new Map<number, ProcessCalls>()
  /** How often each call ended with each error: `nameId * errnosApart + errnoId`. */
  readonly errors = new Map<number, number>()
  #pid = Number.NaN
  #own: ProcessCalls = { firstLine: 0, lastLine: 0, rows: new Map() }

  /** A call from `line` to `endLine`. `errno` and `seconds` are -1 for none. */
  add(
    pid: number,
    name: number,
    outcome: Outcome,
    errno: number,
    seconds: number,
    line: number,
    endLine: number,
  ): void {
    if (pid !== this.#pid) this.#turnTo(pid, line)
    const own = this.#own
    if (line < own.firstLine) own.firstLine = line
    if (endLine > own.lastLine) own.lastLine = endLine
    let row = own.rows.get(name)
    if (!row) {
      row = noCalls()
      own.rows.set(name, row)
    }
    row.calls++
    if (outcome !== 'unknown') row.known++
    if (outcome === 'returned' || outcome === 'error') row.returned++
    if (outcome === 'error') row.errors++
    else if (outcome === 'interrupted') row.interrupted++
    if (seconds >= 0) {
      row.seconds += seconds
      row.timed++
    }
    if (errno >= 0) {
      const key = name * errnosApart + errno
      this.errors.set(key, (this.errors.get(key) ?? 0) + 1)
    }
  }

  /** The calls of a process are those of another number: it was not known before. */
  rename(from: number, to: number): void {
    const [own, other] = [this.processes.get(from), this.processes.get(to)]
    if (!own || from === to) return // they are not counted twice
    this.#pid = Number.NaN
    this.processes.delete(from)
    this.processes.set(to, other ? bothOf(own, other) : own)
  }

  /** The number is that of another process from here on: gives what the one before did. */
  take(pid: number): ProcessCalls | undefined {
    const own = this.processes.get(pid)
    this.processes.delete(pid)
    this.#pid = Number.NaN
    return own
  }

  /** What the next file tells is of other processes, whatever their numbers: gives those of this one. */
  nextFile(): ReadonlyMap<number, ProcessCalls> {
    const { processes } = this
    this.processes = new Map()
    this.#pid = Number.NaN
    return processes
  }

  #turnTo(pid: number, line: number): void {
    const process = this.processes.has(pid) || this.processes.size < processLimit ? pid : otherProcesses
    let own = this.processes.get(process)
    if (!own) {
      own = { firstLine: line, lastLine: line, rows: new Map() }
      this.processes.set(process, own)
    }
    this.#pid = pid
    this.#own = own
  }
}

function bothOf(a: ProcessCalls, b: ProcessCalls): ProcessCalls {
  const rows = new Map([...a.rows].map(([name, counts]) => [name, { ...counts }]))
  for (const [name, counts] of b.rows) {
    const sum = rows.get(name) ?? noCalls()
    rows.set(name, sum)
    addCounts(sum, counts)
  }
  return { firstLine: Math.min(a.firstLine, b.firstLine), lastLine: Math.max(a.lastLine, b.lastLine), rows }
}
