import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type GraphCard, type GraphImported, uploadLimit } from '@/lib/kernel/api'
import type { Tasks } from '@/lib/node/tasks'
import { StpaError } from '@/lib/stpa/errors'
import { assertStorable } from '@/lib/stpa/storable'
import type { WorkCall } from '../jobs/workCall'
import type { Store } from '../store/store'
import { keptAs } from './kept'
import { serverAddress } from './kernelServers'
import { withUpload } from './uploads'
import { graphUses, withoutUses } from './uses'

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

/** @throws StpaError inUse when an analysis took something from it, notFound */
export async function removeGraph(store: Store, hash: string): Promise<void> {
  const count = await withoutUses(
    store,
    (tx) => graphUses(tx, hash),
    async (tx) => {
      const removed = await tx.kernelGraph.deleteMany({ where: { hash } })
      return removed.count
    },
  )
  if (count === 0) throw new StpaError('notFound', 'There is no such kernel graph any more.')
}

const parameters = z.object({
  onto: z.string().optional(),
  server: z.string().optional(),
  instance: z.number().optional(),
})

/**
 * Reads an uploaded database, or one of the operator's servers, or what an upload adds to a graph, in a process of its own
 * and keeps its graph; the same graph is kept once.
 */
export async function importGraph(call: WorkCall): Promise<GraphImported> {
  const { server, onto, instance } = parameters.parse(call.parameters)
  const wanted = instance === undefined ? {} : { instance }
  if (server !== undefined) return imported(call, { path: serverAddress(server), name: server, ...wanted })
  call.report(0, 'Unpacking')
  return withUpload(call, async (path) => {
    const base = onto === undefined ? {} : { onto: await loadGraph(call.store, onto) }
    return imported(call, { path, name: call.title, ...wanted, ...base })
  })
}

type ImportRequest = Tasks['kernelImport']['request']

async function imported(call: WorkCall, request: ImportRequest) {
  const { store, title, authorId, authorName, signal, report } = call
  const progress = (fraction: number) => report(0.05 + 0.85 * fraction, 'Reading calls')
  const {
    bytes,
    about,
    report: lines,
    others,
  } = await store.runTask('kernelImport', request, { ...bounds, who: authorId, signal, progress })
  if (signal.aborted) throw new StpaError('gone', 'The import was cancelled.')
  report(0.95, 'Storing')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const data = { hash, title, ...about, size: bytes.length, authorName, createdAt: new Date() }
  assertStorable(data, title)
  const known = await store.read.kernelGraph.findUnique({ where: { hash }, select: { title: true } })
  await store.write.kernelGraph.upsert({ where: { hash }, create: { ...data, content: bytes }, update: {} })
  return {
    hash,
    report: known ? [...lines, keptAs(known.title)] : lines,
    others: others.map(({ id, version }) => ({ id, version })),
  }
}
