import { figureOf } from '@/lib/text/number'
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

/** Units that perf prints between a value and its event. */
export const isUnit = (word: string): boolean =>
  perSecond.has(word) || /^(?:Joules|Watts|C|[KMG]i?B|Bytes|%)$/.test(word)

/** One blank parts thousands in a text for people; elsewhere no value has one. */
export const valueForm = String.raw`<not (?:supported|counted)>|\d{1,3}(?: \d{3})+(?:[.,]\d+)?|\d[\d.,'’\u00a0\u2007\u2009\u202f\u066b\u066c]{0,40}`
const value = new RegExp(`^(?:${valueForm})$`)
export const isValue = (text: string): boolean => value.test(text)

/** perf counts whole things, or prints two digits behind the point; six in JSON, and for clocks before perf 4.15. */
const decimals = { count: [0, 2, 6], time: [2, 6, 9], nanoseconds: [0, 2, 6] } as const

/** Gives a counter to the sink: a count as calls, a time as seconds, anything else with its value in its name. */
export function giveCounter(counter: Counter, line: number, sink: TraceSink, flags: Flags): void {
  const { table, name, value, unit, running } = withUnit(counter)
  const hasValue = !value.startsWith('<')
  if (!hasValue) flags.add('notCounted', line)
  else if (running < 100) flags.add('estimated', line)
  const scale = perSecond.get(unit)
  const isOther = hasValue && unit !== '' && scale === undefined
  const told = unit === '' ? decimals.count : scale === 1e9 ? decimals.nanoseconds : decimals.time
  const figure = hasValue && !isOther ? figureOf(value, told) : undefined
  const known = typeof figure === 'number' ? figure : undefined
  if (hasValue && !isOther && known === undefined) flags.add('badNumbers', line)
  const count: TraceCount = {
    ...{ line, table, name: isOther ? `${name} (${value} ${unit})` : name, errors: undefined },
    calls: unit === '' ? known : undefined,
    seconds: known !== undefined && scale !== undefined ? Math.round((known / scale) * 1e9) / 1e9 : undefined,
  }
  sink.count?.(count)
}

/** Older perf has the unit in the name, `task-clock (msec)` and `task-clock-msecs`, or leaves it out: clocks count in msec. */
function withUnit(counter: Counter): Counter {
  if (counter.unit !== '') return counter
  const [, name, unit] = /^(\S{1,200}?)(?: \((\w{1,10})\)|-(msecs))$/.exec(counter.name) ?? []
  if (name !== undefined && isUnit(unit ?? 'msec')) return { ...counter, name, unit: unit ?? 'msec' }
  const isClock = /^(?:task|cpu)-clock(?::\w{1,8})?$/.test(counter.name)
  return isClock && /[.,]\d{6}$|[.,]\d{2}$/.test(counter.value) ? { ...counter, unit: 'msec' } : counter
}

/** `50.01%` with either point; undefined for what is no share. */
export function shareOf(text: string): number | undefined {
  const found = figureOf(text, [0, 1, 2])
  return typeof found === 'number' && found <= 100 ? found : undefined
}
