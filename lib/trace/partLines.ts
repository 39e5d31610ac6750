import type { TraceCall, TraceSink } from './model'

/** Nothing is known of how it ended: a digit, or the whole of an error, may be missing. */
const withoutResult = (call: TraceCall): TraceCall => ({ ...call, outcome: 'unknown', errno: '', result: '' })

/**
 * Passes on what a reader finds, but for the ends of lines that are parts of longer ones: `= 0x7f3` is no value there, a
 * count may have lost digits, and a name letters. One place for every format.
 * @param parts numbers of such lines
 */
export function guarded(sink: TraceSink, parts: ReadonlySet<number>): TraceSink {
  const isPart = (line: number): boolean => parts.size > 0 && parts.has(line)
  const unknown = (line: number, text: string): void => sink.unknown?.(line, text)
  const nothing = { calls: undefined, errors: undefined, seconds: undefined }
  // What the sink does not take is not made for it.
  return {
    call: (call) => sink.call(isPart(call.endLine) ? withoutResult(call) : call),
    ...(sink.note && { note: (note) => sink.note?.(note) }),
    ...(sink.count && { count: (count) => sink.count?.(isPart(count.line) ? { ...count, ...nothing } : count) }),
    ...(sink.symbol && {
      symbol: (symbol) => (isPart(symbol.line) ? unknown(symbol.line, symbol.name) : sink.symbol?.(symbol)),
    }),
    ...(sink.event && {
      event: (event) => (isPart(event.line) ? unknown(event.line, event.text) : sink.event?.(event)),
    }),
    ...(sink.unknown && { unknown }),
    ...(sink.fileEnd && { fileEnd: () => sink.fileEnd?.() }),
  }
}
