import { eachLine } from '../../lines'
import type { Reading } from '../../reading'
import { Verdict } from '../../results/verdict'
import type { EvidenceFormat } from '../types'
import { durationOf, figureOf, measured, timeOf, type Unit } from './figures'

const title = /^# RTLA (timerlat|osnoise) histogram\s*$/
const index = /^Index((?: {1,20}(?:IRQ|Thr|Usr|CPU)-\d{1,6}){1,12000})\s*$/
const row = /^(over|count|min|avg|max|ALL|\d{1,12}):? {1,20}(\S.{0,200000})$/

type Line = { readonly line: number; readonly cells: readonly string[] }

/** `IRQ-003` → `CPU 3 IRQ latency`; `CPU-003` of osnoise → `CPU 3 noise`. */
function nameOf(column: string): string {
  const [kind = '', digits = ''] = column.split('-')
  const what = { IRQ: 'IRQ latency', Thr: 'thread latency', Usr: 'return to user latency' }[kind] ?? 'noise'
  return `CPU ${Number(digits)} ${what}`
}

class RtlaHistReader {
  #tool = 'rtla'
  #unit: Unit = 1e-6
  #duration: number | undefined
  #columns: readonly string[] = []
  /** Sums over all processors stand below: they are computed of these. */
  #isOfAll = false
  readonly #rows = new Map<string, Line>()

  constructor(private readonly reading: Reading) {}

  line(text: string, number: number): void {
    const tool = title.exec(text.slice(0, 100))?.[1]
    if (tool !== undefined) this.#begin(tool)
    else if (text.startsWith('#')) this.#comment(text.slice(0, 200))
    else if (index.test(text)) this.#columns = text.trim().split(/ +/).slice(1)
    else if (!this.#row(text, number) && text.trim() !== '') stopped(this.reading, this.#tool, text, number)
  }

  end(): void {
    const cell = (name: string, at: number) => this.#rows.get(name)?.cells[at]
    for (const [at, column] of this.#columns.entries()) {
      const line = this.#rows.get('max')?.line ?? 1
      const time = (name: string) => timeOf(this.reading, cell(name, at), this.#unit, line)
      const figure = (name: string) => figureOf(this.reading, cell(name, at), line)
      const latency = { count: figure('count'), min: time('min'), average: time('avg'), max: time('max') }
      const all = { ...latency, overflows: figure('over') }
      measured(this.reading, { suite: this.#tool, of: nameOf(column), latency: all, line, duration: this.#duration })
    }
  }

  #begin(tool: string): void {
    this.#tool = `rtla ${tool} hist`
    this.reading.fact('tool', this.#tool)
  }

  #comment(text: string): void {
    if (/nanoseconds \(ns\)/.test(text)) this.#unit = 1e-9
    const [, duration] = /^# Duration: {1,10}(.{1,30})$/.exec(text.trimEnd()) ?? []
    if (duration !== undefined) this.#duration = durationOf(duration)
  }

  #row(text: string, line: number): boolean {
    const [, name = '', cells] = row.exec(text) ?? []
    if (cells === undefined || this.#columns.length === 0) return false
    if (name === 'ALL') this.#isOfAll = true
    else if (!this.#isOfAll && !/^\d/.test(name)) this.#rows.set(name, { line, cells: cells.trim().split(/ +/) })
    return true
  }
}

/** `rtla timerlat hit stop tracing`: the limit that the caller set (-T, -i, -s) was passed. Any other line is unknown. */
export function stopped(reading: Reading, suite: string, text: string, line: number): void {
  if (/\bhit stop tracing\b/.test(text.slice(0, 200)))
    reading.record({
      suite,
      case: 'limit of the run',
      verdict: Verdict.of('latency', 'limit passed'),
      message: text.slice(0, 200).trim(),
      line,
    })
  else reading.unknown(line, text)
}

/** What `rtla timerlat hist` and `rtla osnoise hist` print. */
export const rtlaHist: EvidenceFormat = {
  name: 'rtlaHist',
  title: 'rtla hist: latencies of timers, noise of the system',
  recognise: ({ lines }) =>
    lines.some((line) => title.test(line.slice(0, 100))) || lines.some((line) => index.test(line)),
  read(text, reading) {
    const reader = new RtlaHistReader(reading)
    eachLine(text, reading, (line, number) => reader.line(line, number))
    reader.end()
  },
}
