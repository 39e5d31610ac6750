import type { Asker } from '@/lib/node/turns'
import { itemsOf } from '@/lib/stpa/graph'
import type { Analysis } from '@/lib/stpa/model'
import type { BasisEntry } from '@/lib/stpa/report/basis'
import type { CoverageTable } from '@/lib/stpa/verification/coverage'
import { counted } from '@/lib/text/counts'
import type { EvidenceCard } from '@/lib/trace/api'
import { planOf } from '@/lib/trace/coverage/plan'
import { type KeptRun, runsOf } from '@/lib/trace/coverage/runs'
import { subsystemUses } from '@/lib/trace/coverage/subsystems'
import { coverageTable } from '@/lib/trace/coverage/table'

import type { Store } from '../store/store'
import { coverEvidence, listEvidence, loadDigest } from './evidence'

/** What is read again for one report, at most: runs, bytes of their traces, and signs of their digests. */
const bounds = { runs: 50, bytes: 400_000_000, digests: 40_000_000 } as const

/** What a report says of runs: what they show of the analysis, and digests for the picture of what they used. */
export type ReportedRuns = {
  readonly coverage?: CoverageTable
  readonly runs?: readonly { readonly title: string; readonly digest: string }[]
  /** The files that it was read from, or that were not read, and why. */
  readonly basis: readonly BasisEntry[]
}

type Known = KeptRun & { readonly card: EvidenceCard }

/**
 * What the runs of an analysis show, from their kept traces, read as the screens read them. Runs that were not read are
 * named among the statements and in the basis.
 */
export async function reportedRuns(store: Store, analysis: Analysis, asker: Asker = {}): Promise<ReportedRuns> {
  if (itemsOf(analysis, 'run').length === 0) return { basis: [] }
  const wanted = runsOf(analysis, await listEvidence(store)).filter(({ evidence }) => evidence !== undefined)
  const readable = withinBounds(wanted)
  const left = wanted.filter((run) => !readable.some(({ item }) => item === run.item))
  const basis = [...readable.map(readEntry), ...left.map(leftEntry)]
  if (readable.length === 0) return { basis }
  const { runs, notDrawn } = await digestsOf(store, readable)
  const table = await tableOf(store, analysis, readable, asker)
  const statements = [...table.statements, ...notRead(left), ...undrawn(notDrawn)]
  return { coverage: { ...table, statements }, runs, basis }
}

async function tableOf(
  store: Store,
  analysis: Analysis,
  readable: readonly Known[],
  asker: Asker,
): Promise<CoverageTable> {
  const { items } = planOf(analysis)
  const covered = []
  for (const { card, run } of readable)
    covered.push(await coverEvidence(store, card.hash, { plan: { items }, run }, asker))
  const missing = subsystemUses(analysis, covered).filter(({ state }) => state === 'missing')
  return coverageTable(
    covered,
    missing.map(({ subsystem }) => subsystem),
  )
}

const readEntry = ({ card, run }: Known): BasisEntry => ({
  ...{ what: 'evidence', name: run.title, digest: card.hash },
  note: `${card.format}, read as ${card.reading}${card.isOutdated ? ' by another version of this program' : ''}`,
})

const leftEntry = ({ card, run }: KeptRun): BasisEntry => ({
  ...{ what: 'evidence', name: run.title, digest: card?.hash ?? '' },
  note: card ? 'not read: beyond the bounds of a report' : 'not read: its trace is not kept here',
})

function notRead(left: readonly KeptRun[]): string[] {
  if (left.length === 0) return []
  const titles = left.map(({ run }) => run.title).join(', ')
  return [`Not read for this report, because their traces are not kept here or are too large: ${titles}.`]
}

const undrawn = (titles: readonly string[]): string[] =>
  titles.length === 0
    ? []
    : [
        `The picture of what was used leaves out ${counted(titles.length, 'run')}, which would be too much to draw: ${titles.join(', ')}.`,
      ]

async function digestsOf(store: Store, readable: readonly Known[]) {
  const runs: { title: string; digest: string }[] = []
  let size = 0
  for (const { card, run } of readable) {
    const digest = await loadDigest(store, card.hash)
    size += digest.length
    if (size > bounds.digests) break
    runs.push({ title: run.title, digest })
  }
  return { runs, notDrawn: readable.slice(runs.length).map(({ run }) => run.title) }
}

/** The first runs, as far as they go, without those whose trace is too large or not there. */
function withinBounds(wanted: readonly KeptRun[]): Known[] {
  let bytes = 0
  return wanted.slice(0, bounds.runs).flatMap((run) => {
    const { card } = run
    if (!card || bytes + card.size > bounds.bytes) return []
    bytes += card.size
    return { ...run, card }
  })
}
