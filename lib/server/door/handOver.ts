import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { commitRequest } from '@/lib/stpa/api'
import { type ErrorCode, type ErrorDetail, StpaError } from '@/lib/stpa/errors'
import type { Store } from '../store/store'
import { findDone } from './log'
import type { Done } from './prepare'
import type { Proposal } from './proposal'
import type { Waiting } from './waiting'

const message = z.object({
  id: z.string(),
  commits: z.array(
    z.object({
      author: z.object({ id: z.string(), name: z.string() }),
      commitId: z.string(),
      operations: commitRequest.shape.operations,
      reason: z.string(),
    }),
  ),
})

type Refused = { readonly code: ErrorCode; readonly message: string; readonly detail: ErrorDetail }
/** Of each commit: what the door refused it with, or null: then the log tells whether it was carried out. */
type Answers = readonly (Refused | null)[]

/** Puts a commit into the queue of an analysis. */
export type Enqueue = (id: string, commit: Waiting) => void

/**
 * Where several processes of this machine commit to one analysis, one of them carries out what all of them have, as one
 * group: each for itself would have to apply what the others did before it can begin, with the database held up
 * meanwhile. A commit counts as carried out when the log of our own database has it. What is given back is left for this
 * process to carry out.
 */
export async function handOver(
  store: Store,
  id: string,
  group: readonly Waiting[],
  enqueue: Enqueue,
): Promise<readonly Waiting[]> {
  if (!store.waiting.isContested(id) || !group.every(canBeHandedOver)) return group
  const keeper = await store.neighbours.inCharge(id, (asked) => receive(asked, enqueue))
  if (!keeper) return group
  const named = group.map((commit) => ({ ...commit, commitId: commit.commitId ?? randomUUID() }))
  // It may go, or be silent, and have carried out some of them. An answer is what `receive` gives there.
  const answers = (await keeper.ask({ id, commits: named.map(forNeighbours) }).catch(() => [])) as Answers
  try {
    const done = await findDone(store.read, id, named)
    const left = named.filter((commit, index) => !isAnswered(commit, done.get(commit.commitId), answers[index]))
    if (left.length < named.length) store.waiting.contest(id)
    return left
  } catch (error) {
    for (const { reject } of named) reject(error)
    return []
  }
}

/** What reads the log, and what brings files along, stays here; so does what another process handed over to this one. */
function canBeHandedOver({ proposal, isHandedOver }: Waiting): boolean {
  return !isHandedOver && typeof proposal === 'object' && proposal.action === 'edit' && !proposal.originals
}

function forNeighbours({ author, commitId, proposal }: Waiting) {
  const { operations, reason = '' } = proposal as Proposal // `canBeHandedOver`
  return { author, commitId, operations, reason }
}

function isAnswered(commit: Waiting, done: Done | undefined, refused: Refused | null | undefined): boolean {
  if (done?.authorId === commit.author.id) commit.resolve(done.committed)
  else if (refused) commit.reject(new StpaError(refused.code, refused.message, refused.detail))
  else return false
  return true
}

/** Of a process that serves the same database with the same program. @throws when it is no message of one */
async function receive(asked: unknown, enqueue: Enqueue): Promise<Answers> {
  const { id, commits } = message.parse(asked)
  return Promise.all(
    commits.map(async ({ author, commitId, operations, reason }) => {
      try {
        const proposal: Proposal = { operations, reason, action: 'edit' }
        await new Promise((resolve, reject) => {
          enqueue(id, { author, commitId, proposal, isHandedOver: true, resolve, reject })
        })
        return null
      } catch (error) {
        return error instanceof StpaError ? { code: error.code, message: error.message, detail: error.detail } : null
      }
    }),
  )
}
