import { createHash } from 'node:crypto'
import { closeSync, createReadStream, createWriteStream, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { decodeGraph } from '@/lib/kernel/graph/file'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { unpackedChunks } from '../gzip'
import { privateFile, withTemporaryFolder } from '../workFolder'
import type { Instance, Progress } from './rows'

export type Opened = {
  readonly graph: CallGraph
  readonly report: readonly ReportLine[]
  /** Instances of the same database that were not read. */
  readonly others?: readonly Instance[]
}

type Options = {
  /** The name in messages, where it is not the path. */
  readonly name?: string
  /** instance_id; the only one when absent, 1 when there are several (nav's own default). */
  readonly instance?: number | undefined
  readonly progress?: Progress | undefined
}

/** What a compressed database may have once it is unpacked: the whole Linux 6.1 with all modules has 209 MB. */
const unpackedLimit = 2_000_000_000

/**
 * A graph from a file: the compact form, a ks-nav database in SQLite, or what nav and graph-tools print, each also
 * gzip-compressed; or from a server, by its address. Never give this what came from a browser: only an operator names servers.
 * @throws StpaError unreadable, unknownFormat, tooLarge, notFound
 */
export async function openGraph(path: string, options: Options = {}): Promise<Opened> {
  if (/^(postgres(ql)?|mysql|mariadb):\/\//.test(path)) return fromServer(path, options)
  const { name = path, instance, progress } = options
  const first = firstBytes(path, name)
  if (first.startsWith('stpakg')) return { graph: decodeGraph(name, readFileSync(path)), report: [] }
  if (first.startsWith('\u001f\u008b'))
    return withUnpacked(path, name, (file) => openGraph(file, { name, instance, progress }))
  if (!first.startsWith('SQLite format 3')) return (await import('./pictures')).openPicture(path, name)
  const [{ sqliteSource }, { readGraph }] = await Promise.all([import('./sqlite'), import('./rows')])
  const source = sqliteSource(path, name)
  try {
    return await readGraph(source, { instance, original: await hashOf(path), progress })
  } finally {
    await source.close()
  }
}

async function fromServer(address: string, { instance, progress }: Options): Promise<Opened> {
  const [{ serverSource }, { readGraph }] = await Promise.all([import('./servers'), import('./rows')])
  const source = await serverSource(address)
  try {
    return await readGraph(source, { instance, original: '', progress })
  } finally {
    await source.close().catch(() => {}) // it may be gone already
  }
}

function firstBytes(path: string, name: string): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(16)
    const count = readSync(file, bytes)
    if (count === 0) throw new StpaError('unreadable', `${name} is empty.`, { place: { file: name } })
    return bytes.toString('latin1', 0, count)
  } finally {
    closeSync(file)
  }
}

/** SHA-256 of a file, in hex. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

/** SQLite needs a file to look into: unpacked beside the machine's other temporary files, gone afterwards. */
async function withUnpacked<T>(path: string, name: string, work: (file: string) => Promise<T>): Promise<T> {
  return withTemporaryFolder(async (folder) => {
    const file = join(folder, 'graph')
    await pipeline(unpackedChunks(createReadStream(path), name), bounded(name), createWriteStream(file, privateFile))
    return work(file)
  })
}

function bounded(name: string): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size <= unpackedLimit) done(null, chunk)
      else done(new StpaError('tooLarge', `${name} unpacks to more than ${unpackedLimit / 1e9} GB.`))
    },
  })
}
