import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { StpaError } from '@/lib/stpa/errors'

const chunkSize = 1 << 18

/** A file may unpack to so much more than it has, above a gigabyte: traces compress to a tenth or less, bombs to nothing. */
const packedRatio = 400
const freeSize = 1_000_000_000

/**
 * The bytes of a file, of standard input (`-`), or of what a gzip file holds, chunk by chunk; nothing of it stays in
 * memory. `read` is told how many bytes of the file itself have been taken.
 * @throws StpaError unreadable, tooLarge; what the file system refuses
 */
export async function* chunksOf(
  path: string,
  name = path,
  read: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (path !== '-' && statSync(path).isDirectory())
    throw new StpaError('unreadable', `${name} is a folder. Name its files.`, { place: { file: name } })
  if (path === '-' || !isGzip(path)) {
    yield* counted(path === '-' ? standardInput() : createReadStream(path, { highWaterMark: chunkSize }), read)
    return
  }
  yield* unpacked(path, name, read)
}

/** By its descriptor: process.stdin of a worker thread is another one. */
const standardInput = () => createReadStream('', { fd: 0, autoClose: false, highWaterMark: chunkSize })

async function* counted(source: Readable, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  // No encoding is set: chunks are bytes.
  for await (const chunk of source as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    read(bytes)
    yield chunk
  }
}

async function* unpacked(path: string, name: string, read: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: chunkSize })
  let packed = 0
  file.on('data', (chunk) => {
    packed += chunk.length
    read(packed)
  })
  const gunzip = createGunzip({ chunkSize })
  file.on('error', (error) => gunzip.destroy(error))
  let size = 0
  try {
    // No encoding is set: chunks are bytes.
    for await (const chunk of file.pipe(gunzip) as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > freeSize && size > packed * packedRatio) throw bomb(name)
      yield chunk
    }
  } catch (error) {
    throw refusalOf(error, name)
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

function bomb(name: string): StpaError {
  const message = `${name} unpacks to more than ${packedRatio} times its size: no trace does that. Unpack it yourself if you trust it.`
  return new StpaError('tooLarge', message, { place: { file: name } })
}

function refusalOf(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^Z_/.test(code)) return error
  const why = code === 'Z_BUF_ERROR' ? 'it is cut off' : 'it is damaged'
  return new StpaError('unreadable', `${name} cannot be unpacked: ${why}. Make it again.`, { place: { file: name } })
}

function isGzip(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = new Uint8Array(2)
    return readSync(file, head) === 2 && head[0] === 0x1f && head[1] === 0x8b
  } finally {
    closeSync(file)
  }
}
