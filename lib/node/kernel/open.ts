import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { decodeGraph } from '@/lib/kernel/file'
import type { CallGraph } from '@/lib/kernel/graph'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import type { Progress } from './sqlite'

export type Opened = { readonly graph: CallGraph; readonly report: readonly ReportLine[] }

type Options = {
  /** The name in messages, where it is not the path. */
  readonly name?: string
  /** instance_id; the only one when absent, 1 when there are several (nav's own default). */
  readonly instance?: number
  readonly progress?: Progress
}

/** What a compressed database may have once it is unpacked: the whole Linux 6.1 with all modules has 209 MB. */
const unpackedLimit = 2_000_000_000

/**
 * A graph from a file: the compact form, or a ks-nav database in SQLite, also gzip-compressed.
 * @throws StpaError unreadable, unknownFormat, tooLarge, notFound
 */
export async function openGraph(path: string, { name = path, instance, progress }: Options = {}): Promise<Opened> {
  const first = firstBytes(path, name)
  if (first.startsWith('stpakg')) return { graph: decodeGraph(name, readFileSync(path)), report: [] }
  if (first.startsWith('\u001f\u008b'))
    return withUnpacked(path, name, (file) => openGraph(file, { name, instance, progress }))
  if (!first.startsWith('SQLite format 3')) {
    const message = `${name} is no kernel graph: neither a ks-nav database in SQLite nor what "stpa kernel import" writes.`
    throw new StpaError('unknownFormat', message, { place: { file: name } })
  }
  const { KsNavFile } = await import('./sqlite')
  const file = new KsNavFile(name, path)
  try {
    return file.graph(instance ?? defaultInstance(file.instances()), await hashOf(path), progress)
  } finally {
    file.close()
  }
}

const defaultInstance = (instances: readonly { id: number }[]): number =>
  instances.length === 1 ? (instances[0]?.id ?? 1) : 1

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
  const folder = mkdtempSync(join(tmpdir(), 'stpa-kernel-'))
  const file = join(folder, 'graph')
  try {
    await pipeline(createReadStream(path), createGunzip(), bounded(name), createWriteStream(file)).catch(
      (error: Error) => {
        if (error instanceof StpaError) throw error
        throw new StpaError('unreadable', `${name} cannot be unpacked: ${error.message}. Is it whole?`, {
          place: { file: name },
        })
      },
    )
    return await work(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
