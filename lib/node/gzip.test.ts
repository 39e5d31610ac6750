import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { unpacked, unpackedChunks } from './gzip'

const folder = mkdtempSync(join(tmpdir(), 'stpa-gzip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const told = (error: unknown) => {
  if (error instanceof StpaError) return `${error.code}: ${error.message}`
  throw error
}

/** The same bytes at once and chunk by chunk: both give the same text, or the same refusal. */
async function read(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'f.gz')
  writeFileSync(path, bytes)
  const chunks: Uint8Array[] = []
  const inChunks = async () => {
    for await (const chunk of unpackedChunks(createReadStream(path), 'f.gz')) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }
  const [streamed, whole] = [await inChunks().catch(told), await once(bytes).catch(told)]
  expect(streamed).toBe(whole)
  return whole
}

const once = async (bytes: Uint8Array) => Buffer.from(unpacked('f.gz', bytes, 1_000)).toString()

const [first, second] = [gzipSync('ok 1 a\n'), gzipSync('not ok 2 b\n')]
const damaged = (bytes: Uint8Array, at: number, value: number) => {
  const copy = Uint8Array.from(bytes)
  copy[at] = value
  return copy
}

describe('a gzip file', () => {
  it('of several members, with zeros behind them, is read whole', async () => {
    expect(await read(first)).toBe('ok 1 a\n')
    expect(await read(Buffer.concat([first, second, Buffer.alloc(600)]))).toBe('ok 1 a\nnot ok 2 b\n')
  })

  it('is never read in part: not up to a member whose first byte is damaged, nor up to what is no gzip', async () => {
    for (const value of [0, 7]) {
      const parts = Buffer.concat([first, damaged(second, 0, value)])
      expect(await read(parts)).toMatch(/^unreadable: f\.gz cannot be unpacked: it is damaged/)
    }
    const words = Buffer.concat([first, Buffer.from('\0\0 and more')])
    expect(await read(words)).toBe(
      'unreadable: f.gz cannot be unpacked: it is damaged: not all of it is gzip. Make it again.',
    )
  })

  it('cut anywhere but between its members, or with a wrong checksum, is refused', async () => {
    const all = Buffer.concat([first, second])
    for (let end = 1; end < all.length; end++) {
      const expected =
        end === first.length ? 'ok 1 a\n' : 'unreadable: f.gz cannot be unpacked: it is cut off. Make it again.'
      expect([end, await read(all.subarray(0, end))]).toEqual([end, expected])
    }
    expect(await read(damaged(first, first.length - 6, 1))).toMatch(/it is damaged\. /)
  })

  it('that unpacks to more than may be is refused as too large', async () => {
    await expect(once(gzipSync('x'.repeat(1_001)))).rejects.toThrow('f.gz unpacks to more than 0.001 MB. Split it.')
  })
})
