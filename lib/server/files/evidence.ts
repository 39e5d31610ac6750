import { closeSync, createWriteStream, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isDeepStrictEqual } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { readerName } from '@/lib/node/program'
import type { Tasks } from '@/lib/node/tasks'
import type { KeptPart } from '@/lib/node/trace/parts'
import type { Asker } from '@/lib/node/turns'
import { privateFile, withTemporaryFolder } from '@/lib/node/workFolder'
import type { Author } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'
import { digest as fingerprint } from '@/lib/stpa/fingerprint'
import type { ReportLine } from '@/lib/stpa/model'
import { assertStorable } from '@/lib/stpa/storable'
import { decodeText } from '@/lib/text/encoding'
import { type EvidenceCard, type EvidenceLines, linesLimit, type ReadOptions, readOptions } from '@/lib/trace/api'
import { redactionOptions } from '@/lib/trace/redact'
import { createQueuedJob } from '../jobs/jobs'
import type { WorkCall } from '../jobs/workCall'
import type { Store } from '../store/store'
import type { Transaction } from '../store/transaction'
import { keptAs } from './kept'
import { withUpload } from './uploads'
import { evidenceUses, withoutUses } from './uses'
import { WantedLines } from './wantedLines'

/** A gigabyte takes a minute or two; its reading holds less than a hundred megabytes. */
const bounds = { seconds: 3_600, megabytes: 160 }

const cardColumns = {
  ...{ hash: true, original: true, title: true, kind: true, format: true, size: true, lines: true, redacted: true },
  ...{ authorName: true, createdAt: true, options: true, reader: true },
} as const

/** Every file of evidence, the newest first. */
export async function listEvidence(store: Store): Promise<EvidenceCard[]> {
  const orderBy = [{ createdAt: 'desc' as const }, { hash: 'asc' as const }]
  const rows = await store.read.evidenceFile.findMany({ select: cardColumns, orderBy })
  return rows.map(({ options, reader, ...row }) => ({
    ...row,
    reading: fingerprint([options, row.format, reader]),
    isOutdated: isOutdated(reader),
    kind: row.kind === 'trace' ? 'trace' : 'records',
    size: Number(row.size),
    createdAt: row.createdAt.toISOString(),
  }))
}

/** Run from its sources, a program does not know of itself whether it reads otherwise. */
const isOutdated = (reader: string): boolean => readerName() !== '' && reader !== readerName()

/**
 * What another version of this program read is read again, for that may have read it wrongly. Those that wait for it
 * already are left to it.
 */
export async function rereadOutdated(store: Store): Promise<void> {
  const waiting = await store.read.job.findMany({
    where: { kind: 'evidenceRead', state: { in: ['queued', 'running'] } },
    select: { parameters: true },
  })
  const known = new Set(waiting.map(({ parameters }) => rereadParameters.parse(JSON.parse(parameters)).hash))
  for (const { hash, title, isOutdated } of await listEvidence(store)) {
    if (!isOutdated || known.has(hash)) continue
    const parameters = { hash, options: (await keptReading(store, hash)).options }
    await createQueuedJob(store, program, { kind: 'evidenceRead', title, parameters })
  }
}

const program: Author = { id: 'program', name: 'STPA Workbench' }

const gone = () =>
  new StpaError('notFound', 'There is no such file of evidence. It may have been removed: see the list.')

/** What was read from a file: JSON of an EvidenceDigest. @throws StpaError notFound */
export async function loadDigest(store: Store, hash: string): Promise<string> {
  const row = await store.read.evidenceFile.findUnique({ where: { hash }, select: { digest: true } })
  if (!row) throw gone()
  return row.digest
}

/** @throws StpaError notFound */
export async function titleOf(store: Store, hash: string): Promise<string> {
  const row = await store.read.evidenceFile.findUnique({ where: { hash }, select: { title: true } })
  if (!row) throw gone()
  return row.title
}

/** @throws StpaError inUse when a report rests on it, notFound */
export async function removeEvidence(store: Store, hash: string): Promise<void> {
  const count = await withoutUses(
    store,
    (tx) => evidenceUses(tx, hash),
    async (tx) => {
      const removed = await tx.evidenceFile.deleteMany({ where: { hash } })
      return removed.count
    },
  )
  if (count === 0) throw gone()
}

/** How a kept file was read last: what was asked for, and what it was recognised as. */
type KeptReading = { readonly options: ReadOptions; readonly format: string }

/** @throws StpaError notFound */
async function keptReading(store: Store, hash: string): Promise<KeptReading> {
  const row = await store.read.evidenceFile.findUnique({ where: { hash }, select: { options: true, format: true } })
  if (!row) throw gone()
  return { options: readOptions.parse(JSON.parse(row.options)), format: row.format }
}

/** Lines of a file, cut where they are very long. @throws StpaError notFound */
export async function loadLines(store: Store, hash: string, from: number, count: number): Promise<EvidenceLines> {
  const file = await store.read.evidenceFile.findUnique({ where: { hash }, select: { lines: true } })
  if (!file) throw gone()
  const where = { hash, firstLine: { lte: Math.max(1, from) } }
  const begin = await store.read.evidencePart.findFirst({
    where,
    orderBy: { part: 'desc' },
    select: { firstLine: true },
  })
  // A line may go on over several parts, which all say its number: the first of them has its beginning.
  const first = await store.read.evidencePart.findFirst({
    where: { hash, firstLine: begin?.firstLine ?? 1 },
    orderBy: { part: 'asc' },
    select: { part: true, firstLine: true },
  })
  const wanted = Math.min(count, linesLimit.count)
  const lines = new WantedLines(from, wanted, first?.firstLine ?? 1)
  for (let part = first?.part ?? 0; !lines.isFull; part++) {
    const row = await store.read.evidencePart.findUnique({ where: { hash_part: { hash, part } } })
    if (!row) break
    lines.take(decodeText(gunzipSync(row.content)).text)
  }
  return { from, lines: lines.end(), total: file.lines }
}

/** The gzip members of a kept file, one after the other. */
async function* membersOf(store: Store, hash: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const row = await store.read.evidencePart.findUnique({ where: { hash_part: { hash, part } } })
    if (!row) return
    yield row.content
  }
}

/** The kept file as gzip, with its name. @throws StpaError notFound */
export async function openOriginal(store: Store, hash: string): Promise<{ title: string; stream: ReadableStream }> {
  const title = await titleOf(store, hash)
  // Node's web streams are those of the browser's types, but for their iterator.
  return { title, stream: Readable.toWeb(Readable.from(membersOf(store, hash))) as ReadableStream }
}

/** The kept file as a gzip file on this machine, gone after the work. @throws StpaError notFound */
export async function withOriginal<T>(
  store: Store,
  hash: string,
  work: (path: string, title: string) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const title = await titleOf(store, hash)
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'original.gz')
    await pipeline(Readable.from(membersOf(store, hash)), createWriteStream(path, privateFile), { signal })
    return work(path, title)
  })
}

/**
 * What a kept trace shows of an analysis: read on a thread of its own, for nothing of it is kept, and in the way in which
 * what the screens show of it was read.
 */
export async function coverEvidence(
  store: Store,
  hash: string,
  request: Omit<Tasks['traceCoverage']['request'], 'files' | 'options'>,
  asker: Asker = {},
): Promise<Tasks['traceCoverage']['result']> {
  const { options: asked, format } = await keptReading(store, hash)
  const options = { ...asked, format } // as what the screens show: it cannot be taken for another one
  const read = (path: string, name: string) =>
    store.runTask(
      'traceCoverage',
      { files: { name, paths: [path] }, options, ...request },
      { ...bounds, seconds: 600, ...asker },
    )
  return withOriginal(store, hash, read, asker.signal)
}

const importParameters = z.object({ options: readOptions, redaction: redactionOptions })

/** Reads an upload on a thread of its own and keeps it with what was read; the same file is kept once. */
export async function importEvidence(call: WorkCall): Promise<{ hash: string; report: unknown }> {
  const { options, redaction } = importParameters.parse(call.parameters)
  return withUpload(call, async (path, folder) => {
    const kept = join(folder, 'kept')
    const request = { path, name: call.title, kept, options, redaction }
    const read = await readNow(call, request)
    const present = await keep(call, read, options, kept)
    return { hash: read.hash, report: present ? keptAlready(present, options) : read.report }
  })
}

const rereadParameters = z.object({ hash: z.string(), options: readOptions })

/** Reads a kept file again, otherwise: what is read from it is replaced, the file stays as it is. */
export async function rereadEvidence(call: WorkCall): Promise<{ hash: string; report: unknown }> {
  const { hash, options } = rereadParameters.parse(call.parameters)
  const again = async (path: string, title: string) => {
    const { digest, format, kind, report } = await readNow(call, { path, name: title, options })
    const data = { digest, format, kind, options: JSON.stringify(options), reader: readerName() }
    assertStorable(data, title)
    const { count } = await call.store.write.evidenceFile.updateMany({ where: { hash }, data })
    if (count === 0) throw gone()
    return { hash, report }
  }
  return withOriginal(call.store, hash, again, call.signal)
}

type EvidenceRequest = Tasks['evidenceImport']['request']
type EvidenceRead = Tasks['evidenceImport']['result']

async function readNow({ store, authorId, signal, report }: WorkCall, request: EvidenceRequest): Promise<EvidenceRead> {
  const progress = (fraction: number) => report(0.9 * fraction, 'Reading')
  const read = await store.runTask('evidenceImport', request, { ...bounds, who: authorId, signal, progress })
  if (signal.aborted) throw new StpaError('gone', 'The import was cancelled.')
  report(0.9, 'Storing')
  return read
}

/** Gives what is kept under the same hash already, if anything is: then nothing is kept. */
async function keep(
  { store, title, authorName }: WorkCall,
  read: EvidenceRead,
  asked: ReadOptions,
  path: string,
): Promise<Present | undefined> {
  const { hash, original, kind, format, lines, redacted, digest } = read
  const options = JSON.stringify(asked)
  const about = {
    ...{ hash, original, title, kind, format, lines, redacted, options, digest, authorName },
    reader: readerName(),
  }
  assertStorable(about, title)
  return store.write.$transaction(async (tx) => {
    const present = await tx.evidenceFile.findUnique({
      where: { hash },
      select: { title: true, kind: true, options: true },
    })
    if (present) return present
    await tx.evidenceFile.create({ data: { ...about, size: BigInt(read.size), createdAt: new Date() } })
    await keepParts(tx, hash, path, read.parts)
    return undefined
  })
}

type Present = { readonly title: string; readonly kind: string; readonly options: string }

/** Reports may rest on how it was read before: nobody changes that by the way. */
function keptAlready({ title, kind, options }: Present, asked: ReadOptions): ReportLine[] {
  const known = keptAs(title)
  const isSame = isDeepStrictEqual(readOptions.parse(JSON.parse(options)), asked)
  if (isSame || kind !== 'trace') return [known] // what is no trace is read in one way
  const message =
    'How it was to be read this time was not taken: it is shown as it was read before. “Read again” reads it otherwise.'
  return [known, { outcome: 'skipped', count: 1, message }]
}

/** One part after the other: no more than one is in memory. */
async function keepParts(tx: Transaction, hash: string, path: string, parts: readonly KeptPart[]): Promise<void> {
  const file = openSync(path, 'r')
  try {
    for (const [part, { firstLine, offset, length }] of parts.entries()) {
      const content = new Uint8Array(length)
      readSync(file, content, 0, length, offset)
      await tx.evidencePart.create({ data: { hash, part, firstLine, content } })
    }
  } finally {
    closeSync(file)
  }
}
