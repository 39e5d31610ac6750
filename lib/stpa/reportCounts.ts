import type { ReportLine } from './model'

const outcomes = ['created', 'repaired', 'skipped', 'lost'] as const
type Outcome = (typeof outcomes)[number]

/** What is told, and is nothing of the input: what limits a file, who is taken for whom. */
export const isNotice = ({ count }: ReportLine): boolean => count === 0

/** How much of the input was created, repaired, skipped and lost: what lines stand for, and not how many lines there are. */
export function countOutcomes(report: Iterable<ReportLine>): Record<Outcome, number> {
  const counts = { created: 0, repaired: 0, skipped: 0, lost: 0 }
  for (const { outcome, count = 1 } of report) counts[outcome] += count
  return counts
}

/** `19 created, 0 repaired, 0 skipped, 0 lost`: how the report of every import ends. */
export const outcomesText = (counts: Readonly<Partial<Record<Outcome, number>>>): string =>
  outcomes.flatMap((name) => (counts[name] === undefined ? [] : [`${counts[name]} ${name}`])).join(', ')

/** One line for each sort of what was created, such as `4 hazards`. */
export const createdLine = (message: string, count: number): ReportLine => ({ outcome: 'created', message, count })
