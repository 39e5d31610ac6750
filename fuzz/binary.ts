import { gzipSync } from 'node:zlib'
import type { Random } from './random'

/**
 * What may become of a file that is no text. `pages`, `damage`: bytes within it are others; `member`: another gzip member
 * behind it, `memberCut`: a part of one; `garbage`, `padding`: other bytes, zeros behind it.
 */
export type BinaryChange = 'cut' | 'pages' | 'damage' | 'member' | 'memberCut' | 'garbage' | 'padding'

type Changes = Readonly<Partial<Record<BinaryChange, (bytes: Uint8Array, random: Random) => Uint8Array>>>

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The changes of a reader of such files; undefined for one of texts. */
export function binaryChanges(reader: string, bytes: Uint8Array): Changes | undefined {
  if (reader !== 'database' && reader !== 'gzip') return undefined
  return isGzip(bytes) ? ofGzip : ofDatabase
}

/** What a second member holds. */
export const second = Buffer.from('a second member\n')

const cut = (bytes: Uint8Array, random: Random): Uint8Array => bytes.slice(0, random.below(bytes.length))

const behind = (bytes: Uint8Array, more: Uint8Array): Uint8Array => new Uint8Array(Buffer.concat([bytes, more]))

const randomBytes = (length: number, random: Random): Uint8Array =>
  Uint8Array.from({ length }, () => 1 + random.below(255))

/** A run of bytes: other ones, or all the same. */
function damage(bytes: Uint8Array, random: Random): Uint8Array {
  const result = new Uint8Array(bytes)
  for (let count = 1 + random.below(3); count > 0; count--) {
    const at = random.below(result.length)
    const end = Math.min(result.length, at + 1 + random.below(random.of([1, 8, 64])))
    const fill = random.of([undefined, 0, 255])
    for (let of = at; of < end; of++) result[of] = fill ?? random.below(256)
  }
  return result
}

const ofGzip: Changes = {
  cut,
  damage,
  member: (bytes) => behind(bytes, gzipSync(second)),
  memberCut: (bytes, random) => behind(bytes, cut(gzipSync(second), random)),
  garbage: (bytes, random) => behind(bytes, randomBytes(1 + random.below(64), random)),
  padding: (bytes, random) => behind(bytes, new Uint8Array(random.below(1_000))),
}

const pageSizeOf = (bytes: Uint8Array): number => Math.max(512, ((bytes[16] ?? 0) << 8) | (bytes[17] ?? 0))

/** Whole pages: of nothing, of noise, or another one; or a byte or two of a page's own head, or of the file's. */
function pages(bytes: Uint8Array, random: Random): Uint8Array {
  const [result, size] = [new Uint8Array(bytes), pageSizeOf(bytes)]
  const count = Math.max(1, Math.floor(result.length / size))
  for (let more = 1 + random.below(2); more > 0; more--) {
    const at = random.below(count) * size
    const end = Math.min(result.length, at + size)
    const how = random.below(5)
    if (how === 0) result.fill(0, at, end)
    else if (how === 1) result.copyWithin(at, random.below(count) * size, (random.below(count) + 1) * size)
    else if (how === 2) for (let of = at; of < end; of++) result[of] = random.below(256)
    else if (how === 3) result[at + random.below(12)] = random.below(256)
    else result[random.below(100)] = random.below(256)
  }
  return result.slice(0, bytes.length)
}

const ofDatabase: Changes = {
  cut,
  pages,
  damage,
  garbage: (bytes, random) => behind(bytes, randomBytes(1 + random.below(2_000), random)),
}
