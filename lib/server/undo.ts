import type { z } from 'zod'
import { type Author, type Committed, revertRequest } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'
import { undoStacks } from '@/lib/stpa/undoStacks'
import { readJson } from './body'
import { commitProposal } from './commit'
import type { Proposal } from './door/proposal'
import type { Store } from './store/store'
import type { Transaction } from './store/transaction'

/** So many changes of one author are looked at: more in a row cannot be undone. */
const depth = 2_000

/**
 * Takes back the author's newest change, or takes back that: as a new change on top of what everybody did since.
 * @throws StpaError nothingToUndo; conflict when somebody changed the same field afterwards, with both values
 */
export function revert(
  store: Store,
  id: string,
  author: Author,
  action: 'undo' | 'redo',
  commitId?: string,
): Promise<Committed> {
  return commitProposal(store, id, author, (database) => proposeRevert(database, id, author, action), commitId)
}

async function proposeRevert(
  database: Transaction,
  id: string,
  author: Author,
  action: 'undo' | 'redo',
): Promise<Proposal> {
  const newest = await database.change.findMany({
    where: { analysisId: id, authorId: author.id },
    orderBy: { revision: 'desc' },
    take: depth,
    select: { revision: true, action: true, reverts: true },
  })
  const revision = undoStacks(newest.reverse())[action].at(-1)
  if (revision === undefined) throw new StpaError('nothingToUndo', `There is nothing of yours to ${action}.`)
  const change = await database.change.findUniqueOrThrow({
    where: { analysisId_revision: { analysisId: id, revision } },
    select: { inverse: true, reason: true },
  })
  // Written by commit.ts from what the door gave.
  const operations = JSON.parse(change.inverse) as Operation[]
  return { operations, action, reverts: revision, reason: change.reason }
}

/** What an undo or redo brings along; nothing need be said. @throws StpaError badRequest, badShape */
export async function readRevert(request: Request): Promise<z.output<typeof revertRequest>> {
  return request.headers.get('content-type') ? readJson(request, revertRequest) : {}
}
