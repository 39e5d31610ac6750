import type { Flags } from '../flags'
import type { TraceCount, TraceSink } from '../model'
import { type Column, cellsOf, type Row, wordsOf } from './columns'

/** Columns that `strace -c` can print (-U), by what stands at their head (strace: src/count.c). */
const known = new Set([
  ...['%time', 'seconds', 'usecs/call', 'calls', 'errors', 'syscall', 'shortest', 'longest'],
  ...['wall-total', 'wall-avg', 'wall-min', 'wall-max'],
])

/** Calls that make processes or threads. */
const makers = /^(?:clone3?|v?fork)$/

/** More tables than these are not told apart. */
const limit = 10_000

type Table = {
  readonly columns: readonly Column[]
  readonly name: string
  readonly line: number
  rows: number
  calls: number
  errors: number
  seconds: number
  percent: number
  made: number
}

/**
 * Tables of `strace -c` (and `-C`, `-w`, `-S`, `-U`; strace 4 to 7) wherever they stand in a text, also with blank lines
 * between their rows, as web pages have them. Rows go to the sink, the sums are held against the last row.
 */
export class StraceTables {
  #open: Table | undefined
  #title = ''
  readonly #names = new Set<string>()
  #made: { readonly line: number; readonly count: number } | undefined

  constructor(
    private readonly sink: TraceSink,
    private readonly flags: Flags,
  ) {}

  /** Processes and threads that the tables count, with the line of the first of these tables. */
  get made(): { readonly line: number; readonly count: number } | undefined {
    return this.#made
  }

  /** True when the line is part of a table. */
  read(line: number, text: string): boolean {
    const columns = headOf(text)
    if (columns) {
      this.end()
      this.#open = {
        columns,
        name: this.#nextName(),
        line,
        rows: 0,
        calls: 0,
        errors: 0,
        seconds: 0,
        percent: 0,
        made: 0,
      }
      return true
    }
    if (!this.#open) {
      const mode = /^System call usage summary for (\S.{0,40}) mode:$/.exec(text.slice(0, 200))?.[1]
      this.#title = mode ?? commandOf(text) ?? this.#title
      return mode !== undefined
    }
    return /^[- ]{6,}$/.test(text) || text.trim() === '' || this.#row(this.#open, line, text)
  }

  /** A table that has met no last row was cut off. */
  end(): void {
    if (this.#open) this.flags.add('tableCut', this.#open.line)
    this.#open = undefined
  }

  #nextName(): string {
    const title = this.#title
    this.#title = ''
    if (this.#names.size >= limit) return 'further tables'
    const name = title === '' ? `table ${this.#names.size + 1}` : title
    const own = this.#names.has(name) ? `${name} (table ${this.#names.size + 1})` : name
    this.#names.add(own)
    return title === '' && this.#names.size === 1 ? '' : own
  }

  #row(table: Table, line: number, text: string): boolean {
    const row = cellsOf(text, table.columns, 'syscall')
    const isRow =
      row !== undefined && /^\w+$/.test(row.syscall ?? '') && table.columns.every(({ name }) => fits(name, row))
    if (!isRow) return false // what a program wrote in between
    if (row.syscall === 'total') this.#total(table, line, row)
    else this.#add(table, line, row)
    return true
  }

  #add(table: Table, line: number, row: Row): void {
    const count: TraceCount = {
      ...{ line, table: table.name, name: row.syscall ?? '' },
      calls: numberOf(row.calls),
      errors: 'errors' in row ? (numberOf(row.errors) ?? 0) : undefined,
      seconds: numberOf(row.seconds) ?? numberOf(row['wall-total']),
    }
    table.rows++
    table.calls += count.calls ?? 0
    table.errors += count.errors ?? 0
    table.seconds += numberOf(row.seconds) ?? 0
    table.percent += numberOf(row['%time']) ?? 0
    if (makers.test(count.name)) table.made += count.calls ?? 0
    this.sink.count?.(count)
  }

  #total(table: Table, line: number, row: Row): void {
    this.#open = undefined
    const { calls, errors, seconds, percent, rows, made } = table
    const differs = (name: string, sum: number, tolerance: number) =>
      name in row && Math.abs((numberOf(row[name]) ?? 0) - sum) > tolerance
    // Each row is rounded by itself. Where no time was measured, every row has 0 % and the total 100 %.
    const isWrong =
      differs('calls', calls, 0) ||
      differs('errors', errors, 0) ||
      differs('seconds', seconds, rows * 1e-6) ||
      (percent > 0 && differs('%time', percent, 0.1 + rows * 0.005))
    if (isWrong) this.flags.add('totalsWrong', line)
    if (made > 0) this.#made = { line: this.#made?.line ?? table.line, count: (this.#made?.count ?? 0) + made }
  }
}

/** Columns of a head; undefined for any other line. `% time` is one name. */
export function headOf(text: string): readonly Column[] | undefined {
  if (text.length > 300 || !text.includes('syscall')) return undefined
  const words = wordsOf(text.replace('% time', ' %time'))
  const isHead = words.length > 1 && words.every(({ name }) => known.has(name)) && isDifferent(words)
  return isHead ? words : undefined
}

const isDifferent = (words: readonly Column[]): boolean => new Set(words.map(({ name }) => name)).size === words.length

/** The command of a line such as `strace -c mdt reservoir &> reservoir.summary`, which web pages show above its table. */
function commandOf(text: string): string | undefined {
  if (text.length > 1_000 || !text.includes('strace ')) return undefined
  const command = /^(?:[$#] ?)?(strace (?:-\S+ )*-\w*[cC]\b[^&|;#<>]*)(?:[<>]?)/.exec(text)
  return command?.[1]?.replace(/ \d$/, (digit) => (/[<>]$/.test(command[0]) ? '' : digit)).trim() // 2> x
}

/** Each cell is a number, or empty: errors for none, everything but the calls in the last row of an old table. */
const fits = (name: string, row: Row): boolean =>
  name === 'syscall' || (row[name] === '' ? name !== 'calls' : /^\d+(?:\.\d+)?$/.test(row[name] ?? ''))

const numberOf = (cell: string | undefined): number | undefined =>
  cell === undefined || cell === '' ? undefined : Number(cell)
