import { randomBytes } from 'node:crypto'
import { newUid } from '@/lib/node/files'
import type { AnalysisCard, Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { withoutEnds } from '@/lib/text/ends'
import { createFirst } from './commit'
import type { Proposal } from './door/proposal'
import { dropOrphans } from './files/originals'
import { isContention } from './store/databaseErrors'
import type { Store } from './store/store'
import type { Transaction } from './store/transaction'

/** Every analysis, the one revised last first. */
export async function listAnalyses(store: Store): Promise<AnalysisCard[]> {
  const [rows, counts] = await Promise.all([
    store.read.analysis.findMany({
      orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, title: true, revision: true, updatedAt: true },
    }),
    store.read.item.groupBy({ by: ['analysisId', 'kind'], _count: { _all: true } }),
  ])
  const byAnalysis = new Map<string, Record<string, number>>()
  for (const { analysisId, kind, _count } of counts) {
    const of = byAnalysis.get(analysisId) ?? {}
    of[kind] = _count._all
    byAnalysis.set(analysisId, of)
  }
  return rows.map(({ id, title, revision, updatedAt }) => {
    return { id, title, revision, updatedAt: updatedAt.toISOString(), counts: byAnalysis.get(id) ?? {} }
  })
}

const slugLength = 40

/** A new analysis under an id that tells its name; an id that is taken gets a random end. */
export async function createAnalysis(
  store: Store,
  author: Author,
  name: string,
  proposal: Parameters<typeof createFirst>[3],
): Promise<{ id: string; revision: number }> {
  const slug = slugOf(name)
  for (const id of [slug, ...Array.from({ length: 5 }, () => `${slug}-${randomBytes(3).toString('hex')}`)]) {
    if (await store.write.analysis.findUnique({ where: { id }, select: { id: true } })) continue
    const done = await createFirst(store, id, author, proposal)
    if (done) return { id, revision: done.revision }
  }
  throw new Error(`no free id was found for "${slug}"`)
}

/** `Warning lamps (draft 2)` → `warning-lamps-draft-2`, cut off between words. */
function slugOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const words = withoutEnds(plain.replace(/[^a-z0-9]+/g, '-'), '-')
  const short = words.length <= slugLength ? words : words.slice(0, slugLength + 1).replace(/-[^-]*$/, '')
  return short.slice(0, slugLength) || 'analysis'
}

export function createBlank(
  store: Store,
  author: Author,
  request: { title: string; profile: 'general' | 'linux' },
): Promise<{ id: string }> {
  const { title, profile } = request
  const proposal: Proposal = {
    operations: [{ op: 'create', uid: newUid(), kind: 'analysis', fields: { text: title, profile } }],
    action: 'edit',
    reason: 'Created',
  }
  return createAnalysis(store, author, title, proposal).then(({ id }) => ({ id }))
}

/** Removes an analysis with its history, and the originals that no other one was imported from. */
export async function removeAnalysis(store: Store, id: string): Promise<void> {
  await store.queues.run(id, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await store.write.$transaction((tx) => removeIn(tx, id))
      } catch (error) {
        // Somebody imports the very file that was to go with this analysis.
        if (!isContention(error) || attempt === 3) throw error
      }
    }
  })
  store.cache.drop(id)
}

async function removeIn(tx: Transaction, id: string): Promise<void> {
  const sources = await tx.source.findMany({ where: { analysisId: id }, select: { hash: true }, distinct: ['hash'] })
  const { count } = await tx.analysis.deleteMany({ where: { id } })
  if (count === 0) throw new StpaError('notFound', `There is no analysis "${id}".`)
  await dropOrphans(
    tx,
    sources.map((source) => source.hash),
  )
}
