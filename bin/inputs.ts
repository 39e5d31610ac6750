import { readSource } from '@/lib/node/files'
import { type ImportResult, importSources } from '@/lib/stpa/formats/importSources'
import type { Report } from '@/lib/stpa/model'
import { UsageError } from './usage'

/** `NAME=KEY` options as a record. */
function pairsOf(option: string, form: string, entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.lastIndexOf('=')
      if (at < 1 || at === entry.length - 1) throw new UsageError(`--${option} ${entry}: write ${form}.`)
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
  )
}

/** Reads all inputs and merges them into one analysis. */
export function readInputs(
  paths: readonly string[],
  matches: readonly string[] = [],
  legends: readonly string[] = [],
): ImportResult {
  if (paths.length === 0) throw new UsageError('Name at least one input file, or - for standard input.')
  if (paths.filter((path) => path === '-').length > 1) throw new UsageError('Standard input (-) can be read once only.')
  const match = pairsOf('match', 'NAME=KEY', matches)
  const legend = pairsOf('legend', 'STYLE=MEANING', legends)
  const sources = paths.map(readSource)
  const result = importSources(null, sources, { match, legend })
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

/** What reading made, and what neither reading nor writing could keep. */
export function joined(read: Report, written: Report): Report {
  return {
    created: read.created,
    repaired: [...read.repaired, ...written.repaired],
    skipped: [...read.skipped, ...written.skipped],
    lost: [...read.lost, ...written.lost],
  }
}
