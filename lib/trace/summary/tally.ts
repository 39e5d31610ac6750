import type { Outcome } from '../model'

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

/** Numbers for names, so that counting needs no texts. */
export class Names {
  readonly list: string[] = []
  readonly #ids = new Map<string, number>()

  id(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    // A copy: a part of a line would keep the whole chunk of the file in memory.
    const own = [...name].join('')
    this.#ids.set(own, this.list.length)
    return this.list.push(own) - 1
  }
}

/** More processes than these share the last one's counts: a trace of a fork bomb stays bounded. */
const processLimit = 10_000

/** Counts of system calls by process and name. Memory: processes × names that they use. */
export class CallTally {
  readonly names = new Names()
  readonly errnos = new Names()
  readonly processes = new Map<number, Map<number, CallCounts>>()
  /** How often each call ended with each error: `nameId * 1000 + errnoId`. */
  readonly errors = new Map<number, number>()
  #pid = Number.NaN
  #rows = new Map<number, CallCounts>()

  add(pid: number, name: number, outcome: Outcome, errno: number, seconds: number): void {
    if (pid !== this.#pid) this.#turnTo(pid)
    let row = this.#rows.get(name)
    if (!row) {
      row = noCalls()
      this.#rows.set(name, row)
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
      const key = name * 1000 + errno
      this.errors.set(key, (this.errors.get(key) ?? 0) + 1)
    }
  }

  #turnTo(pid: number): void {
    const process = this.processes.has(pid) || this.processes.size < processLimit ? pid : -1
    let rows = this.processes.get(process)
    if (!rows) {
      rows = new Map()
      this.processes.set(process, rows)
    }
    this.#pid = pid
    this.#rows = rows
  }
}
