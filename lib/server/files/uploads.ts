import { createWriteStream } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JobCard, JobState } from '@/lib/kernel/api'
import { privateFile, withTemporaryFolder } from '@/lib/node/workFolder'
import type { Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { loadJob, type NewJob, newJob } from '../jobs/jobs'
import type { WorkCall } from '../jobs/workCall'
import type { Store } from '../store/store'
import type { Transaction } from '../store/transaction'

/** What uploads may claim until their jobs have ended, in bytes: of one author, of all; and how many one author has. */
export type Room = {
  readonly each: number
  readonly all: number
  readonly jobs: number
  /** Bytes that are free where parts and temporary files go. */
  readonly free: () => Promise<number>
}

const usual: Room = {
  each: 6_000_000_000,
  all: 24_000_000_000,
  jobs: 20,
  free: async () => {
    const { bavail, bsize } = await statfs(tmpdir())
    return bavail * bsize
  },
}

/** Left free for everything else that is saved. */
const reserve = 500_000_000

const underWay = { state: { in: ['uploading', 'queued', 'running'] } }

/**
 * A job whose upload is still to come, part by part: nothing of it is held in memory. What it claims counts from now on,
 * until the job has ended.
 * @throws StpaError noRoom, before anything is sent
 */
export async function createUpload(
  store: Store,
  author: Author,
  { size, ...job }: NewJob & { readonly size: number },
  room: Room = usual,
): Promise<JobCard> {
  const card = await newJob(store, author, job, { state: 'uploading', size })
  try {
    await assertRoom(store, author, room) // after it stands there: of two at a time, one at least sees the other
    return card
  } catch (error) {
    await store.write.job.deleteMany({ where: { id: card.id } })
    throw error
  }
}

async function assertRoom({ write }: Store, author: Author, room: Room): Promise<void> {
  const sums = { _sum: { size: true, received: true }, _count: true } as const
  const all = await write.job.aggregate({ where: { ...underWay, size: { gt: 0 } }, ...sums })
  const own = await write.job.aggregate({ where: { ...underWay, size: { gt: 0 }, authorId: author.id }, ...sums })
  const claimed = Number(all._sum.size ?? 0)
  if (own._count > room.jobs) throw noRoom(`You have ${room.jobs} files under way`)
  if (Number(own._sum.size ?? 0) > room.each) throw noRoom(`Your files under way would have over ${room.each / 1e9} GB`)
  if (claimed > room.all) throw noRoom(`All files under way would have over ${room.all / 1e9} GB`)
  // Twice: the parts, and the whole that is made of them to be read.
  const coming = 2 * claimed - Number(all._sum.received ?? 0)
  if (coming + reserve > (await room.free())) throw noRoom('The disk of the server has not enough room for this file')
}

function noRoom(why: string): StpaError {
  return new StpaError('noRoom', `${why}. Wait until others have been read, or cancel them.`)
}

/** @throws StpaError badRequest */
export function partNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new StpaError('badRequest', 'A part is named by its number.')
  return Number(text)
}

/**
 * Stores one part; the same part sent twice counts once. All parts together never are more than was claimed.
 * @throws StpaError notFound, forbidden, gone, badRequest, tooLarge
 */
export async function putPart(
  store: Store,
  author: Author,
  id: string,
  part: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const size = content.length
  if (size === 0) throw new StpaError('badRequest', 'A part holds at least one byte.')
  await store.write.$transaction(async (tx) => {
    const job = await lockUpload(tx, author, id)
    const where = { jobId_part: { jobId: id, part } }
    const present = await tx.jobPart.findUnique({ where, select: { size: true } })
    const received = Number(job.received) - (present?.size ?? 0) + size
    if (received > Number(job.size)) {
      throw new StpaError('tooLarge', `The file was said to have ${job.size} bytes; this is more. Send it again.`)
    }
    await tx.jobPart.upsert({ where, create: { jobId: id, part, size, content }, update: { size, content } })
    await tx.job.update({ where: { id }, data: { received } })
  })
}

/**
 * The upload is whole: the job waits for its turn. Asked again, since the answer was lost on its way, it is told how the
 * job stands. @throws StpaError notFound, forbidden, gone, badRequest
 */
export async function queueUpload(store: Store, author: Author, id: string, parts: number): Promise<JobCard> {
  const known = await store.read.job.findUnique({ where: { id }, select: { state: true, authorId: true } })
  if (known?.authorId === author.id && begun.has(known.state)) return loadJob(store, id)
  await store.write.$transaction(async (tx) => {
    const { size, received } = await lockUpload(tx, author, id)
    const present = await tx.jobPart.count({ where: { jobId: id, part: { lt: parts } } })
    const all = await tx.jobPart.count({ where: { jobId: id } })
    const missing =
      present !== parts || all !== parts ? `Only ${present} of ${parts} parts` : `Only ${received} of ${size} bytes`
    if (parts === 0) throw new StpaError('badRequest', 'The file is empty.')
    if (present !== parts || all !== parts || received !== size)
      throw new StpaError('badRequest', `${missing} have arrived. Send it again.`)
    await tx.job.update({ where: { id }, data: { state: 'queued' } })
  })
  return loadJob(store, id)
}

/** States of a job whose upload was whole. */
const begun: ReadonlySet<string> = new Set<JobState>(['queued', 'running', 'done', 'failed'])

/** The row of an upload that goes on, held until the end of the transaction: parts may come at the same time. */
async function lockUpload(tx: Transaction, author: Author, id: string) {
  const { count } = await tx.job.updateMany({
    where: { id, state: 'uploading', authorId: author.id },
    data: { beats: { increment: 1 } },
  })
  const job = await tx.job.findUnique({ where: { id } })
  if (!job) throw new StpaError('notFound', `There is no job "${id}".`)
  if (job.authorId !== author.id)
    throw new StpaError('forbidden', 'This upload was begun by somebody else: begin your own.')
  if (count === 0) throw new StpaError('gone', `This job takes no upload any more: it is ${job.state}.`)
  return job
}

/** The upload of a job as a file on this machine, in a folder that is gone after the work. */
export function withUpload<T>(
  { store, id, signal }: Pick<WorkCall, 'store' | 'id' | 'signal'>,
  work: (path: string, folder: string) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'upload')
    await pipeline(Readable.from(storedParts(store, id)), createWriteStream(path, privateFile), { signal })
    return work(path, folder)
  })
}

async function* storedParts(store: Store, jobId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const row = await store.read.jobPart.findUnique({ where: { jobId_part: { jobId, part } } })
    if (!row) return
    yield row.content
  }
}
