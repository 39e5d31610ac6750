import { sqltag as sql } from '@prisma/client/runtime/client'
import { StpaError } from '@/lib/stpa/errors'
import type { FileUse } from '@/lib/trace/api'
import { keptAs } from '@/lib/trace/coverage/runs'
import type { Store } from '../store/store'
import type { Transaction } from '../store/transaction'

type Reader = Pick<Transaction, '$queryRaw' | 'evidenceFile'>

/**
 * Removes what nobody uses. Between the look and the removal no analysis can begin to use it: SQLite has one writer, and
 * on PostgreSQL items are not written meanwhile.
 * @throws StpaError inUse, which names the users
 */
export function withoutUses<T>(
  store: Store,
  usesOf: (tx: Transaction) => Promise<FileUse[]>,
  remove: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return store.write.$transaction(async (tx) => {
    if (store.provider === 'postgresql') await tx.$executeRaw`LOCK TABLE "Item" IN SHARE MODE`
    const uses = await usesOf(tx)
    if (uses.length > 0) throw new StpaError('inUse', inUse(uses))
    return remove(tx)
  })
}

const most = 5

function inUse(uses: readonly FileUse[]): string {
  const named = uses.map(({ title, keys }) => {
    const more = keys.length > most ? ` and ${keys.length - most} more` : ''
    return `${title} (${keys.slice(0, most).join(', ')}${more})`
  })
  return `It is in use and was not removed: ${named.join('; ')}. Remove what refers to it there first, so that no report changes unsaid.`
}

/** The analyses whose evidence names a kept file: by its hash, or by that of the file as it was given. */
export async function evidenceUses(reader: Reader, hash: string): Promise<FileUse[]> {
  const file = await reader.evidenceFile.findUnique({ where: { hash }, select: { original: true } })
  if (!file) return []
  const hashes = [hash, file.original]
  const columns = { hash: true, original: true, kind: true, createdAt: true } as const
  const rows = await reader.evidenceFile.findMany({
    where: { OR: [{ original: file.original }, { hash: file.original }] },
    select: columns,
  })
  const named = keptAs(rows.map((row) => ({ ...row, kind: kindOf(row.kind), createdAt: row.createdAt.toISOString() })))
  const items = await itemsThatSay(reader, hashes)
  return usesOf(items.filter(({ kind, fields }) => kind === 'evidence' && named(String(fields.hash))?.hash === hash))
}

const kindOf = (kind: string) => (kind === 'trace' ? ('trace' as const) : ('records' as const))

/** The analyses that took something from a kernel graph, or keep what was explored in it. */
export async function graphUses(reader: Reader, hash: string): Promise<FileUse[]> {
  return usesOf((await itemsThatSay(reader, [hash])).filter(({ fields }) => fields.graph === hash))
}

type Saying = {
  readonly analysisId: string
  readonly title: string
  readonly kind: string
  readonly key: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Items of all analyses that say one of these hashes anywhere in their fields. */
async function itemsThatSay(reader: Reader, hashes: readonly string[]): Promise<Saying[]> {
  const found: Saying[] = []
  for (const hash of new Set(hashes)) {
    // What `fields` holds is JSON of our own.
    const rows = await reader.$queryRaw<(Omit<Saying, 'fields'> & { fields: string })[]>(sql`SELECT i."analysisId",
      a."title", i."kind", i."key", i."fields" FROM "Item" i JOIN "Analysis" a ON a."id" = i."analysisId"
      WHERE i."kind" IN ('evidence', 'kernelBinding', 'exploration') AND i."fields" LIKE ${`%"${hash}"%`}
      ORDER BY i."analysisId", i."kind", i."key"`)
    // Parsed on the way in, by the door.
    found.push(...rows.map((row) => ({ ...row, fields: JSON.parse(row.fields) as Saying['fields'] })))
  }
  return found
}

function usesOf(items: readonly Saying[]): FileUse[] {
  const uses = new Map<string, { analysis: string; title: string; keys: string[] }>()
  for (const { analysisId, title, key } of items) {
    const use = uses.get(analysisId) ?? { analysis: analysisId, title, keys: [] }
    if (!use.keys.includes(key)) use.keys.push(key)
    uses.set(analysisId, use)
  }
  return [...uses.values()]
}
