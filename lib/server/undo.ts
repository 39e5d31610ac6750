import type { Author, Committed } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'
import { commitProposal, type Proposal } from './commit'
import type { Store } from './store'

/** One change of an author, as far as undo needs it. */
type Step = { readonly revision: number; readonly action: string; readonly reverts: number | null }

/**
 * What an author can undo and redo, read from their own changes, oldest first. A new edit cuts what could be redone.
 * The first revision made the analysis and stays: it is removed as a whole or not at all.
 */
export function undoStacks(steps: readonly Step[]): { undo: number[]; redo: number[] } {
  const undo: number[] = []
  let redo: number[] = []
  for (const { revision, action } of steps) {
    if (action === 'undo') {
      undo.pop()
      redo.push(revision)
    } else if (action === 'redo') {
      redo.pop()
      undo.push(revision)
    } else {
      redo = []
      if (revision > 1) undo.push(revision)
    }
  }
  return { undo, redo }
}

/** So many changes of one author are looked at: more in a row cannot be undone. */
const depth = 2_000

/**
 * Takes back the author's newest change, or takes back that: as a new change on top of what everybody did since.
 * @throws StpaError nothingToUndo; conflict when somebody changed the same field afterwards, with both values
 */
export function revert(store: Store, id: string, author: Author, action: 'undo' | 'redo'): Promise<Committed> {
  return commitProposal(store, id, author, () => proposeRevert(store, id, author, action))
}

async function proposeRevert(store: Store, id: string, author: Author, action: 'undo' | 'redo'): Promise<Proposal> {
  const newest = await store.write.change.findMany({
    where: { analysisId: id, authorId: author.id },
    orderBy: { revision: 'desc' },
    take: depth,
    select: { revision: true, action: true, reverts: true },
  })
  const revision = undoStacks(newest.reverse())[action].at(-1)
  if (revision === undefined) throw new StpaError('nothingToUndo', `There is nothing of yours to ${action}.`)
  const change = await store.write.change.findUniqueOrThrow({
    where: { analysisId_revision: { analysisId: id, revision } },
    select: { inverse: true, reason: true },
  })
  // Written by commit.ts from what the door gave.
  const operations = JSON.parse(change.inverse) as Operation[]
  return { operations, action, reverts: revision, reason: change.reason }
}
