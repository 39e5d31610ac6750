import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { StpaError } from '@/lib/stpa/errors'
import { decodeText } from '@/lib/stpa/formats/decode'
import { refuseBinary } from '@/lib/stpa/formats/foreign'
import type { SourceText } from '@/lib/stpa/formats/types'
import type { ReportLine } from '@/lib/stpa/model'

/** At most this many bytes of one input. */
export const sizeLimit = 24_000_000

/** What is written: whole, or piece by piece. */
export type Content = string | Uint8Array | Iterable<string>

export const piecesOf = (content: Content): Iterable<string | Uint8Array> =>
  typeof content === 'string' || content instanceof Uint8Array ? [content] : content

export type ReadSource = SourceText & { readonly repairs: readonly ReportLine[]; readonly bytes: Uint8Array }

/** Bytes of an input as a decoded source with its hash. @throws StpaError tooLarge, unreadable */
export function sourceOf(name: string, bytes: Uint8Array): ReadSource {
  if (bytes.length > sizeLimit) throw tooLarge(name, `${(bytes.length / 1e6).toFixed(1)} MB`)
  refuseBinary(name, bytes)
  const { text, repairs } = decodeText(name, bytes)
  return { name, text, repairs, bytes, hash: hashOfBytes(bytes) }
}

/** SHA-256, in hex. */
export const hashOfBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function tooLarge(name: string, size: string): StpaError {
  const message = `${name} has ${size}; at most ${sizeLimit / 1e6} MB are read. Split it.`
  return new StpaError('tooLarge', message, { place: { file: name } })
}

/**
 * Reads a file, or standard input for `-`, up to the limit: a pipe or a device may have no end.
 * @throws StpaError tooLarge, unreadable; what the file system refuses
 */
export function readSource(path: string): ReadSource {
  if (path === '-') return sourceOf('stdin', readBounded('stdin', 0))
  const file = openSync(path, 'r')
  try {
    const stat = fstatSync(file)
    if (stat.isDirectory()) throw new StpaError('unreadable', `${path} is a folder.`, { place: { file: path } })
    if (stat.size > sizeLimit) throw tooLarge(path, `${(stat.size / 1e6).toFixed(1)} MB`)
    return sourceOf(path, readBounded(path, file))
  } finally {
    closeSync(file)
  }
}

function readBounded(name: string, file: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const chunk = new Uint8Array(1 << 18)
    const count = readChunk(file, chunk)
    if (count === 0) return Buffer.concat(chunks)
    size += count
    if (size > sizeLimit) throw tooLarge(name, `more than ${sizeLimit / 1e6} MB`)
    chunks.push(chunk.subarray(0, count))
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4))

/** Standard input may be a pipe that does not block: wait for what is still to come. */
function readChunk(file: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(file, chunk)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(pause, 0, 0, 10)
    }
  }
}

/** Writes a whole file or nothing: beside it first, then renamed. What is no file (a pipe, /dev/null) is written to. */
export function writeWhole(path: string, content: Content): void {
  const present = statSync(path, { throwIfNoEntry: false })
  if (present && !present.isFile()) return put(path, content)
  const target = present ? realpathSync(path) : path // a symbolic link stays one
  const beside = `${target}.${randomBytes(4).toString('hex')}.tmp`
  try {
    put(beside, content, present?.mode)
    renameSync(beside, target)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

function put(path: string, content: Content, mode?: number): void {
  const file = openSync(path, 'w', mode)
  try {
    for (const piece of piecesOf(content)) writeFileSync(file, piece)
  } finally {
    closeSync(file)
  }
}

/** A fresh uid: 60 bits, short enough to stand in a file. */
export function newUid(): string {
  return randomBytes(8).toString('hex').slice(0, 15)
}
