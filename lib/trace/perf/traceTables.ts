import type { TraceSink } from '../model'
import { type Column, cellsOf, wordsOf } from '../table/columns'

const known = new Set(['syscall', 'calls', 'errors', 'total', 'min', 'avg', 'max', 'stddev'])

/** Tables of `perf trace -s`: one for each thread, times in milliseconds. Older perf has no column of errors. */
export class PerfTraceTables {
  #thread = ''
  #columns: readonly Column[] | undefined
  #hasBegun = false

  constructor(private readonly sink: TraceSink) {}

  /** True when the line is part of a table. */
  read(line: number, text: string): boolean {
    const trimmed = text.length > 500 ? '' : text.trim()
    if (trimmed === 'Summary of events:') {
      this.#hasBegun = true
      return true
    }
    if (!this.#hasBegun) return false
    if (/^\(msec\)[()msec %]*$/.test(trimmed) || /^---[- ]+$/.test(trimmed)) return true
    return this.#title(trimmed) || this.#head(trimmed, text) || this.#row(line, text)
  }

  /** `t (23717), 201 events, 67.2%`, or `total, 201 events`. */
  #title(text: string): boolean {
    const title = /^(.*), \d+ events(?:, \d+\.\d+%)?$/.exec(text)?.[1]
    if (title === undefined) return false
    this.#thread = title
    this.#columns = undefined
    return true
  }

  #head(text: string, line: string): boolean {
    if (!text.startsWith('syscall ')) return false
    const words = wordsOf(line)
    if (!words.every(({ name }) => known.has(name))) return false
    this.#columns = words
    return true
  }

  #row(line: number, text: string): boolean {
    const row = this.#columns && cellsOf(text, this.#columns, 'syscall')
    if (!row || !/^\d+$/.test(row.calls ?? '') || !/^\d+\.\d+$/.test(row.total ?? '')) return false
    this.sink.count?.({
      ...{ line, table: this.#thread, name: row.syscall ?? '', calls: Number(row.calls) },
      errors: row.errors === undefined ? undefined : Number(row.errors),
      seconds: Number(row.total) / 1000,
    })
    return true
  }
}
