import { join, sqltag as sql } from '@prisma/client/runtime/client'
import type { Original } from '@/lib/node/importFiles'
import type { Analysis } from '@/lib/stpa/model'
import type { Transaction } from '../store/transaction'

/** Keeps the originals beside the revision that they made; the same bytes are kept once. */
export async function storeOriginals(
  tx: Transaction,
  analysis: Analysis,
  originals: readonly Original[],
): Promise<void> {
  if (originals.length === 0) return
  const at = new Date(analysis.revisedAt)
  for (const { hash, mediaType, size, content } of originals) {
    await tx.$executeRaw`INSERT INTO "Blob" ("hash", "mediaType", "size", "content", "createdAt")
      VALUES (${hash}, ${mediaType}, ${size}, ${content}, ${at}) ON CONFLICT ("hash") DO NOTHING`
  }
  const names = new Set<string>()
  const data = originals.map(({ name, format, hash }) => {
    let free = name
    for (let copy = 2; names.has(free); copy++) free = `${name} (${copy})`
    names.add(free)
    return { analysisId: analysis.id, revision: analysis.revision, name: free, format, hash }
  })
  await tx.source.createMany({ data })
}

/** Takes away the originals that no analysis refers to any more, of those that `hashes` names. */
export async function dropOrphans(tx: Transaction, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return
  await tx.$executeRaw(sql`DELETE FROM "Blob" WHERE "hash" IN (${join([...hashes])})
    AND NOT EXISTS (SELECT 1 FROM "Source" WHERE "Source"."hash" = "Blob"."hash")`)
}
