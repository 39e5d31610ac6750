import type { Latencies, Series } from '@/lib/trace/usage/series'
import type { ChartRow } from './chart'

/** Calls of each slice by subsystem, and those of all others: together they are all calls. */
export function callRows({ calls, subsystems }: Series): ChartRow[] {
  const rest = calls.map((count, index) => {
    const named = subsystems.reduce((sum, row) => sum + (row.calls[index] ?? 0), 0)
    return Math.max(0, count - named)
  })
  return [...subsystems, { name: 'all others', calls: rest }].map((row, index) => ({
    name: row.name,
    colour: `var(--chart-${index + 1})`,
    values: row.calls,
  }))
}

/** Errors in a hundred calls, of each slice. */
export const errorRow = ({ calls, errors }: Series): ChartRow => ({
  name: 'errors in a hundred calls',
  colour: 'var(--error)',
  values: calls.map((count, index) => (count > 0 ? Math.round((1_000 * (errors[index] ?? 0)) / count) / 10 : 0)),
})

/** Second at which a slice begins, from the first call on. */
export const sliceStart = ({ width }: Series, index: number): string => `${Number((index * width).toPrecision(6))} s`

/** Times at which the buckets of a distribution begin: each is twice as wide as the one before. */
export const bucketNames = ({ counts }: Latencies): string[] =>
  counts.map((_, exponent) => (exponent === 0 ? `< ${micros(2)}` : `≥ ${micros(2 ** exponent)}`))

function micros(value: number): string {
  const [scaled, unit] = value < 1_000 ? [value, 'µs'] : value < 1e6 ? [value / 1_000, 'ms'] : [value / 1e6, 's']
  return `${Number(scaled.toPrecision(3))} ${unit}`
}
