import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Author, Committed } from '@/lib/stpa/api'
import { emptyAnalysis } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { createHead } from './door/head'
import { writeLog } from './door/log'
import { applyNow, committedOf } from './door/prepare'
import type { Proposal, ReadProposal } from './door/proposal'
import { enqueue } from './door/round'
import { storeOriginals } from './files/originals'
import { isContention } from './store/databaseErrors'
import type { Store } from './store/store'
import { writeDelta } from './write'

/**
 * The one door to the store. The operations are applied to the newest revision and written in one transaction with
 * whatever else waits for the same analysis, guarded by that revision: edits of different fields merge, real conflicts
 * are refused by `apply`. The same commitId is carried out once. Acknowledged when it is stored.
 * @throws StpaError notFound, conflict, or any refusal of the door
 */
export function commitProposal(
  store: Store,
  id: string,
  author: Author,
  proposal: Proposal | ReadProposal,
  commitId?: string,
): Promise<Committed> {
  return new Promise((resolve, reject) => {
    enqueue(store, id, { author, proposal, commitId, resolve, reject })
  })
}

export function commit(
  store: Store,
  id: string,
  author: Author,
  request: { operations: readonly Operation[]; reason?: string; commitId?: string },
): Promise<Committed> {
  const proposal: Proposal = { operations: request.operations, reason: request.reason, action: 'edit' }
  return commitProposal(store, id, author, proposal, request.commitId)
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
  await nextTurn() // applying a large import took its time: others are answered before the writing begins
  try {
    await store.write.$transaction(async (tx) => {
      await createHead(tx, applied.analysis)
      await writeDelta(tx, empty, applied.analysis, applied.delta)
      await writeLog(tx, [{ author, commitId: undefined, proposal, applied }])
      await storeOriginals(tx, applied.analysis, proposal.originals ?? [])
    })
  } catch (error) {
    if (isContention(error)) return undefined
    throw error
  }
  store.cache.putAnalysis(applied.analysis)
  return committedOf(applied)
}
