import { type Content, piecesOf, writeWhole } from '@/lib/node/files'
import { formatPlace } from '@/lib/stpa/errors'
import type { Report, ReportLine } from '@/lib/stpa/model'

const troubles = ['repaired', 'skipped', 'lost'] as const
const outcomes = ['created', ...troubles] as const

/** The report as text: one line each, with file and line, then how many of them need a look; what was created, its lines count. */
export function reportText(report: Report): string {
  const lines = outcomes.flatMap((outcome) => report[outcome].map((line) => `${outcome}: ${lineText(line)}`))
  const counts = troubles.map((outcome) => `${report[outcome].length} ${outcome}`).join(', ')
  return `${[...lines, `report: ${counts}`].join('\n')}\n`
}

/** What went otherwise than the input says; '' when nothing did. For commands whose result is not what was read. */
export function troubleText({ repaired, skipped, lost }: Report): string {
  const count = repaired.length + skipped.length + lost.length
  return count > 0 ? reportText({ created: [], repaired, skipped, lost }) : ''
}

/** The same of report lines that are not sorted yet. */
export function troubleOf(lines: readonly ReportLine[]): string {
  const of = (outcome: string) => lines.filter((line) => line.outcome === outcome)
  return troubleText({ created: [], repaired: of('repaired'), skipped: of('skipped'), lost: of('lost') })
}

const lineText = (line: ReportLine): string =>
  line.place ? `${formatPlace(line.place)}: ${line.message}` : line.message

/** The result, to a file (whole or not at all) or to standard output. */
export function write(output: string | undefined, content: Content): void {
  if (output !== undefined && output !== '-') return writeWhole(output, content)
  for (const piece of piecesOf(content)) process.stdout.write(piece)
}
