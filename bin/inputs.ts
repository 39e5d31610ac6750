import { newUid, readSource, writeWhole } from '@/lib/node/files'
import { formatPlace } from '@/lib/stpa/errors'
import { type ImportResult, importSources } from '@/lib/stpa/formats/importSources'
import type { Report, ReportLine } from '@/lib/stpa/model'
import { UsageError } from './usage'

/** `NAME=KEY` options as a record. */
function matchOf(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.lastIndexOf('=')
      if (at < 1 || at === entry.length - 1) throw new UsageError(`--match ${entry}: write NAME=KEY.`)
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}

/** Reads all inputs and merges them into one analysis. */
export function readInputs(paths: readonly string[], matches: readonly string[] = []): ImportResult {
  if (paths.length === 0) throw new UsageError('Name at least one input file, or - for standard input.')
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError('Standard input (-) can be read once only.')
  const match = matchOf(matches)
  const sources = paths.map(readSource)
  const result = importSources(null, sources, { newUid, match })
  assertKeys(result, match)
  const repairs = sources.flatMap((source) => source.repairs)
  return { ...result, report: { ...result.report, repaired: [...repairs, ...result.report.repaired] } }
}

/** A mistyped key would pass in silence: the drawing's name would just become an item of its own. */
function assertKeys({ analysis }: ImportResult, match: Readonly<Record<string, string>>): void {
  const keys = new Set([...analysis.items.values()].map((item) => item.key))
  for (const [name, key] of Object.entries(match))
    if (!keys.has(key)) throw new UsageError(`--match ${name}=${key}: no item has the key ${key}.`)
}

const outcomes = ['created', 'repaired', 'skipped', 'lost'] as const

/** What reading made, and what neither reading nor writing could keep. */
export function joined(read: Report, written: Report): Report {
  return {
    created: read.created,
    repaired: [...read.repaired, ...written.repaired],
    skipped: [...read.skipped, ...written.skipped],
    lost: [...read.lost, ...written.lost],
  }
}

/** The report as text: one line each, with file and line, then how many there are. */
export function reportText(report: Report): string {
  const lines = outcomes.flatMap((outcome) => report[outcome].map((line) => `${outcome}: ${lineText(line)}`))
  const counts = outcomes.map((outcome) => `${report[outcome].length} ${outcome}`).join(', ')
  return `${[...lines, `report: ${counts}`].join('\n')}\n`
}

/** What went otherwise than the input says; '' when nothing did. For commands whose result is not the analysis. */
export function troubleText({ repaired, skipped, lost }: Report): string {
  const count = repaired.length + skipped.length + lost.length
  return count > 0 ? reportText({ created: [], repaired, skipped, lost }).replace('0 created, ', '') : ''
}

const lineText = (line: ReportLine): string =>
  line.place ? `${formatPlace(line.place)}: ${line.message}` : line.message

/** The result, to a file (whole or not at all) or to standard output. */
export function write(output: string | undefined, content: string | Uint8Array): void {
  if (output === undefined || output === '-') process.stdout.write(content)
  else writeWhole(output, content)
}
