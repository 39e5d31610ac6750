import type { Report, ReportLine } from '../model'

/** Lines by outcome, in the order in which they were met. */
export function sortReport(lines: readonly ReportLine[]): Report {
  const of = (outcome: ReportLine['outcome']) => lines.filter((line) => line.outcome === outcome)
  return { created: of('created'), repaired: of('repaired'), skipped: of('skipped'), lost: of('lost') }
}
