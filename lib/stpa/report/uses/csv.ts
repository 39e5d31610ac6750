/**
 * Characters with which a spreadsheet takes a cell for a formula (OWASP, CSV injection). Such a cell gets an apostrophe
 * before it, which spreadsheets show as text.
 */
const formula = /^[\s]*[=+\-@]|^[\t\r\n]/

/** Undoes what `csvCell` put before a cell that looked like a formula. */
export const withoutGuard = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

function csvCell(value: string): string {
  // NUL would end the cell for some readers; nothing that people write holds one.
  const text = value.replaceAll('\0', '')
  const guarded = formula.test(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Rows as RFC 4180: commas, CRLF, quotes doubled, cells that look like formulas guarded. */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')
}
