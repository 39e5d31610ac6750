import { Readable } from 'node:stream'
import { createGunzip, gunzipSync } from 'node:zlib'
import { StpaError } from '@/lib/stpa/errors'

const chunkSize = 1 << 18

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** What a gzip file holds, where that is at most `limit` bytes. @throws StpaError unreadable, tooLarge */
export function unpacked(name: string, bytes: Uint8Array, limit: number): Uint8Array {
  try {
    // With `info` there is more in the answer than the types say.
    const { buffer, engine } = gunzipSync(bytes, { maxOutputLength: limit, info: true } as object) as unknown as {
      readonly buffer: Uint8Array
      readonly engine: { readonly bytesWritten: number }
    }
    if (!isPadding(bytes.subarray(engine.bytesWritten))) throw leftOver(name)
    return buffer
  } catch (error) {
    if (!(error instanceof RangeError)) throw refusalOf(error, name)
    throw new StpaError('tooLarge', `${name} unpacks to more than ${limit / 1e6} MB. Split it.`, {
      place: { file: name },
    })
  }
}

/**
 * The same chunk by chunk; nothing of it stays in memory. Each of `chunks` is good until the next one is asked for.
 * @throws StpaError unreadable; what `chunks` throws
 */
export async function* unpackedChunks(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let [size, lastSign] = [0, -1]
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      const last = chunk.findLastIndex((byte) => byte !== 0)
      if (last >= 0) lastSign = size + last
      size += chunk.length
      yield new Uint8Array(chunk) // what unpacks it takes its time
    }
  }
  const source = counted()
  const file = Readable.from(source, { objectMode: false })
  const gunzip = createGunzip({ chunkSize })
  file.on('error', (error) => gunzip.destroy(error))
  try {
    // No encoding is set: chunks are bytes.
    yield* file.pipe(gunzip) as AsyncIterable<Uint8Array>
    for await (const _ of source); // what is left, which may be padding
    if (lastSign >= gunzip.bytesWritten) throw leftOver(name)
  } catch (error) {
    throw refusalOf(error, name)
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

/**
 * zlib stops in silence before a zero, which may be what a tape or a disk filled up a block with, or a member whose
 * first byte is damaged: that and all behind it would be missing in what was read.
 */
const leftOver = (name: string): StpaError => refusal(name, 'it is damaged: not all of it is gzip')

const isPadding = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

function refusalOf(error: unknown, name: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^Z_/.test(code)) return error
  return refusal(name, code === 'Z_BUF_ERROR' ? 'it is cut off' : 'it is damaged')
}

const refusal = (name: string, why: string): StpaError =>
  new StpaError('unreadable', `${name} cannot be unpacked: ${why}. Make it again.`, { place: { file: name } })
