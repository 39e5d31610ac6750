import { giveCoverage, sumsOf } from '../coverage'
import { type JsonObject, lineOf, listIn, member, numberIn, objectOf, objectsIn, readJsonRoot, textIn } from '../json'
import { type CoverageCounts, type CoverageKind, type Covered, coverageKinds } from '../model'
import type { Reading } from '../reading'
import type { EvidenceFormat } from './types'

/** How llvm-cov names in its summaries what is counted here. Its MC/DC counts conditions that were shown to decide alone. */
const names: Readonly<Record<CoverageKind, string>> = {
  lines: 'lines',
  functions: 'functions',
  branches: 'branches',
  conditions: 'mcdc',
}

/** What a summary says; of kinds that were not measured it says 0 of 0, which is nothing. */
function countsOf(summary: JsonObject | undefined): CoverageCounts {
  const told = coverageKinds.flatMap((kind): [CoverageKind, Covered][] => {
    const part = objectOf(member(summary, names[kind]))
    const [found, hit] = [numberIn(part, 'count'), numberIn(part, 'covered')]
    return found === undefined || hit === undefined || found <= 0 ? [] : [[kind, { found, hit }]]
  })
  return Object.fromEntries(told)
}

/** Conditions of the records themselves: the last part of each lists whether each of its conditions was shown. */
function conditionsOf(reading: Reading, file: JsonObject): Covered | undefined {
  const shown = listIn(reading, file, 'mcdc_records').flatMap((record) => {
    const last: unknown = Array.isArray(record) ? record.at(-1) : undefined
    return Array.isArray(last) ? last : []
  })
  return shown.length > 0 ? { found: shown.length, hit: shown.filter((each) => each === true).length } : undefined
}

function readFile(reading: Reading, file: JsonObject): CoverageCounts {
  const [path, line, summary] = [textIn(file, 'filename'), lineOf(file), objectOf(member(file, 'summary'))]
  if (path === '') reading.skipped(line, 'a file without its name.')
  if (!summary) reading.skipped(line, `${path}: no summary.`)
  const told = countsOf(summary)
  const conditions = told.conditions ?? conditionsOf(reading, file)
  const counts = { ...told, ...(conditions ? { conditions } : {}) }
  giveCoverage(reading, path, line, counts)
  return counts
}

/** What is told of all files is held against the sums of each. */
function compareTotals(reading: Reading, told: CoverageCounts, files: readonly CoverageCounts[], line: number): void {
  const seen = sumsOf(files)
  const wrong = coverageKinds.flatMap((kind) => {
    const [total, sum] = [told[kind], seen[kind]]
    if (!total || (total.found === sum?.found && total.hit === sum.hit)) return []
    return [`${total.hit} of ${total.found} ${kind} told, ${sum?.hit ?? 0} of ${sum?.found ?? 0} seen`]
  })
  if (wrong.length === 0) return
  reading.flag('countsDiffer', line)
  reading.repaired(line, `the totals differ: ${wrong.join(', ')}.`)
}

/** `llvm-cov export`: the summary of each file (CoverageExporterJson.cpp of LLVM). Segments and functions are not kept. */
export const llvmCov: EvidenceFormat = {
  name: 'llvmCov',
  title: 'llvm-cov export (JSON)',
  recognise: ({ text }) => /^\s*\{/.test(text) && text.includes('llvm.coverage.json.export'),
  read(text, reading) {
    const root = objectOf(readJsonRoot(text, reading))
    for (const data of objectsIn(reading, root, 'data')) {
      const files = objectsIn(reading, data, 'files').map((file) => readFile(reading, file))
      const totals = objectOf(member(data, 'totals'))
      if (totals) compareTotals(reading, countsOf(totals), files, lineOf(totals))
      for (const found of objectsIn(reading, data, 'functions')) reading.left(lineOf(found), '"functions" entries')
    }
    reading.fact('tool', `llvm-cov export ${textIn(root, 'version')}`)
  },
}
