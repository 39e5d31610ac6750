import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { Operation } from '@/lib/stpa/operations/types'
import type { Transaction } from '../store/transaction'
import type { Done, Step } from './prepare'
import type { Waiting } from './waiting'

/** Which of these commits were carried out already, by commit id. */
export async function findDone(
  database: Transaction,
  id: string,
  group: readonly Waiting[],
): Promise<ReadonlyMap<string, Done>> {
  const commitIds = group.flatMap(({ commitId }) => commitId ?? [])
  const rows = await database.change.findMany({
    where: { analysisId: id, commitId: { in: commitIds } },
    select: { commitId: true, revision: true, at: true, operations: true, authorId: true },
  })
  return new Map(
    rows.map(({ commitId, revision, at, operations: text, authorId }) => {
      const operations = JSON.parse(text) as Operation[] // written by `writeLog`
      return [commitId ?? '', { authorId, committed: { revision, revisedAt: at.toISOString(), operations } }] as const
    }),
  )
}

/** Thrown inside a transaction, which is rolled back: one of the commits was carried out before. */
export class Repeated extends Error {}

/** Writes the log's entries of a round. @throws Repeated */
export async function writeLog(tx: Transaction, steps: readonly Step[]): Promise<void> {
  const rows = steps.map(({ author, commitId, proposal, applied }) => {
    const { analysis, operations, inverse } = applied
    return sql`(${analysis.id}, ${analysis.revision}, ${author.id}, ${author.name}, ${new Date(analysis.revisedAt)},
      ${proposal.reason ?? ''}, ${proposal.action}, ${proposal.reverts ?? null}, ${JSON.stringify(operations)},
      ${JSON.stringify(inverse)}, ${commitId ?? null})`
  })
  const written = await tx.$executeRaw`INSERT INTO "Change" ("analysisId", "revision", "authorId", "authorName", "at",
    "reason", "action", "reverts", "operations", "inverse", "commitId")
    VALUES ${join(rows)} ON CONFLICT DO NOTHING`
  if (written < steps.length) throw new Repeated()
}
