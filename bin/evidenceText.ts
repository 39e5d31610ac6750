import { sumsOf } from '@/lib/evidence/coverage'
import { findEvidenceFormat } from '@/lib/evidence/formats'
import { serviceText } from '@/lib/evidence/linking/materials'
import {
  type Component,
  type ConfigOption,
  type CoverageCounts,
  type Covered,
  countStatuses,
  coverageKinds,
  type Evidence,
  type EvidenceNotes,
  type EvidenceRecord,
  evidenceFlagMeanings,
  evidenceStatuses,
} from '@/lib/evidence/model'
import type { Subsystems } from '@/lib/evidence/subsystems'
import { outcomesText } from '@/lib/stpa/reportCounts'
import { textTable } from './textTable'

/** What people read: per file its facts, a table of counts, what failed with its place, and what limits the file. */
export function evidenceText(evidence: Evidence, subsystems: Subsystems | undefined): string {
  const { file, format, facts, records, components, options, coverage, report } = evidence
  const known = Object.entries(facts).filter(([, value]) => value !== '')
  const lines = [
    `${file}: ${findEvidenceFormat(format)?.title ?? format}`,
    ...known.map(([name, value]) => `  ${name}: ${oneLine(value)}`),
    ...(records.length > 0 ? recordLines(evidence) : []),
    ...(components ? componentLines(components) : []),
    ...(options ? [optionLine(options)] : []),
    ...(coverage ? coverageLines(evidence, subsystems) : []),
    ...report.flags.map(
      ({ code, count, line }) => `  ${code} (${count}, from line ${line}): ${evidenceFlagMeanings[code]}`,
    ),
    `  report: ${outcomesText(outcomesOf(evidence))}`,
  ]
  return `${lines.join('\n')}\n`
}

function outcomesOf({ report: { read, repaired, skipped, unknown } }: Evidence) {
  return { created: read, repaired: repaired.count, skipped: skipped.count, lost: unknown.count }
}

/** Names and messages of a file may hold line ends and tabs: here they stand in one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

const indented = (table: string): string[] =>
  table
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`)

function recordLines({ file, records }: Evidence): string[] {
  const counts = countStatuses(records)
  // What was left out or expected to fail is counted; the rest is named.
  const failed = records.filter(({ status }) => status !== 'pass' && status !== 'skip' && status !== 'xfail')
  return [
    ...indented(textTable(evidenceStatuses, [evidenceStatuses.map((status) => counts[status])])),
    ...latencyLines(records),
    ...failed.map((record) => `  ${file}:${record.line}: ${failureOf(record)}`),
  ]
}

/** Measurements, in microseconds; `?` for what the file does not say. */
function latencyLines(records: readonly EvidenceRecord[]): string[] {
  const micros = (seconds: number | undefined) =>
    seconds === undefined ? '?' : String(Number((seconds * 1e6).toPrecision(9)))
  const rows = records.flatMap(({ latency, suite, case: of }) => {
    if (!latency) return []
    const { count = '?', min, average, max, overflows = '?' } = latency
    return [[count, micros(min), micros(average), micros(max), overflows, oneLine(`${suite}: ${of}`)]]
  })
  const head = ['measured', 'min µs', 'average µs', 'max µs', 'beyond', 'of']
  return rows.length > 0 ? indented(textTable(head, rows)) : []
}

function failureOf({ status, suite, case: test, message, place, subsystem }: EvidenceRecord): string {
  const name = oneLine([suite, test].filter((part) => part !== '').join(' > '))
  const first = oneLine(message.split('\n')[0] ?? '')
  const said = first === '' ? '' : `: ${first.length > 200 ? `${first.slice(0, 199)}…` : first}`
  return `${status} ${name}${said}${place === '' ? '' : ` (${oneLine(place)})`}${subsystem === undefined ? '' : ` [${subsystem}]`}`
}

function componentLines(components: readonly Component[]): string[] {
  const nameOf = new Map(components.map(({ id, name, version }) => [id, `${name} ${version}`.trim()]))
  const needs = components.reduce((sum, { dependencies }) => sum + dependencies.length, 0)
  return [
    `  ${components.length} components, ${needs} dependencies`,
    ...components.map(({ id, license, purl, dependencies, service }) => {
      const needed = dependencies.map((other) => nameOf.get(other) ?? other)
      const parts = [
        nameOf.get(id) ?? id,
        license,
        purl,
        service ? serviceText(service) : '',
        needed.length > 0 ? `needs ${needed.join(', ')}` : '',
      ]
      return `  ${oneLine(parts.filter((part) => part !== '').join(', '))}`
    }),
  ]
}

function optionLine(options: ReadonlyMap<string, ConfigOption>): string {
  const set = [...options.values()].filter(({ isSet }) => isSet)
  const modules = set.filter(({ value }) => value === 'm').length
  return `  ${set.length} options set (${modules} as modules), ${options.size - set.length} not set`
}

const partOf = (part: Covered | undefined): string =>
  part
    ? `${part.hit}/${part.found} ${part.found === 0 ? '' : `${((100 * part.hit) / part.found).toFixed(1)}%`}`.trim()
    : '-'

function coverageLines({ coverage = [] }: Evidence, subsystems: Subsystems | undefined): string[] {
  const sums = sumsOf(coverage)
  // MC/DC is a column only where it was measured: most reports have none.
  const kinds = coverageKinds.filter((kind) => kind !== 'conditions' || sums.conditions)
  const rowOf = (name: string, parts: CoverageCounts) => [...kinds.map((kind) => partOf(parts[kind])), name]
  const rows = subsystems
    ? subsystems.ofCoverage(coverage).map((sum) => rowOf(sum.subsystem || 'no section of MAINTAINERS', sum))
    : coverage.map((covered) => rowOf(covered.path || '(its name was cut off)', covered))
  return indented(
    textTable(
      [...kinds.map((kind) => (kind === 'conditions' ? 'MC/DC' : kind)), 'of'],
      [...rows, rowOf(`all ${coverage.length} files`, sums)],
    ),
  )
}

/** What went otherwise than the file says, for standard error: one line each, the first of many. */
export function evidenceNotes({ file, report }: Evidence): string {
  const of = (outcome: string, { count, first }: EvidenceNotes) => {
    const more = first.reduce((left, { count: told = 1 }) => left - told, count)
    return [
      ...first.map(({ line, message }) => `${outcome}: ${file}:${line}: ${oneLine(message)}\n`),
      ...(more > 0 ? [`${outcome}: ${file}: ${more} more of these\n`] : []),
    ]
  }
  const { repaired, skipped, unknown } = report
  return [...of('repaired', repaired), ...of('skipped', skipped), ...of('unknown', unknown)].join('')
}
