import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Head } from '../store/cache'
import type { Transaction } from '../store/transaction'

/** More changes than this, and reading the whole analysis is no slower. */
const most = 200

/**
 * A value that was remembered, with what others committed since: read from the log up to `head` and applied. Undefined
 * when the log does not lead from the one to the other (a removed analysis of the same id, a backup that was put back),
 * or is long.
 */
export async function catchUp(database: Transaction, value: Analysis, head: Head): Promise<Analysis | undefined> {
  if (isAt(value, head)) return value
  if (head.revision <= value.revision || head.revision - value.revision > most) return undefined
  const rows = await database.$queryRaw<{ revision: number; at: Date | string; operations: string }[]>`
    SELECT "revision", "at", "operations" FROM "Change" WHERE "analysisId" = ${value.id}
    AND "revision" BETWEEN ${value.revision} AND ${head.revision} ORDER BY "revision"`
  const [own, ...changes] = rows.map((row) => ({ ...row, revisedAt: new Date(row.at).toISOString() }))
  if (!own || !isAt(value, own) || changes.length !== head.revision - value.revision) return undefined
  let newest = value
  for (const { operations, revisedAt } of changes) {
    newest = apply(newest, JSON.parse(operations) as Operation[], revisedAt).analysis // written by log.ts
  }
  return isAt(newest, head) ? newest : undefined
}

function isAt(value: Head, { revision, revisedAt }: Head): boolean {
  return value.revision === revision && value.revisedAt === revisedAt
}
