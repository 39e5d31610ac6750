import { LineCleaner } from '../clean'
import { findFormat, recogniseFormat } from '../formats'
import type { ReadingOptions, TraceCall, TraceCount, TraceEvent, TraceNote, TraceSymbol } from '../model'

/** Reads a whole text as a file is read, and keeps all that comes of it. `format` where it is not to be recognised. */
export function readTrace(text: string, { format, ...options }: ReadingOptions & { format?: string } = {}) {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const found = format === undefined ? recogniseFormat(lines) : findFormat(format)
  const cleaner = new LineCleaner(lines)
  const [calls, notes, counts]: [TraceCall[], TraceNote[], TraceCount[]] = [[], [], []]
  const [symbols, events, unknown]: [TraceSymbol[], TraceEvent[], string[]] = [[], [], []]
  const reader = found?.read(
    {
      call: (call) => calls.push(call),
      note: (note) => notes.push(note),
      count: (count) => counts.push(count),
      symbol: (symbol) => symbols.push(symbol),
      event: (event) => events.push(event),
      unknown: (_line, line) => unknown.push(line),
    },
    options,
  )
  for (const line of lines) reader?.line(cleaner.line(line))
  const flags = reader?.end() ?? []
  const name = found?.name
  return { format: name, lines, calls, notes, counts, symbols, events, unknown, flags, repaired: cleaner.repaired }
}

export type Reading = ReturnType<typeof readTrace>

/** How often a flag was raised; 0 for never. */
export const flagged = ({ flags }: Reading, code: string): number =>
  flags.find((flag) => flag.code === code)?.count ?? 0

export const sum = (numbers: readonly (number | undefined)[]): number =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0)
