/** What stands in a cell. Nothing, and a number that is none, leave it empty. */
export type Cell = string | number | null | undefined

/**
 * How a text begins that a spreadsheet may compute: one of its signs (full-width and small forms too), also behind
 * blanks, invisible signs and quotes, which some programs take off first; or a tab or an end of line.
 * Source: OWASP, CSV injection.
 */
const formula = /^(?:'*[\t\r\n]|[\s\p{Z}\p{C}"'`‘’“”]*[=+\-@|−＝＋－＠｜﹦﹢﹣﹫])/u

/**
 * A text with an apostrophe before what looks like a formula: a spreadsheet then shows a text. One that has apostrophes
 * of its own before such signs gets one more, so that `withoutGuard` gives back each text as it was.
 */
const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** Undoes what the writer put before a text that looked like a formula. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/** A number stays a number, whatever its sign. NUL would end the cell for some readers: it is shown. */
function textOf(cell: Cell): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  return guarded((cell ?? '').replaceAll('\0', '␀'))
}

function quoted(text: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as RFC 4180: commas, CRLF, quotes doubled. The one writer of CSV: texts that look like formulas are guarded. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map((cell) => quoted(textOf(cell))).join(',')}\r\n`).join('')
}

/** Rows for the clipboard, as spreadsheets take them: tabs between cells of one line each, guarded alike. */
export function clipboardRows(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map((cell) => textOf(cell).replace(/\s+/g, ' ')).join('\t')).join('\n')
}
