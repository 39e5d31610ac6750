import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGzip, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { chunksOf } from './source'

const folder = mkdtempSync(join(tmpdir(), 'stpa-source-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: Uint8Array | string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function sizeOf(path: string): Promise<number> {
  let size = 0
  for await (const chunk of chunksOf(path)) size += chunk.length
  return size
}

const codeOf = (path: string) =>
  sizeOf(path).then(
    () => 'none',
    (error: unknown) => (error instanceof StpaError ? error.code : String(error)),
  )

/** Zeros compress to a thousandth. */
async function bombOf(size: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 })
  const chunks: Buffer[] = []
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk))
  const block = Buffer.alloc(4_000_000)
  for (let at = 0; at < size; at += block.length)
    if (!gzip.write(block)) await new Promise((resolve) => gzip.once('drain', resolve))
  await new Promise((resolve) => gzip.end(() => resolve(undefined)))
  return Buffer.concat(chunks)
}

describe('the bytes of a file', () => {
  it('are those of the file, or of what is packed in it, in several members too', async () => {
    expect(await sizeOf(file('plain', 'x'.repeat(1_000_000)))).toBe(1_000_000)
    const packed = Buffer.concat([gzipSync('a'.repeat(500_000)), gzipSync('b'.repeat(500_000))])
    expect(await sizeOf(file('packed.gz', packed))).toBe(1_000_000)
  })

  it('are all those of a pipe, which gives nothing twice', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const content = 'some lines of a trace\n'.repeat(10_000)
    for (const bytes of [content, 'x', '', gzipSync(content)]) {
      const written = writeFile(pipe, bytes)
      const expected = typeof bytes === 'string' ? bytes.length : content.length
      expect([await sizeOf(pipe), await written]).toEqual([expected, undefined])
    }
  })

  it('are all those of a pipe that gives a single byte first', async () => {
    const pipe = join(folder, 'slow')
    execFileSync('mkfifo', [pipe])
    const content = gzipSync('some lines of a trace\n'.repeat(10_000), { level: 0 }) // many chunks
    const opened = open(pipe, 'w') // each end waits for the other one
    const size = sizeOf(pipe)
    const writer = await opened
    await writer.write(content, 0, 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await writer.write(content, 1)
    await writer.close()
    expect(await size).toBe(220_000)
  })

  it('are refused from a file that is cut off, damaged, or a bomb', async () => {
    const whole = gzipSync('some lines of a trace\n'.repeat(10_000))
    expect(await codeOf(file('cut.gz', whole.subarray(0, whole.length / 2)))).toBe('unreadable')
    const damaged = Buffer.from(whole)
    damaged.fill(255, 20, 60)
    expect(await codeOf(file('damaged.gz', damaged))).toBe('unreadable')
    expect(await codeOf(folder)).toBe('unreadable')
    expect(await codeOf(file('bomb.gz', await bombOf(1_200_000_000)))).toBe('tooLarge')
  })
})
