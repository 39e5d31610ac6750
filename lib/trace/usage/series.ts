import { copied } from '../actions/arguments'
import type { TraceCall } from '../model'
import { others } from '../others'

/** Calls over time: equal slices, which widen as the trace goes on. */
export type Series = {
  /** Seconds since the epoch, of the day, or since the start, as the trace has it. */
  readonly start: number
  /** Seconds of one slice. */
  readonly width: number
  readonly calls: readonly number[]
  readonly errors: readonly number[]
  /** Calls by subsystem, those that have most; the rest is what is missing to `calls`. */
  readonly subsystems: readonly { readonly name: string; readonly calls: readonly number[] }[]
}

/** How long calls took: how many lie between two powers of two of microseconds. */
export type Latencies = {
  readonly syscall: string
  /** `[exponent]`: from 2^exponent µs to below 2^(exponent+1); the first also holds all shorter ones. */
  readonly counts: readonly number[]
  readonly slowest: { readonly line: number; readonly seconds: number }
}

const slices = 240
const shown = 8
const latencyNames = 400

/** Counts calls in slices of time. Memory: slices × subsystems, whatever the trace's length. */
export class SeriesCounter {
  #start = Number.NaN
  #width = 0.001
  #calls: Float64Array = new Float64Array(slices)
  #errors: Float64Array = new Float64Array(slices)
  readonly #bySubsystem = new Map<string, Float64Array>()
  #used = 0

  add(at: number | undefined, isError: boolean, subsystem: string): void {
    if (at === undefined) return
    if (Number.isNaN(this.#start)) this.#start = at
    let slice = Math.floor((at - this.#start) / this.#width)
    if (!(slice >= 0)) slice = 0 // a clock that was set back
    if (slice > slices * 2 ** 40) return
    while (slice >= slices) {
      this.#widen()
      slice = Math.floor((at - this.#start) / this.#width)
    }
    this.#used = Math.max(this.#used, slice + 1)
    this.#calls[slice] = (this.#calls[slice] ?? 0) + 1
    if (isError) this.#errors[slice] = (this.#errors[slice] ?? 0) + 1
    if (subsystem === '') return
    let row = this.#bySubsystem.get(subsystem)
    if (!row && this.#bySubsystem.size < 2_000) {
      row = new Float64Array(slices)
      this.#bySubsystem.set(subsystem, row)
    }
    if (row) row[slice] = (row[slice] ?? 0) + 1
  }

  result(): Series | undefined {
    if (Number.isNaN(this.#start)) return undefined
    const cut = (row: Float64Array) => [...row.subarray(0, this.#used)]
    const total = (row: Float64Array) => row.reduce((sum, count) => sum + count, 0)
    const subsystems = [...this.#bySubsystem]
      .map(([name, row]) => ({ name, row, sum: total(row) }))
      .sort((a, b) => b.sum - a.sum || (a.name < b.name ? -1 : 1))
      .slice(0, shown)
    const rows = { calls: cut(this.#calls), errors: cut(this.#errors) }
    const named = subsystems.map(({ name, row }) => ({ name, calls: cut(row) }))
    return { start: this.#start, width: this.#width, ...rows, subsystems: named }
  }

  #widen(): void {
    this.#width *= 2
    this.#calls = halved(this.#calls)
    this.#errors = halved(this.#errors)
    for (const [name, row] of this.#bySubsystem) this.#bySubsystem.set(name, halved(row))
    this.#used = Math.ceil(this.#used / 2)
  }
}

function halved(row: Float64Array): Float64Array {
  const sum = new Float64Array(slices)
  for (let slice = 0; slice < slices; slice++) sum[slice >> 1] = (sum[slice >> 1] ?? 0) + (row[slice] ?? 0)
  return sum
}

/** Distribution of the time that calls took, by system call. */
export class LatencyCounter {
  readonly #rows = new Map<string, { counts: number[]; line: number; seconds: number }>()

  add({ name, seconds, line }: Pick<TraceCall, 'name' | 'seconds' | 'line'>): void {
    if (seconds === undefined) return
    let row = this.#rows.get(name)
    if (!row) {
      const own = this.#rows.size < latencyNames ? copied(name) : others
      row = this.#rows.get(own) ?? { counts: [], line, seconds: -1 }
      this.#rows.set(own, row)
    }
    const slot = Math.min(40, Math.max(0, Math.floor(Math.log2(Math.max(1, seconds * 1e6)))))
    while (row.counts.length <= slot) row.counts.push(0)
    row.counts[slot] = (row.counts[slot] ?? 0) + 1
    if (seconds > row.seconds) {
      row.seconds = seconds
      row.line = line
    }
  }

  result(): Latencies[] {
    return [...this.#rows]
      .map(([syscall, { counts, line, seconds }]) => ({ syscall, counts, slowest: { line, seconds } }))
      .sort((a, b) => b.slowest.seconds - a.slowest.seconds || (a.syscall < b.syscall ? -1 : 1))
  }
}
