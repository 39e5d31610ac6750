import { type Content, piecesOf, writeWhole } from '@/lib/node/files'
import { formatPlace } from '@/lib/stpa/errors'
import { sortReport } from '@/lib/stpa/formats/report'
import type { Report, ReportLine } from '@/lib/stpa/model'
import { countOutcomes, outcomesText } from '@/lib/stpa/reportCounts'
import { shownText } from '@/lib/text/visible'

const outcomes = ['created', 'repaired', 'skipped', 'lost'] as const

/** The report as text: one line each, with file and line, then how much of each there is. */
export function reportText(report: Report): string {
  const all = outcomes.flatMap((outcome) => report[outcome])
  return `${linesText(all)}report: ${outcomesText(countOutcomes(all))}\n`
}

const linesText = (lines: readonly ReportLine[]): string =>
  lines.map((line) => `${line.outcome}: ${lineText(line)}\n`).join('')

/** What went otherwise than the input says; '' when nothing did. For commands whose result is not what was read. */
export function troubleText({ repaired, skipped, lost }: Report): string {
  const all = [...repaired, ...skipped, ...lost]
  if (all.length === 0) return ''
  const { created, ...counts } = countOutcomes(all)
  return `${linesText(all)}report: ${outcomesText(counts)}\n`
}

/** The same of report lines that are not sorted yet. */
export function troubleOf(lines: readonly ReportLine[]): string {
  return troubleText(sortReport(lines))
}

const lineText = (line: ReportLine): string =>
  line.place ? `${formatPlace(line.place)}: ${line.message}` : line.message

/**
 * The result, to a file (whole or not at all) or to standard output. Text for people, and all that goes to a terminal,
 * shows what a terminal would obey.
 */
export function write(output: string | undefined, content: Content, format = ''): void {
  const isFile = output !== undefined && output !== '-'
  const shown = typeof content === 'string' && format === 'text' ? shownText(content) : content
  if (isFile) return writeWhole(output, shown)
  for (const piece of piecesOf(shown)) {
    const isShown = process.stdout.isTTY && typeof piece === 'string'
    process.stdout.write(isShown ? shownText(piece) : piece)
  }
}

/** What is told beside the result. */
export function tell(text: string): void {
  process.stderr.write(shownText(text))
}
