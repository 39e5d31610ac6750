import { closeSync, openSync, read as readFile, statSync } from 'node:fs'
import { promisify } from 'node:util'
import { StpaError } from '@/lib/stpa/errors'
import { isGzip, unpackedChunks } from '../gzip'

const chunkSize = 1 << 18

/** A file may unpack to so much more than it has, above a gigabyte: traces compress to a tenth or less, bombs to nothing. */
const packedRatio = 400
const freeSize = 1_000_000_000

/**
 * The bytes of a file, of a pipe, of standard input (`-`), or of what a gzip file holds, chunk by chunk, each good until the
 * next one is asked for; nothing of it stays in memory. `read` is told how many bytes of the file itself have been taken.
 * What is read is read once: a pipe gives nothing a second time.
 * @throws StpaError unreadable, tooLarge; what the file system refuses
 */
export async function* chunksOf(
  path: string,
  name = path,
  read: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  if (path !== '-' && statSync(path).isDirectory())
    throw new StpaError('unreadable', `${name} is a folder. Name its files.`, { place: { file: name } })
  // By its descriptor: process.stdin of a worker thread is another one.
  const file = path === '-' ? 0 : openSync(path, 'r')
  try {
    let packed = 0
    const chunks = filled(file, (bytes) => {
      packed = bytes
      read(bytes)
    })
    const first = await beginningOf(chunks)
    if (!isGzip(first)) return yield* all(first, chunks)
    let size = 0
    for await (const chunk of unpackedChunks(all(first, chunks), name)) {
      size += chunk.length
      if (size > freeSize && size > packed * packedRatio) throw bomb(name)
      yield chunk
    }
  } finally {
    if (path !== '-') closeSync(file)
  }
}

const readInto = promisify(readFile)

/** In two places of memory by turns: one is filled while what is in the other is read. */
async function* filled(file: number, told: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const places = [new Uint8Array(chunkSize), new Uint8Array(chunkSize)] as const
  const fill = (turn: number) => readInto(file, places[turn % 2 === 0 ? 0 : 1], 0, chunkSize, null)
  let [next, bytes] = [fill(0), 0]
  try {
    for (let turn = 1; ; turn++) {
      const { bytesRead, buffer } = await next
      if (bytesRead === 0) return
      next = fill(turn)
      bytes += bytesRead
      told(bytes)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await next.catch(() => {}) // nobody asks for it any more, but its file stays open until it is there
  }
}

/** The first chunk, of two bytes at least: so many tell a gzip file. A pipe gives what it has. */
async function beginningOf(chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  let first: Uint8Array = new Uint8Array(0)
  while (first.length < 2) {
    const { value, done } = await chunks.next()
    if (done) break
    // One byte alone is kept by itself: its place in memory is filled again while the next chunk is waited for.
    first = first.length > 0 ? Buffer.concat([first, value]) : value.length < 2 ? new Uint8Array(value) : value
  }
  return first
}

async function* all(first: Uint8Array, others: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* others
}

function bomb(name: string): StpaError {
  const message = `${name} unpacks to more than ${packedRatio} times its size: no trace does that. Unpack it yourself if you trust it.`
  return new StpaError('tooLarge', message, { place: { file: name } })
}
