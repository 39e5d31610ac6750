import type { CoverageTable } from '@/lib/stpa/verificationCoverage'
import { readOptions } from '@/lib/trace/api'
import { planOf } from '@/lib/trace/coverage/plan'
import { type RunInFile, runsWithFiles } from '@/lib/trace/coverage/runs'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { coverageTable } from '@/lib/trace/coverage/table'
import { coverEvidence, loadDigest } from './evidence'
import { loadAnalysis } from './read'
import type { Store } from './store'

/** What is read again for one report, at most: runs, bytes of their traces, and signs of their digests. */
const bounds = { runs: 50, bytes: 400_000_000, digests: 40_000_000 } as const

/** What a report says of runs: what they show of the analysis, and digests for the picture of what they used. */
export type ReportedRuns = {
  readonly coverage: CoverageTable
  readonly runs: readonly { readonly title: string; readonly digest: string }[]
}

/**
 * What the runs of an analysis show, from their kept traces; undefined when it has none. Runs that were not read are
 * named among the statements.
 */
export async function reportedRuns(store: Store, id: string): Promise<ReportedRuns | undefined> {
  if ((await store.read.item.count({ where: { analysisId: id, kind: 'run' } })) === 0) return undefined
  const analysis = await loadAnalysis(store, id)
  const wanted = runsWithFiles(analysis)
  const readable = await keptOf(store, wanted)
  if (readable.length === 0) return undefined
  const { items } = planOf(analysis)
  const runs = []
  for (const { hash, run } of readable)
    runs.push(await coverEvidence(store, hash, { plan: { items }, run, options: readOptions.parse({}) }))
  const missing = subsystemUses(analysis, runs).filter(({ state }) => state === 'missing')
  const table = coverageTable(
    runs,
    missing.map(({ subsystem }) => subsystem),
  )
  const digests = await digestsOf(store, readable)
  const left = wanted.filter((each) => !readable.includes(each)).map(({ run }) => run.title)
  if (left.length === 0) return { coverage: table, runs: digests }
  const words = `Not read for this report, because their traces are not kept here or are too large: ${left.join(', ')}.`
  return { coverage: { ...table, statements: [...table.statements, words] }, runs: digests }
}

async function digestsOf(store: Store, runs: readonly RunInFile[]): Promise<ReportedRuns['runs']> {
  const digests: { title: string; digest: string }[] = []
  let size = 0
  for (const { hash, run } of runs) {
    const digest = await loadDigest(store, hash)
    size += digest.length
    if (size > bounds.digests) break
    digests.push({ title: run.title, digest })
  }
  return digests
}

async function keptOf<Run extends { readonly hash: string }>(store: Store, wanted: readonly Run[]): Promise<Run[]> {
  const where = { hash: { in: [...new Set(wanted.map(({ hash }) => hash))] }, kind: 'trace' }
  const rows = await store.read.evidenceFile.findMany({ where, select: { hash: true, size: true } })
  const sizes = new Map(rows.map(({ hash, size }) => [hash, Number(size)]))
  let bytes = 0
  return wanted.slice(0, bounds.runs).filter(({ hash }) => {
    const size = sizes.get(hash)
    if (size === undefined || bytes + size > bounds.bytes) return false
    bytes += size
    return true
  })
}
