import { eachLine } from '../../lines'
import type { LatencyFigures } from '../../model'
import type { Reading } from '../../reading'
import { Verdict } from '../../results/verdict'
import type { EvidenceFormat } from '../types'
import { figureOf, measured, timeOf, type Unit } from './figures'

/** `T: 0 ( 4712) P:80 I:1000 C:  10000 Min:      2 Act:    3 Avg:    3 Max:      11` (rt-tests: cyclictest.c, print_stat). */
const thread =
  /^T: {0,4}(\d{1,5}) {1,4}\( {0,8}\d{1,10}\) P: {0,3}\d{1,3} I: {0,8}\d{1,12} C: {0,12}(\S{1,20}) Min: {0,12}(\S{1,20}) Act:( {0,12}\S{1,20}) Avg: {0,12}(\S{1,20}) Max: {0,12}(\S{1,20})/
const summary = /^# (Total|Min Latencies|Avg Latencies|Max Latencies|Histogram Overflows):((?: \S{1,20}){0,4000})\s*$/
const bucket = /^\d{6,10} \d{6,20}(?:[\t ]\d{6,20}){0,4000}\s*$/
const broken = /^# Break (thread|value): (\d{1,20})/

/** Microseconds fill 5 columns, nanoseconds (-N) 8: nothing else says which they are. */
const unitOf = (act: string): Unit => (act.length === 8 && act.startsWith(' ') ? 1e-9 : 1e-6)

type Row = { readonly line: number; readonly latency: LatencyFigures }

class CyclictestReader {
  /** The last of each thread: cyclictest prints them again and again without -q. */
  readonly #threads = new Map<string, Row>()
  readonly #columns = new Map<string, { readonly line: number; readonly cells: readonly string[] }>()

  constructor(private readonly reading: Reading) {}

  line(text: string, number: number): void {
    const [, id, count, min, act = '', average, max] = thread.exec(text.slice(0, 400)) ?? []
    if (id !== undefined) {
      const time = (cell: string | undefined) => timeOf(this.reading, cell, unitOf(act), number)
      const latency = {
        count: figureOf(this.reading, count, number),
        min: time(min),
        average: time(average),
        max: time(max),
      }
      this.#threads.set(id, { line: number, latency: { ...latency, overflows: undefined } })
      return
    }
    const [, name, cells = ''] = summary.exec(text) ?? []
    if (name !== undefined) this.#columns.set(name, { line: number, cells: cells.trim().split(' ') })
    else if (!this.#broke(text, number) && !isPlain(text)) this.reading.unknown(number, text)
  }

  end(): void {
    for (const [id, { line, latency }] of this.#threads)
      if (!this.#columns.has('Min Latencies')) this.#give(id, latency, line)
    const cells = (name: string) => this.#columns.get(name)?.cells ?? []
    const { line = 1 } = this.#columns.get('Min Latencies') ?? {}
    // Of -H, the totals have one column more: all threads.
    for (const [index, min] of cells('Min Latencies').entries()) {
      const time = (cell: string | undefined) => timeOf(this.reading, cell, 1e-6, line)
      const figure = (cell: string | undefined) => figureOf(this.reading, cell, line)
      const latency: LatencyFigures = {
        ...{ count: figure(cells('Total')[index]), min: time(min), average: time(cells('Avg Latencies')[index]) },
        ...{ max: time(cells('Max Latencies')[index]), overflows: figure(cells('Histogram Overflows')[index]) },
      }
      this.#give(String(index), latency, line)
    }
  }

  /** The limit of -b, which the caller set, was passed. */
  #broke(text: string, line: number): boolean {
    const [, what, value] = broken.exec(text.slice(0, 100)) ?? []
    if (what === 'value')
      this.reading.record({
        suite: 'cyclictest',
        case: 'limit (-b)',
        verdict: Verdict.of('latency', 'limit passed'),
        message: `Break value: ${value} µs`,
        line,
      })
    return what !== undefined
  }

  #give(id: string, latency: LatencyFigures, line: number): void {
    measured(this.reading, { suite: 'cyclictest', of: `thread ${id}`, latency, line, duration: undefined })
  }
}

/** Heads, buckets of the histogram, loads, blank lines. */
const isPlain = (text: string): boolean =>
  text.trim() === '' ||
  bucket.test(text) ||
  /^(?:# |policy: |WARN: |INFO: |Thread \d{1,5} Interval: )/.test(text.slice(0, 100)) ||
  /^ {0,8}\d{1,8}: {0,8}\d{1,8}: {0,8}-?\d{1,12}$/.test(text.slice(0, 100))

/** What `cyclictest` prints, with -q or without, and its histogram (-h, -H). */
export const cyclictest: EvidenceFormat = {
  name: 'cyclictest',
  title: 'cyclictest: latencies of threads',
  recognise: ({ lines }) =>
    lines.some((line) => thread.test(line.slice(0, 400))) ||
    (lines.some((line) => /^# Histogram\s*$/.test(line)) && lines.some((line) => bucket.test(line))),
  read(text, reading) {
    reading.fact('tool', 'cyclictest')
    const reader = new CyclictestReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
  },
}
