import { randomBytes } from 'node:crypto'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { JobCard, JobState } from '@/lib/kernel/api'
import type { Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import type { Store } from '../store'

type NewJob = {
  readonly kind: string
  readonly title: string
  /** What the work needs beside its upload; no secrets: it is stored. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

/** A job whose upload is still to come, part by part: nothing of it is held in memory. */
export async function createJob(store: Store, author: Author, job: NewJob): Promise<JobCard> {
  return newJob(store, author, job, { state: 'uploading', beatAt: new Date() })
}

/** A job that needs no upload: it waits for its turn. */
export async function createQueuedJob(store: Store, author: Author, job: NewJob): Promise<JobCard> {
  return newJob(store, author, job, { state: 'queued', beatAt: null })
}

async function newJob(
  store: Store,
  author: Author,
  { kind, title, parameters = {} }: NewJob,
  state: { state: JobState; beatAt: Date | null },
): Promise<JobCard> {
  const id = randomBytes(9).toString('base64url')
  const about = { kind, title, parameters: JSON.stringify(parameters), authorId: author.id, authorName: author.name }
  return cardOf(await store.write.job.create({ data: { id, ...about, ...state, createdAt: new Date() } }))
}

/** Stores one part; the same part sent twice counts once. @throws StpaError notFound, gone, forbidden */
export async function putPart(
  store: Store,
  author: Author,
  id: string,
  part: number,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await beat(store, author, id, {})
  const where = { jobId_part: { jobId: id, part } }
  await store.write.jobPart.upsert({ where, create: { jobId: id, part, content }, update: { content } })
}

/** @throws StpaError badRequest */
export function partNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new StpaError('badRequest', 'A part is named by its number.')
  return Number(text)
}

/** The upload is whole: the job waits for its turn. @throws StpaError notFound, gone, badRequest, forbidden */
export async function queueJob(store: Store, author: Author, id: string, parts: number): Promise<JobCard> {
  const present = await store.read.jobPart.count({ where: { jobId: id, part: { lt: parts } } })
  if (parts === 0) throw new StpaError('badRequest', 'The file is empty.')
  if (present !== parts)
    throw new StpaError('badRequest', `Only ${present} of ${parts} parts have arrived. Send it again.`)
  await beat(store, author, id, { state: 'queued', beatAt: null })
  return loadJob(store, id)
}

/** The file that comes out of it bears the name of who began: nobody else adds to it. */
async function beat(store: Store, author: Author, id: string, data: { state?: string; beatAt?: null }): Promise<void> {
  const changed = { beatAt: new Date(), ...data }
  const where = { id, authorId: author.id, state: 'uploading' }
  const { count } = await store.write.job.updateMany({ where, data: changed })
  if (count === 1) return
  const { state } = await loadJob(store, id)
  if (state === 'uploading') throw new StpaError('forbidden', 'This upload was begun by somebody else: begin your own.')
  throw new StpaError('gone', `This job takes no upload any more: it is ${state}.`)
}

/** The upload of a job as a file on this machine, gone after the work. */
export async function withUpload<T>(store: Store, id: string, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'stpa-job-'))
  try {
    const path = join(folder, 'upload')
    await pipeline(Readable.from(storedParts(store, id)), createWriteStream(path))
    return await work(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function* storedParts(store: Store, jobId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const row = await store.read.jobPart.findUnique({ where: { jobId_part: { jobId, part } } })
    if (!row) return
    yield row.content
  }
}

type JobRow = Awaited<ReturnType<Store['read']['job']['findMany']>>[number]

const cardOf = (row: JobRow): JobCard => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  state: row.state as JobState, // written by this folder only
  stage: row.stage,
  progress: row.progress,
  result: row.result === null ? null : JSON.parse(row.result),
  error: row.error === null ? null : JSON.parse(row.error),
  createdAt: row.createdAt.toISOString(),
})

/** @throws StpaError notFound */
export async function loadJob(store: Store, id: string): Promise<JobCard> {
  const row = await store.read.job.findUnique({ where: { id } })
  if (!row) throw new StpaError('notFound', `There is no job "${id}".`)
  return cardOf(row)
}

/** What is under way or waits, and what ended last. */
export async function listJobs(store: Store, kind: string): Promise<JobCard[]> {
  const rows = await store.read.job.findMany({ where: { kind }, orderBy: { createdAt: 'desc' }, take: 20 })
  return rows.map(cardOf)
}

/** Ends a job that has not ended yet; who does it notices within a second. */
export async function cancelJob(store: Store, id: string): Promise<JobCard> {
  await store.write.job.updateMany({
    where: { id, state: { in: ['uploading', 'queued', 'running'] } },
    data: { state: 'cancelled', finishedAt: new Date() },
  })
  const card = await loadJob(store, id)
  if (card.state === 'cancelled') await store.write.jobPart.deleteMany({ where: { jobId: id } })
  return card
}
