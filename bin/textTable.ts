import { shownText } from '@/lib/text/visible'

/** Columns of text: numbers to the right, words to the left; control characters of hostile names are shown, not obeyed. */
export function textTable(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const table = [heads, ...rows.map((row) => row.map((cell) => plain(String(cell))))]
  const isNumber = heads.map((_, column) => rows.every((row) => /^[\d.]*$/.test(String(row[column] ?? ''))))
  const widths = heads.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    )
  return table.map((row) => `${line(row).join('  ').trimEnd()}\n`).join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const plain = (text: string): string => shownText(text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?'))
