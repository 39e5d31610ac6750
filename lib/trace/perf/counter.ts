import type { Flags } from '../flags'
import type { TraceCount, TraceSink } from '../model'

/** A counter of `perf stat` as one of its three forms writes it. */
export type Counter = {
  readonly table: string
  readonly name: string
  /** A number in the locale of who ran perf, `<not supported>` or `<not counted>`. */
  readonly value: string
  /** `msec`, `ns`, `Joules`, … ; '' for a count. */
  readonly unit: string
  /** Part of the time in which it was counted, in percent; 100 for a counter that has its place all the time. */
  readonly running: number
}

const perSecond: ReadonlyMap<string, number> = new Map([
  ...(['s', 'sec'] as const).map((unit) => [unit, 1] as const),
  ...(['ms', 'msec'] as const).map((unit) => [unit, 1e3] as const),
  ...(['us', 'usec'] as const).map((unit) => [unit, 1e6] as const),
  ...(['ns', 'nsec'] as const).map((unit) => [unit, 1e9] as const),
])

export const isValue = (text: string): boolean =>
  /^<not (?:supported|counted)>$/.test(text) || /^\d[\d.,'\u00a0\u202f]{0,40}$/.test(text)

/** Gives a counter to the sink: a count as calls, a time as seconds, anything else with its value in its name. */
export function giveCounter(counter: Counter, line: number, sink: TraceSink, flags: Flags): void {
  const { table, name, value, unit, running } = counter
  const hasValue = !value.startsWith('<')
  if (!hasValue) flags.add('notCounted', line)
  else if (running < 100) flags.add('estimated', line)
  const scale = perSecond.get(unit)
  const isOther = hasValue && unit !== '' && scale === undefined
  const count: TraceCount = {
    ...{ line, table, name: isOther ? `${name} (${value} ${unit})` : name, errors: undefined },
    calls: hasValue && unit === '' ? countOf(value) : undefined,
    seconds: hasValue && scale !== undefined ? Math.round((measureOf(value, unit) / scale) * 1e9) / 1e9 : undefined,
  }
  sink.count?.(count)
}

/** `1,234,567` in any locale. JSON has `215.000000`. */
const countOf = (value: string): number =>
  Math.round(/^\d+\.\d{6}$/.test(value) ? Number(value) : Number(value.replace(/\D/g, '')))

/** `1,234.56` or `1.234,56`: the last sign is the point. Nanoseconds are whole. */
function measureOf(value: string, unit: string): number {
  const point = Math.max(value.lastIndexOf('.'), value.lastIndexOf(','))
  if (point < 0 || unit.startsWith('n')) return countOf(value)
  return Number(`${value.slice(0, point).replace(/\D/g, '')}.${value.slice(point + 1)}`)
}
