import { LogPrefix } from '@/lib/text/prefix'
import type { Reading } from './reading'

/** Longer lines are cut and flagged: no format has such a line, a hostile file may. */
const longest = 100_000

/** So much of each end of a text shows how its lines begin. */
const shown = 64_000

/**
 * Gives the lines of a text one by one, behind the prefix of the log that they stand in, with their numbers from 1; behind
 * the last line end there is none. What was taken off is told. Every writer of these formats ends its lines: a last line
 * without an end was cut, or may have been, and what it says is not certain (docs/evidence-results.md, Files that were cut).
 */
export function eachLine(text: string, reading: Reading, take: (line: string, number: number) => void): void {
  const prefix = new LogPrefix(sampleOf(text))
  let [from, number] = [0, 1]
  while (from < text.length) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found
    if (found < 0 && text.slice(from).trim() !== '') reading.cutIn(number)
    if (end - from > longest) reading.flag('longTexts', number)
    take(prefix.strip(text.slice(from, Math.min(end, from + longest))), number++)
    from = end + 1
  }
  if (prefix.name === '') return
  const without = prefix.missed > 0 ? `; ${prefix.missed} lines without it are read as they stand` : ''
  reading.repaired(1, `the prefix of a log (${prefix.name}) was taken off ${prefix.stripped} lines${without}.`)
}

/** Lines of the beginning of a text, and of its end where that is another one. */
export function sampleOf(text: string): string[] {
  const parts = text.length > 2 * shown ? [text.slice(0, shown), text.slice(-shown)] : [text]
  return parts.flatMap((part) =>
    part
      .split('\n')
      .slice(0, 1_000)
      .map((line) => line.slice(0, 2_000)),
  )
}
