import type { Reading } from './reading'

/** Longer lines are cut and flagged: no format has such a line, a hostile file may. */
const longest = 100_000

/** Gives the lines of a text one by one, with their numbers from 1; behind the last line end there is none. */
export function eachLine(text: string, reading: Reading, take: (line: string, number: number) => void): void {
  let [from, number] = [0, 1]
  while (from < text.length) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    if (end - from > longest) reading.flag('longTexts', number)
    take(text.slice(from, Math.min(end, from + longest)), number++)
    from = end + 1
  }
}
