import { number } from '@/lib/text/counts'
import { csvOf } from '@/lib/text/csv'

/** A column of a list of figures. */
export type Column<Row> = {
  readonly name: string
  readonly title: string
  /** What is sorted, searched and saved; what is shown, too, where the list is not told otherwise. */
  readonly value: (row: Row) => string | number | null
  /** Track of the grid: `8rem`, `minmax(10rem,1fr)`. */
  readonly width: string
  readonly isCode?: boolean
  readonly help?: string
}

export type Sorting = { readonly column: string; readonly isDown: boolean }

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Rows with what is searched in them: made once for a list, not for each sign that is typed. */
export type Searchable<Row> = { readonly rows: readonly Row[]; readonly texts: () => readonly string[] }

export function searchable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): Searchable<Row> {
  let texts: string[] | undefined
  const textOf = (row: Row) => columns.map(({ value }) => String(value(row) ?? '').toLowerCase()).join('\n')
  return {
    rows,
    texts: () => {
      texts ??= rows.map(textOf)
      return texts
    },
  }
}

/** Rows that have all the words, each in one of their columns, in order. */
export function shownRows<Row>(
  { rows, texts }: Searchable<Row>,
  columns: readonly Column<Row>[],
  words: string,
  sorting: Sorting | undefined,
): readonly Row[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (index: number) => wanted.every((word) => (texts()[index] ?? '').includes(word))
  const fitting = wanted.length === 0 ? rows : rows.filter((_, index) => has(index))
  const column = columns.find(({ name }) => name === sorting?.column)
  if (!sorting || !column) return fitting
  const keyed = fitting.map((row) => ({ row, value: column.value(row) }))
  const direction = sorting.isDown ? -1 : 1
  const order = fitting.length > mostCollated ? plainOrder : collator.compare
  keyed.sort((left, right) => compare(left.value, right.value, direction, order))
  return keyed.map(({ row }) => row)
}

/** Longer lists are sorted as machines do: a page may not stop for it. */
const mostCollated = 20_000
const plainOrder = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

type Value = string | number | null

/** Nothing comes last, whichever way. */
function compare(left: Value, right: Value, direction: number, order: (a: string, b: string) => number): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  if (typeof left === 'number' && typeof right === 'number') return direction * (left - right)
  return direction * order(String(left), String(right))
}

/** The next order of a column: numbers begin with the largest. */
export function nextSorting<Row>(
  sorting: Sorting | undefined,
  { name, value }: Column<Row>,
  rows: readonly Row[],
): Sorting | undefined {
  const first = rows.length > 0 && rows.some((row) => typeof value(row) === 'number')
  if (sorting?.column !== name) return { column: name, isDown: first }
  return sorting.isDown === first ? { column: name, isDown: !first } : undefined
}

/** Rows as CSV, under the titles of their columns. */
export const figuresCsv = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string =>
  csvOf([columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ value }) => value(row)))])

/** Seconds as people read them: `0.31 ms`, `12 µs`, `4.2 s`. */
export function secondsText(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return ''
  const [value, unit] = seconds >= 1 ? [seconds, 's'] : seconds >= 0.001 ? [seconds * 1e3, 'ms'] : [seconds * 1e6, 'µs']
  return `${Number(value.toPrecision(3)).toLocaleString('en')} ${unit}`
}

/** `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${Number(value.toPrecision(3)).toLocaleString('en')} ${unit}`
}

/** `ENOENT 4, EAGAIN 2`: the most frequent first. */
export const countsText = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([, left], [, right]) => right - left)
    .map(([name, count]) => `${name} ${number(count)}`)
    .join(', ')
