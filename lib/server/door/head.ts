import { join, raw, type Sql, sqltag as sql } from '@prisma/client/runtime/client'
import type { Analysis } from '@/lib/stpa/model'
import type { Delta } from '@/lib/stpa/operations/types'
import type { Head } from '../store/cache'
import type { Store } from '../store/store'
import type { Transaction } from '../store/transaction'

function titleOf(analysis: Analysis, uids: Iterable<string>): string | undefined {
  for (const uid of uids) {
    const item = analysis.items.get(uid)
    if (item?.kind === 'analysis') return typeof item.fields.text === 'string' ? item.fields.text : analysis.id
  }
  return undefined
}

export async function createHead(tx: Transaction, analysis: Analysis): Promise<void> {
  const { id, revision } = analysis
  const at = new Date(analysis.revisedAt)
  const title = titleOf(analysis, analysis.items.keys()) ?? id
  const counters = JSON.stringify(analysis.counters)
  await tx.analysis.create({ data: { id, title, revision, counters, createdAt: at, updatedAt: at } })
}

/**
 * The guard, the first statement of a transaction: whoever comes second waits here, then finds another revision.
 * False when the database does not hold `before` any more.
 */
export async function raiseHead(tx: Transaction, before: Analysis, after: Analysis, delta: Delta): Promise<boolean> {
  const title = titleOf(after, delta.items)
  const set: Sql[] = [sql`"revision" = ${after.revision}`, sql`"updatedAt" = ${new Date(after.revisedAt)}`]
  if (title !== undefined) set.push(sql`"title" = ${title}`)
  if (after.counters !== before.counters) set.push(sql`"counters" = ${JSON.stringify(after.counters)}`)
  const count = await tx.$executeRaw`UPDATE "Analysis" SET ${join(set)} WHERE "id" = ${before.id}
    AND "revision" = ${before.revision} AND "updatedAt" = ${new Date(before.revisedAt)}`
  return count > 0
}

/** The newest revision, which nobody else raises before this transaction ends; undefined when the analysis is gone. */
export async function lockHead(tx: Transaction, provider: Store['provider'], id: string): Promise<Head | undefined> {
  // On SQLite the transaction has the one lock on writing from its beginning.
  const lock = raw(provider === 'postgresql' ? 'FOR UPDATE' : '')
  const [row] = await tx.$queryRaw<{ revision: number; updatedAt: Date | string }[]>`
    SELECT "revision", "updatedAt" FROM "Analysis" WHERE "id" = ${id} ${lock}`
  return row && { revision: row.revision, revisedAt: new Date(row.updatedAt).toISOString() }
}
