import { type ChangeAction, type ChangeEntry, pageLimit, type SeenState } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'
import type { ChangeRecord } from '@/lib/stpa/report/basis'
import { headOf } from './read'
import type { Store } from './store/store'

/** Of one answer: about so many characters of operations (one change at least). */
const pageCharacters = 8_000_000

/**
 * Refuses who has seen a state that this database never had: a backup was put back since, and the same number of a
 * revision means something else here.
 * @throws StpaError otherHistory, notFound
 */
export async function assertSeen(store: Store, id: string, seen: SeenState | undefined): Promise<void> {
  if (!seen || seen.revision === 0) return
  const where = { analysisId_revision: { analysisId: id, revision: seen.revision } }
  const row = await store.read.change.findUnique({ where, select: { at: true } })
  if (row?.at.toISOString() === seen.revisedAt) return
  await headOf(store, id)
  throw new StpaError('otherHistory', 'The analysis was put back to another state meanwhile. Load it anew.')
}

/**
 * Changes after a revision, oldest first: what live updates and the history read. The answer may be shorter than what
 * there is: ask again from its last revision. `inverse` adds what takes each change back: the content of what it removed.
 * @throws StpaError notFound
 */
export async function changesSince(
  store: Store,
  id: string,
  since: number,
  limit = pageLimit,
  inverse = false,
): Promise<ChangeEntry[]> {
  const last = await lastOfPage(store, id, since, Math.min(limit, pageLimit))
  if (last === undefined) {
    await headOf(store, id)
    return []
  }
  const rows = await store.read.change.findMany({
    where: { analysisId: id, revision: { gt: since, lte: last } },
    orderBy: { revision: 'asc' },
  })
  return rows.map((row) => ({
    revision: row.revision,
    revisedAt: row.at.toISOString(),
    // Written by commit.ts from checked operations,
    operations: JSON.parse(row.operations) as Operation[],
    // and from one of these actions.
    action: row.action as ChangeAction,
    author: { name: row.authorName },
    reason: row.reason,
    reverts: row.reverts,
    ...(inverse ? { inverse: JSON.parse(row.inverse) as Operation[] } : {}), // what apply gave with the operations
  }))
}

async function lastOfPage(store: Store, id: string, since: number, limit: number): Promise<number | undefined> {
  const sizes = await store.read.$queryRaw<{ revision: number; size: number }[]>`
    SELECT "revision", length("operations") AS "size" FROM "Change"
    WHERE "analysisId" = ${id} AND "revision" > ${since} ORDER BY "revision" LIMIT ${limit}`
  let last: number | undefined
  let total = 0
  for (const { revision, size } of sizes) {
    total += Number(size)
    if (last !== undefined && total > pageCharacters) break
    last = revision
  }
  return last
}

/** Changes that a report lists at most. */
const recordLimit = 200

/** The change record of a report, up to a revision, newest first: without the operations. */
export async function changeRecord(store: Store, id: string, revision: number): Promise<ChangeRecord[]> {
  const rows = await store.read.change.findMany({
    where: { analysisId: id, revision: { lte: revision } },
    orderBy: { revision: 'desc' },
    take: recordLimit,
    select: { revision: true, at: true, authorName: true, action: true, reverts: true, reason: true },
  })
  return rows.map(({ revision: number, at, authorName, action, reverts, reason }) => ({
    revision: number,
    revisedAt: at.toISOString(),
    author: authorName,
    action: reverts === null ? action : `${action} of ${reverts}`,
    reason,
  }))
}
