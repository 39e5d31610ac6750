import type { Author, Committed } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import type { Analysis } from '@/lib/stpa/model'
import { type Applied, apply } from '@/lib/stpa/operations/apply'
import type { Delta, Operation } from '@/lib/stpa/operations/types'
import { dateAfter } from '../clock'
import type { Transaction } from '../store/transaction'
import type { Proposal } from './proposal'
import type { Waiting } from './waiting'

/** A commit that was carried out before. */
export type Done = { readonly authorId: string; readonly committed: Committed }

/** One revision that is to be written. */
export type Step = {
  readonly author: Author
  readonly commitId: string | undefined
  readonly proposal: Proposal
  readonly applied: Applied
}

type Answer = { readonly committed: Committed } | { readonly refused: StpaError }

/** What a group of commits makes of a value: its revisions, one after the other, and what each asker is told then. */
export type Round = {
  readonly before: Analysis
  readonly after: Analysis
  readonly steps: readonly Step[]
  /** In the order of the group. */
  readonly answers: readonly Answer[]
}

/** Applies the commits of a group one after the other; one that is refused leaves the value to the next one as it was. */
export async function prepare(
  before: Analysis,
  group: readonly Waiting[],
  database: Transaction,
  done: ReadonlyMap<string, Done> = new Map(),
): Promise<Round> {
  const steps: Step[] = []
  const answers: Answer[] = []
  let after = before
  for (const commit of group) {
    try {
      const known = done.get(commit.commitId ?? '')
      if (known) answers.push({ committed: told(known, commit.author) })
      else {
        const step = await stepOf(after, commit, database)
        after = step.applied.analysis
        steps.push(step)
        answers.push({ committed: committedOf(step.applied) })
      }
    } catch (error) {
      if (!(error instanceof StpaError)) throw error
      answers.push({ refused: error })
    }
  }
  return { before, after, steps, answers }
}

async function stepOf(before: Analysis, commit: Waiting, database: Transaction): Promise<Step> {
  const { author, commitId, proposal: given } = commit
  const proposal = typeof given === 'function' ? await given(database) : given
  return { author, commitId, proposal, applied: applyNow(before, proposal.operations) }
}

function told({ authorId, committed }: Done, author: Author): Committed {
  if (authorId === author.id) return committed
  throw new StpaError('badRequest', 'This commit id was used by somebody else. Send the request with a new one.')
}

export function applyNow(analysis: Analysis, operations: readonly Operation[]): Applied {
  return apply(analysis, operations, dateAfter(analysis.revisedAt))
}

export function committedOf({ analysis, operations }: Applied): Committed {
  return { revision: analysis.revision, revisedAt: analysis.revisedAt, operations }
}

/** All that the revisions of a round touch. */
export function touchedBy(steps: readonly Step[]): Delta {
  const [first, ...others] = steps
  if (first && others.length === 0) return first.applied.delta
  const all = { items: new Set<string>(), links: new Set<string>(), positions: new Set<string>() }
  for (const { applied } of steps) {
    for (const id of applied.delta.items) all.items.add(id)
    for (const id of applied.delta.links) all.links.add(id)
    for (const id of applied.delta.positions) all.positions.add(id)
  }
  return all
}
