import { gunzipSync, gzipSync } from 'node:zlib'
import { unpacked, unpackedChunks } from '@/lib/node/gzip'
import { StpaError } from '@/lib/stpa/errors'
import { second } from './binary'
import type { Case } from './cases'
import { assertSame, Unsound } from './oracles'

const limit = 10_000_000

/** Small, repetitive, and larger than one chunk; with a name in the head, and of two members. */
export function gzipSeeds(): Uint8Array[] {
  const texts = ['', 'one line\n', 'openat(AT_FDCWD, "/dev/watchdog", O_RDWR) = 3\n'.repeat(500)]
  const plain = texts.map((text) => gzipSync(text))
  const named = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]), Buffer.from('a.db\0')])
  const [small = Buffer.alloc(0)] = plain.slice(1)
  const all = [...plain, Buffer.concat([named, small.subarray(10)]), Buffer.concat([small, small])]
  return all.map((bytes) => new Uint8Array(bytes))
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** The two ways to unpack say the same, and what was damaged is what it was, or refused. */
export async function readGzip(bytes: Uint8Array, { original, change }: Case): Promise<void> {
  const whole = outcomeOf(() => unpacked('fuzz', bytes, limit))
  const pieces = await inPieces(bytes, 997)
  assertSame('as a whole and in pieces', await whole, pieces)
  if (pieces === 'refused') throw new StpaError('unreadable', 'It was refused.')
  const before = text(gunzipSync(original))
  const wanted = change === 'member' ? before + text(second) : before
  // Of the seed of two equal members: nothing, or zeros as padding, stand where the second one was. Gzip cannot tell.
  const isGone = bytes.subarray(original.length / 2).every((byte) => byte === 0)
  if (/cut|damage/.test(change) && isGone && pieces + pieces === before) return
  if (pieces !== wanted && change !== 'any') throw new Unsound(`${change}: ${pieces.length} of ${wanted.length} bytes`)
  if (change === 'garbage') throw new Unsound('bytes that are no gzip stand behind it')
}

async function outcomeOf(act: () => Uint8Array): Promise<string> {
  try {
    return text(act())
  } catch (error) {
    if (error instanceof StpaError) return 'refused'
    throw error
  }
}

async function inPieces(bytes: Uint8Array, size: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const chunks: Uint8Array[] = []
  try {
    for await (const chunk of unpackedChunks(pieces(), 'fuzz')) chunks.push(Uint8Array.from(chunk))
    return text(Buffer.concat(chunks))
  } catch (error) {
    if (error instanceof StpaError) return 'refused'
    throw error
  }
}
