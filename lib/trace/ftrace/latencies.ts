import { wholeOf } from '@/lib/text/number'
import type { TraceSink } from '../model'
import type { EventLine } from './line'

/** `#1     context    irq timer_latency       932 ns` (timerlat; trace_output.c). */
const timerlat = /^#\d{1,12}\s{1,20}context\s{1,20}([\w-]{1,20})\s{1,10}timer_latency\s{1,20}(\d{1,20}) ns\s*$/
/** `#1     inner/outer(us):   11/12    ts:1527011178.000000000 count:1 nmi-total:7 nmi-count:1` (hwlat). */
const hwlat = /^#\d{1,12}\s{1,20}inner\/outer\(us\):\s{0,20}(\d{1,20})\/(\d{1,20})\s{1,20}ts:/
/** Runtime, noise, share of the processor, largest noise in µs; counts of hardware, NMI, IRQ, softirq, thread (osnoise). */
const osnoise = /^(\d{1,20})\s{1,20}(\d{1,20})\s{1,20}\d{1,3}\.\d{1,5}\s{1,20}(\d{1,20})((?:\s{1,20}\d{1,10}){5})\s*$/
/** `   4711:120:S ==> [000]  2448: 94:R sleep` and `… +   [003] …` of the wakeup tracers. */
const switched = /^\s{0,10}\d{1,10}:\s{0,4}\d{1,4}:\S{1,3}\s{1,10}(==>|\+)\s{1,10}\[\d{1,6}\]\s{1,10}\d{1,10}:/

/** A latency that was measured: what, in seconds; undefined where its number is damaged. */
type Measured = readonly [what: string, seconds: number | undefined]
type Told = { readonly event: string; readonly measured: readonly Measured[] }

const seconds = (digits: string | undefined, perSecond: number): number | undefined => {
  const value = digits === undefined ? undefined : wholeOf(digits)
  return value === undefined ? undefined : value / perSecond
}

/** What a line of the latency tracers tells; undefined for every other line. */
function toldBy(text: string): Told | undefined {
  const [, context, nanoseconds] = timerlat.exec(text) ?? []
  if (context !== undefined) return { event: 'timerlat', measured: [[`${context} latency`, seconds(nanoseconds, 1e9)]] }
  const [, inner, outer] = hwlat.exec(text) ?? []
  if (inner !== undefined)
    return {
      event: 'hwlat',
      measured: [
        ...([
          ['inner', inner],
          ['outer', outer],
        ] as const),
      ].map(([name, value]) => [`${name} latency`, seconds(value, 1e6)]),
    }
  const [, , noise, largest] = osnoise.exec(text) ?? []
  if (noise !== undefined)
    return {
      event: 'osnoise',
      measured: [
        ['noise in a period', seconds(noise, 1e6)],
        ['single noise', seconds(largest, 1e6)],
      ],
    }
  const sign = switched.exec(text)?.[1]
  return sign === undefined ? undefined : { event: sign === '+' ? 'sched_wakeup' : 'sched_switch', measured: [] }
}

/** `# latency: 16 us, #4/4, CPU#0 | (…)`: the longest that irqsoff, preemptoff and wakeup kept. */
const longest = /^# latency: (\d{1,15}) us, #/

/** More processors and kinds of latencies than these are not told apart. */
const limit = 10_000

/** Reads the lines of the latency tracers: each is an event, and the largest of each kind and processor is given at the end. */
export class Latencies {
  readonly #largest = new Map<
    string,
    { readonly line: number; readonly table: string; readonly name: string; count: number; seconds: number | undefined }
  >()

  constructor(
    private readonly sink: TraceSink,
    private readonly badNumber: (line: number) => void,
  ) {}

  /** True when the line is of a latency tracer. */
  take(line: number, { pid, at, processor, rest }: EventLine): boolean {
    const told = toldBy(rest.slice(0, 300))
    if (!told) return false
    this.sink.event?.({ line, pid, at, name: told.event, text: rest })
    for (const [what, value] of told.measured) this.#add(line, told.event, `CPU ${processor}: largest ${what}`, value)
    return true
  }

  /** A line of the head. */
  comment(line: number, tracer: string, text: string): void {
    const digits = longest.exec(text.slice(0, 100))?.[1]
    if (digits !== undefined) this.#add(line, tracer, 'longest latency', seconds(digits, 1e6))
  }

  end(): void {
    for (const { line, table, name, count, seconds: value } of this.#largest.values())
      this.sink.count?.({ line, table, name, calls: count, errors: undefined, seconds: value })
    this.#largest.clear()
  }

  #add(line: number, table: string, name: string, value: number | undefined): void {
    if (value === undefined) this.badNumber(line)
    const key = `${table} ${name}`
    const known = this.#largest.get(key)
    if (!known && this.#largest.size < limit) this.#largest.set(key, { line, table, name, count: 1, seconds: value })
    if (!known) return
    known.count++
    // One that cannot be read may have been the largest.
    known.seconds = known.seconds === undefined || value === undefined ? undefined : Math.max(known.seconds, value)
  }
}
