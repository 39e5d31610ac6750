import { createHash } from 'node:crypto'
import { type GraphCard, type GraphImported, uploadLimit } from '@/lib/kernel/api'
import { StpaError } from '@/lib/stpa/errors'
import { withUpload } from './jobs/jobs'
import type { WorkCall } from './jobs/works'
import type { Store } from './store'

/** Reading a whole kernel takes a few seconds here; a slow machine may need some minutes. */
const bounds = { seconds: 600, megabytes: 2_048 }

const cardColumns = {
  ...{ hash: true, title: true, kernelVersion: true, note: true, format: true, original: true, functions: true },
  ...{ calls: true, subsystems: true, size: true, authorName: true, createdAt: true },
} as const

/** @throws StpaError tooLarge, before anything is sent */
export function assertUpload(size: number): void {
  if (size > uploadLimit)
    throw new StpaError(
      'tooLarge',
      `At most ${uploadLimit / 1e6} MB: compress it, or use stpa kernel import and upload its result.`,
    )
}

/** Every kernel graph, the newest first. */
export async function listGraphs(store: Store): Promise<GraphCard[]> {
  const rows = await store.read.kernelGraph.findMany({
    select: cardColumns,
    orderBy: [{ createdAt: 'desc' }, { hash: 'asc' }],
  })
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** The compact form of a graph. @throws StpaError notFound */
export async function loadGraph(store: Store, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = await store.read.kernelGraph.findUnique({ where: { hash }, select: { content: true } })
  if (!row) throw new StpaError('notFound', 'There is no such kernel graph. It may have been removed: see the list.')
  return row.content
}

export async function removeGraph(store: Store, hash: string): Promise<void> {
  const { count } = await store.write.kernelGraph.deleteMany({ where: { hash } })
  if (count === 0) throw new StpaError('notFound', 'There is no such kernel graph any more.')
}

/** Reads an uploaded database on a thread of its own and keeps its graph; the same graph is kept once. */
export async function importGraph({ store, id, title, authorName, signal, report }: WorkCall): Promise<GraphImported> {
  report(0, 'Unpacking')
  return withUpload(store, id, async (path) => {
    const options = {
      ...bounds,
      signal,
      progress: (fraction: number) => report(0.05 + 0.85 * fraction, 'Reading calls'),
    }
    const { bytes, about, report: lines } = await store.runTask('kernelImport', { path, name: title }, options)
    if (signal.aborted) throw new StpaError('gone', 'The import was cancelled.')
    report(0.95, 'Storing')
    const hash = createHash('sha256').update(bytes).digest('hex')
    const data = { hash, title, ...about, size: bytes.length, authorName, createdAt: new Date() }
    await store.write.kernelGraph.upsert({ where: { hash }, create: { ...data, content: bytes }, update: {} })
    return { hash, report: lines }
  })
}
