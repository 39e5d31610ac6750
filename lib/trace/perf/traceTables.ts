import { figureOf, wholeOf } from '@/lib/text/number'
import type { Flags } from '../flags'
import type { TraceCount, TraceSink } from '../model'
import { type Column, cellsOf, wordsOf } from '../table/columns'

const known = new Set(['syscall', 'calls', 'errors', 'total', 'min', 'avg', 'max', 'stddev'])

/** Head of such a table, in perf of any age. */
export const isTableHead = (text: string): boolean => {
  const words = text.length > 500 ? [] : wordsOf(text).map(({ name }) => name)
  return words[0] === 'syscall' && words.length >= 5 && words.every((word) => known.has(word))
}

const isTitle = (text: string): boolean => text === 'Summary of events:' || /^_*\) +Summary of events +\(_*$/.test(text)

/** Does a text hold tables of perf trace -s? */
export const hasTables = (head: readonly string[]): boolean =>
  head.some((line) => line.length < 500 && (isTitle(line.trim()) || isTableHead(line)))

/** Tables of `perf trace -s`: one for each thread, times in milliseconds. Older perf has no columns of errors or totals. */
export class PerfTraceTables {
  #thread = ''
  #columns: readonly Column[] | undefined
  #hasBegun = false
  /** The last row: how it failed stands behind it (--errno-summary). */
  #row: TraceCount | undefined

  constructor(
    private readonly sink: TraceSink,
    private readonly flags: Flags,
  ) {}

  /** True when the line is part of a table. */
  read(line: number, text: string): boolean {
    const trimmed = text.length > 500 ? '' : text.trim()
    if (isTitle(trimmed)) {
      this.#hasBegun = true
      return true
    }
    this.#hasBegun ||= isTableHead(trimmed)
    if (!this.#hasBegun) return /^_{30,}$/.test(trimmed)
    if (/^\(msec\)[()msec %]*$/.test(trimmed) || /^(?:---|___)[-_ ]+$/.test(trimmed)) return true
    if (/^\[ task - pid \]/.test(trimmed)) return true
    if (this.#error(trimmed)) return true
    const before = this.#row
    const isRead =
      this.#title(trimmed) || this.#head(trimmed, text) || this.#takeRow(line, text) || this.#task(line, trimmed)
    if (isRead && before) this.#give(before)
    if (isRead && this.#row === before) this.#row = undefined
    return isRead
  }

  end(): void {
    if (this.#row) this.#give(this.#row)
    this.#row = undefined
  }

  #give(row: TraceCount): void {
    const all = Object.values(row.errnos ?? {})
    const isWrong =
      all.length > 0 && row.errors !== undefined && all.reduce((sum, count) => sum + count, 0) !== row.errors
    if (isWrong) this.flags.add('totalsWrong', row.line)
    this.sink.count?.(row)
  }

  /** `ENOENT: 3`, how the call of the row above failed. */
  #error(text: string): boolean {
    const [, errno, count] = /^(E[A-Z0-9]{1,20}|\d{1,4}): (\d{1,10})$/.exec(text) ?? []
    if (errno === undefined || !this.#row) return false
    this.#row = { ...this.#row, errnos: { ...this.#row.errnos, [errno]: Number(count) } }
    return true
  }

  /** `t (23717), 201 events, 67.2%`, of older perf with `, 0.000 msec` behind it, or `total, 201 events`. */
  #title(text: string): boolean {
    const title = /^(.*), \d+ events(?:, \d+[.,]\d+%)?(?:, \d+[.,]\d+ msec)?$/.exec(text)?.[1]
    if (title === undefined) return false
    this.#thread = title
    this.#columns = undefined
    return true
  }

  #head(text: string, line: string): boolean {
    if (!isTableHead(text)) return false
    this.#columns = wordsOf(line)
    return true
  }

  /** `pump - 501 :         49   [  86.0% ]      0.000 ms`: perf 3.12 counts events by thread. */
  #task(line: number, text: string): boolean {
    const [, name, events] = /^(.{1,40} - \d{1,10}) : +(\d{1,15}) +\[ *[\d.,]{1,6}% *\] /.exec(text.slice(0, 200)) ?? []
    if (name === undefined) return false
    const nothing = { errors: undefined, seconds: undefined }
    this.sink.count?.({ line, table: 'events', name, calls: wholeOf(events ?? ''), ...nothing })
    return true
  }

  #takeRow(line: number, text: string): boolean {
    const row = this.#columns && cellsOf(text, this.#columns, 'syscall')
    if (!row || !/^\w+$/.test(row.syscall ?? '') || !/^\d/.test(row.calls ?? '')) return false
    const [calls, errors] = [wholeOf(row.calls ?? ''), row.errors === undefined ? 0 : wholeOf(row.errors)]
    const total = row.total === undefined ? undefined : figureOf(row.total, [3])
    const isBad = calls === undefined || errors === undefined || (row.total !== undefined && typeof total !== 'number')
    if (isBad) this.flags.add('badNumbers', line)
    this.#row = {
      ...{ line, table: this.#thread, name: row.syscall ?? '', calls },
      errors: row.errors === undefined ? undefined : errors,
      seconds: typeof total === 'number' ? Math.round(total * 1e3) / 1e6 : undefined,
    }
    return true
  }
}
