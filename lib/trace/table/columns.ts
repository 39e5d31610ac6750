/** A column of a table in text: its name and where it ends. */
export type Column = { readonly name: string; readonly from: number; readonly to: number }

/** Cells of a row by name of their column; '' for an empty one. */
export type Row = Readonly<Record<string, string>>

/** Words of a line, and where each stands. */
export function wordsOf(line: string): Column[] {
  const words: Column[] = []
  for (const match of line.matchAll(/\S+/g))
    words.push({ name: match[0], from: match.index, to: match.index + match[0].length })
  return words
}

/**
 * Cells of a row under columns of which all are right-aligned but `left`. With a word for each column there is no question;
 * else each word is of the column whose end (or begin, for the left-aligned one) is nearest. Undefined when the row has
 * more words than columns, or two words for one.
 */
export function cellsOf(line: string, columns: readonly Column[], left: string): Row | undefined {
  const words = wordsOf(line.slice(0, 1_000))
  if (words.length === 0 || words.length > columns.length) return undefined
  const cells: Record<string, string> = Object.fromEntries(columns.map(({ name }) => [name, '']))
  for (const [index, word] of words.entries()) {
    const column = words.length === columns.length ? columns[index] : nearest(word, columns, left)
    if (!column || cells[column.name] !== '') return undefined
    cells[column.name] = word.name
  }
  return cells
}

function nearest(word: Column, columns: readonly Column[], left: string): Column | undefined {
  const distance = ({ name, from, to }: Column) => Math.abs(name === left ? word.from - from : word.to - to)
  return columns.reduce((best, column) => (distance(column) < distance(best) ? column : best), columns[0] ?? word)
}
