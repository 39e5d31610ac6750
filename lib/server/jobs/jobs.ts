import { randomBytes } from 'node:crypto'
import type { JobCard, JobState } from '@/lib/kernel/api'
import type { Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { assertStorable } from '@/lib/stpa/storable'
import type { Store } from '../store/store'

export type NewJob = {
  readonly kind: string
  readonly title: string
  /** What the work needs beside its upload; no secrets: it is stored. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

let made = 0

/** Jobs of one millisecond are told apart by their ids: of one process, the one that was asked for first is the first. */
function nextInOrder(): string {
  made = (made + 1) % 36 ** 4
  return made.toString(36).padStart(4, '0')
}

/** A job that needs no upload: it waits for its turn. */
export async function createQueuedJob(store: Store, author: Author, job: NewJob): Promise<JobCard> {
  return newJob(store, author, job, { state: 'queued', size: 0 })
}

/** @throws StpaError badShape when a text of it cannot be stored */
export async function newJob(
  store: Store,
  author: Author,
  { kind, title, parameters = {} }: NewJob,
  { state, size }: { state: JobState; size: number },
): Promise<JobCard> {
  const id = `${nextInOrder()}${randomBytes(9).toString('base64url')}`
  const by = { authorId: author.id, authorName: author.name }
  assertStorable({ title, parameters, ...by })
  const about = { kind, title, parameters: JSON.stringify(parameters), ...by }
  return cardOf(await store.write.job.create({ data: { id, ...about, state, size, createdAt: new Date() } }))
}

type JobRow = Awaited<ReturnType<Store['read']['job']['findMany']>>[number]

const cardOf = (row: JobRow): JobCard => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  state: row.state as JobState, // written by lib/server only
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
