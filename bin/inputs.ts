import { newUid, readSource, writeWhole } from '@/lib/node/files'
import { formatPlace } from '@/lib/stpa/errors'
import { type ImportResult, importSources } from '@/lib/stpa/formats/importSources'
import type { Report, ReportLine } from '@/lib/stpa/model'
import { UsageError } from './usage'

/** `NAME=KEY` options as a record. */
export function matchOf(entries: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.lastIndexOf('=')
      if (at < 1) throw new UsageError(`--match ${entry}: write NAME=KEY.`)
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}

/** Reads all inputs and merges them into one analysis. */
export function readInputs(paths: readonly string[], match: readonly string[] = []): ImportResult {
  if (paths.length === 0) throw new UsageError('Name at least one input file, or - for standard input.')
  const sources = paths.map(readSource)
  const result = importSources(null, sources, { newUid, match: matchOf(match) })
  const repairs = sources.flatMap((source) => source.repairs)
  return { ...result, report: { ...result.report, repaired: [...repairs, ...result.report.repaired] } }
}

const outcomes = ['created', 'repaired', 'skipped', 'lost'] as const

/** The report as text: one line each, with file and line. */
export function reportText(report: Report): string {
  const lines = outcomes.flatMap((outcome) => report[outcome].map((line) => `${outcome}: ${lineText(line)}`))
  const counts = outcomes.map((outcome) => `${report[outcome].length} ${outcome}`).join(', ')
  return `${[...lines, `report: ${counts}`].join('\n')}\n`
}

const lineText = (line: ReportLine): string =>
  line.place ? `${formatPlace(line.place)}: ${line.message}` : line.message

export function write(output: string | undefined, content: string | Uint8Array): void {
  if (output === undefined) process.stdout.write(content)
  else writeWhole(output, content)
}
