import type { CoverageTable } from '@/lib/stpa/verificationCoverage'
import { readOptions } from '@/lib/trace/api'
import { planOf } from '@/lib/trace/coverage/plan'
import { runsWithFiles } from '@/lib/trace/coverage/runs'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { coverageTable } from '@/lib/trace/coverage/table'
import { coverEvidence } from './evidence'
import { loadAnalysis } from './read'
import type { Store } from './store'

/** What is read again for one report, at most: runs, and bytes of their traces. */
const bounds = { runs: 50, bytes: 400_000_000 } as const

/**
 * What the runs of an analysis show, from their kept traces; undefined when it has none. Runs that were not read are
 * named among the statements.
 */
export async function coverageOf(store: Store, id: string): Promise<CoverageTable | undefined> {
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
  const left = wanted.filter((each) => !readable.includes(each)).map(({ run }) => run.title)
  if (left.length === 0) return table
  const words = `Not read for this report, because their traces are not kept here or are too large: ${left.join(', ')}.`
  return { ...table, statements: [...table.statements, words] }
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
