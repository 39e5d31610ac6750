import { eachLine } from '../../lines'
import type { LatencyFigures } from '../../model'
import type { Reading } from '../../reading'
import type { EvidenceFormat } from '../types'
import { durationOf, figureOf, measured, timeOf, type Unit } from './figures'
import { stopped } from './rtlaHist'

/** `  0 00:01:00   |          IRQ Timer Latency (us)        |         Thread Timer Latency (us)`. */
const timerlatHead = /^ {0,4}(\d{1,6} \d\d:\d\d:\d\d) {0,10}\| {1,40}IRQ Timer Latency \((us|ns)\)/
/** `duration:   0 00:01:00 | time is in us`. */
const osnoiseHead = /^duration: {1,4}(\d{1,6} \d\d:\d\d:\d\d)(?: \| time is in (us|ns))?\s*$/
const columnHead = /^CPU (?:COUNT|Period) /
const row = /^ {0,8}(\d{1,6}) #(\d{1,20})( .{0,600})$/
const rest = /^(?: {0,80}(?:Timer Latency|Operating System Noise)\s*|ALL #.{0,600}|[-|]{10,600}\s*|\s*)$/

type Row = { readonly of: string; readonly latency: LatencyFigures; readonly line: number }

class RtlaTopReader {
  #tool = 'rtla timerlat top'
  #unit: Unit = 1e-6
  #duration: number | undefined
  /** The last of each: top prints them again and again. */
  readonly #rows = new Map<string, Row>()

  constructor(private readonly reading: Reading) {}

  line(text: string, number: number): void {
    const head = timerlatHead.exec(text.slice(0, 200)) ?? osnoiseHead.exec(text.slice(0, 200))
    if (head) this.#begin(head[1] ?? '', head[2], text.startsWith('duration:') ? 'osnoise' : 'timerlat')
    else if (!columnHead.test(text) && !this.#row(text, number) && !rest.test(text))
      stopped(this.reading, this.#tool, text, number)
  }

  end(): void {
    this.reading.fact('tool', this.#tool)
    for (const each of this.#rows.values())
      measured(this.reading, { ...each, suite: this.#tool, duration: this.#duration })
  }

  #begin(duration: string, unit: string | undefined, tool: string): void {
    this.#tool = `rtla ${tool} top`
    this.#unit = unit === 'ns' ? 1e-9 : 1e-6
    this.#duration = durationOf(duration)
  }

  #row(text: string, line: number): boolean {
    const [, processor, count, cells] = row.exec(text.slice(0, 700)) ?? []
    if (cells === undefined || processor === undefined) return false
    if (cells.includes('|')) this.#latencies(Number(processor), count, cells, line)
    else this.#noise(Number(processor), count, cells.trim().split(/ +/), line)
    return true
  }

  /** `cur min avg max` of interrupt, thread and return to user. */
  #latencies(processor: number, count: string | undefined, text: string, line: number): void {
    const kinds = ['IRQ latency', 'thread latency', 'return to user latency']
    for (const [at, part] of text.split('|').slice(1).entries()) {
      const cells = part.trim().split(/ +/)
      if (cells.length !== 4 || kinds[at] === undefined) continue
      const time = (cell: string | undefined) => timeOf(this.reading, cell, this.#unit, line)
      const [, min, average, max] = cells.map(time)
      this.#add(`CPU ${processor} ${kinds[at]}`, count, { min, average, max }, line)
    }
  }

  /** Runtime, noise, share, largest noise in a period, largest single noise, counts: no smallest and no average is told. */
  #noise(processor: number, count: string | undefined, cells: readonly string[], line: number): void {
    const time = (cell: string | undefined) => timeOf(this.reading, cell, this.#unit, line)
    const nothing = { min: undefined, average: undefined }
    this.#add(`CPU ${processor} noise in a period`, count, { ...nothing, max: time(cells[3]) }, line)
    this.#add(`CPU ${processor} single noise`, count, { ...nothing, max: time(cells[4]) }, line)
  }

  #add(
    of: string,
    count: string | undefined,
    found: Pick<LatencyFigures, 'min' | 'average' | 'max'>,
    line: number,
  ): void {
    const latency = { count: figureOf(this.reading, count, line), ...found, overflows: undefined }
    this.#rows.set(of, { of, latency, line })
  }
}

/** What `rtla timerlat top` and `rtla osnoise top` print. */
export const rtlaTop: EvidenceFormat = {
  name: 'rtlaTop',
  title: 'rtla top: latencies of timers, noise of the system',
  recognise: ({ lines }) =>
    lines.some((line) => timerlatHead.test(line.slice(0, 200)) || osnoiseHead.test(line.slice(0, 200))),
  read(text, reading) {
    const reader = new RtlaTopReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
  },
}
