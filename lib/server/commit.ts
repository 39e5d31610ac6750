import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Original } from '@/lib/node/importFiles'
import type { Author, ChangeAction, Committed } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { type Applied, apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { dateAfter } from './clock'
import { isContention } from './databaseErrors'
import { storeOriginals } from './originals'
import { loadAnalysis } from './read'
import type { Store, Transaction } from './store'
import { writeDelta } from './write'

/** What somebody wants to do to an analysis, on top of its newest revision. */
export type Proposal = {
  readonly operations: readonly Operation[]
  readonly reason?: string
  readonly action: ChangeAction
  /** The revision that an undo or redo takes back. */
  readonly reverts?: number
  /** The files that an import read. */
  readonly originals?: readonly Original[]
}

/** How often a commit starts again because another process was faster, or was in the way. */
const attempts = { overtaken: 50, contention: 5 }

/**
 * The one door to the store. The operations that `propose` gives are applied to the newest revision and written in one
 * transaction, guarded by that revision; when another process was faster, all of it starts again on what is there now:
 * edits of different fields merge, real conflicts are refused by `apply`. The same commitId is carried out once.
 * @throws StpaError notFound, conflict, or any refusal of the door
 */
export async function commitProposal(
  store: Store,
  id: string,
  author: Author,
  propose: (newest: Analysis) => Proposal | Promise<Proposal>,
  commitId?: string,
): Promise<Committed> {
  return store.queues.run(id, async () => {
    for (let attempt = 1; attempt <= attempts.overtaken; attempt++) {
      const done = commitId === undefined ? undefined : await findCommit(store, id, author, commitId)
      if (done) return done
      const newest = await loadAnalysis(store, id)
      const proposal = await propose(newest)
      const applied = applyNow(newest, proposal.operations)
      const write = { ...proposal, author, commitId }
      if (await tryWrite(store, newest, applied, write, attempt)) return committed(store, applied)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * attempt))
    }
    throw new StpaError('conflict', 'Too many people are saving at this moment. Nothing was lost: save again.')
  })
}

export function commit(
  store: Store,
  id: string,
  author: Author,
  request: { operations: readonly Operation[]; reason?: string; commitId?: string },
): Promise<Committed> {
  const proposal: Proposal = { operations: request.operations, reason: request.reason, action: 'edit' }
  return commitProposal(store, id, author, () => proposal, request.commitId)
}

/** A new analysis whose first revision is these operations; undefined when the id is taken. */
export async function createFirst(
  store: Store,
  id: string,
  author: Author,
  proposal: Proposal & { readonly counters?: Readonly<Record<string, number>> },
): Promise<Committed | undefined> {
  const empty = { ...emptyAnalysis(id), counters: proposal.counters ?? {} }
  const applied = applyNow(empty, proposal.operations)
  return (await tryWrite(store, empty, applied, { ...proposal, author }, 1)) ? committed(store, applied) : undefined
}

function applyNow(analysis: Analysis, operations: readonly Operation[]): Applied {
  return apply(analysis, operations, dateAfter(analysis.revisedAt))
}

function committed(store: Store, { analysis, operations }: Applied): Committed {
  store.cache.putAnalysis(analysis)
  return { revision: analysis.revision, revisedAt: analysis.revisedAt, operations }
}

async function findCommit(store: Store, id: string, author: Author, commitId: string): Promise<Committed | undefined> {
  const row = await store.write.change.findUnique({
    where: { analysisId_commitId: { analysisId: id, commitId } },
    select: { revision: true, at: true, operations: true, authorId: true },
  })
  if (!row) return undefined
  if (row.authorId !== author.id) {
    throw new StpaError('badRequest', 'This commit id was used by somebody else. Send the request with a new one.')
  }
  // Written by `writeChange` from checked operations.
  const operations = JSON.parse(row.operations) as Operation[]
  return { revision: row.revision, revisedAt: row.at.toISOString(), operations }
}

type Write = Proposal & { readonly author: Author; readonly commitId?: string }

/** Thrown inside the transaction, so that it is rolled back: the revision is not the newest any more. */
class Overtaken extends Error {}

/** False when another process was faster: nothing is written then. */
async function tryWrite(
  store: Store,
  before: Analysis,
  applied: Applied,
  write: Write,
  attempt: number,
): Promise<boolean> {
  await nextTurn() // applying a large import took its time: others are answered before the writing begins
  try {
    await store.write.$transaction((tx) => writeChange(tx, before, applied, write))
    return true
  } catch (error) {
    if (error instanceof Overtaken || (isContention(error) && attempt < attempts.contention)) return false
    throw error
  }
}

async function writeChange(tx: Transaction, before: Analysis, applied: Applied, write: Write): Promise<void> {
  const { analysis, delta } = applied
  if (before.revision === 0) await createHead(tx, analysis)
  else await raiseHead(tx, before, analysis)
  await writeDelta(tx, before, analysis, delta)
  await tx.change.create({
    data: {
      analysisId: analysis.id,
      revision: analysis.revision,
      authorId: write.author.id,
      authorName: write.author.name,
      at: new Date(analysis.revisedAt),
      reason: write.reason ?? '',
      action: write.action,
      reverts: write.reverts ?? null,
      operations: JSON.stringify(applied.operations),
      inverse: JSON.stringify(applied.inverse),
      commitId: write.commitId ?? null,
    },
  })
  await storeOriginals(tx, analysis, write.originals ?? [])
}

/** Without the graph of the whole analysis, which a commit does not need. */
function titleOf(analysis: Analysis): unknown {
  for (const item of analysis.items.values()) if (item.kind === 'analysis') return item.fields.text
  return undefined
}

function headData(analysis: Analysis) {
  const text = titleOf(analysis)
  return {
    title: typeof text === 'string' ? text : analysis.id,
    revision: analysis.revision,
    counters: JSON.stringify(analysis.counters),
    updatedAt: new Date(analysis.revisedAt),
  }
}

async function createHead(tx: Transaction, analysis: Analysis): Promise<void> {
  const data = headData(analysis)
  await tx.analysis.create({ data: { ...data, id: analysis.id, createdAt: data.updatedAt } })
}

/** The guard. The first statement of the transaction: whoever comes second waits here, then finds another revision. */
async function raiseHead(tx: Transaction, before: Analysis, analysis: Analysis): Promise<void> {
  const where = { id: before.id, revision: before.revision, updatedAt: new Date(before.revisedAt) }
  const { count } = await tx.analysis.updateMany({ where, data: headData(analysis) })
  if (count === 0) throw new Overtaken()
}
