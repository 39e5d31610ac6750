import { decimalOf, wholeOf } from '@/lib/text/number'
import type { LatencyFigures } from '../../model'
import type { Reading } from '../../reading'
import { Verdict } from '../../results/verdict'

/** Seconds in the unit of a file: its microseconds or nanoseconds. */
export type Unit = 1e-6 | 1e-9

/** A number of the file as seconds; undefined for `-`, for a damaged one (which is flagged), and for none. */
export function timeOf(reading: Reading, text: string | undefined, unit: Unit, line: number): number | undefined {
  const value = figureOf(reading, text, line)
  return value === undefined ? undefined : Number((value * unit).toPrecision(12))
}

/** The same of a count. */
export function figureOf(reading: Reading, text: string | undefined, line: number): number | undefined {
  if (text === undefined || text === '-' || text === '') return undefined
  const value = wholeOf(text) ?? decimalOf(text)
  if (value === undefined) reading.flag('badNumbers', line)
  return value
}

const shown = (seconds: number | undefined): string =>
  seconds === undefined ? 'unknown' : `${Number((seconds * 1e6).toPrecision(9))} µs`

type Measured = {
  readonly suite: string
  readonly of: string
  readonly latency: LatencyFigures
  readonly line: number
  /** Of the run, in seconds. */
  readonly duration: number | undefined
}

/** A record of what was measured. A measurement has no verdict: whether it is good enough, a requirement says. */
export function measured(reading: Reading, { suite, of, latency, line, duration }: Measured): void {
  const { count, overflows } = latency
  // Where nothing was measured, the tool prints what it began with.
  const figures = count === 0 ? { ...latency, min: undefined, average: undefined, max: undefined } : latency
  reading.flag('noVerdict', line)
  const message = [
    `min ${shown(figures.min)}, average ${shown(figures.average)}, max ${shown(figures.max)}`,
    count === undefined ? 'count unknown' : `${count} measured`,
    ...(overflows === undefined ? [] : [`${overflows} beyond the histogram`]),
  ].join('; ')
  const time = duration === undefined ? {} : { duration }
  reading.record({
    suite,
    case: of,
    verdict: Verdict.of('latency', 'measured'),
    message,
    line,
    target: of,
    latency: figures,
    ...time,
  })
}

/** `0 00:01:00`: days, hours, minutes, seconds. */
export function durationOf(text: string): number | undefined {
  const [, days, hours, minutes, seconds] = /^(\d{1,6}) (\d\d):(\d\d):(\d\d)$/.exec(text.trim()) ?? []
  if (days === undefined) return undefined
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}
