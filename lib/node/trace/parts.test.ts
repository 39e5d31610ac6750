import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { PartWriter } from './parts'

const folder = mkdtempSync(join(tmpdir(), 'stpa-parts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function written(text: string, size: number) {
  const path = join(folder, 'kept')
  const writer = new PartWriter(path)
  const bytes = new TextEncoder().encode(text)
  for (let from = 0; from < bytes.length; from += size) {
    writer.push(bytes.subarray(from, from + size))
    await writer.ready()
  }
  const lines = await writer.end()
  const content = readFileSync(path)
  const parts = writer.parts.map(({ firstLine, offset, length }) => ({
    firstLine,
    text: gunzipSync(content.subarray(offset, offset + length)).toString(),
  }))
  return { lines, parts, whole: content.length > 0 ? gunzipSync(content).toString() : '' }
}

describe('kept files', () => {
  it('are whole, in parts that begin with the line that they say', async () => {
    const rows = Array.from({ length: 300_000 }, (_, row) => `line ${row + 1}`)
    const { lines, parts, whole } = await written(`${rows.join('\n')}\n`, 50_001)
    expect([lines, whole === `${rows.join('\n')}\n`]).toEqual([300_000, true])
    expect(parts.length).toBeGreaterThan(2)
    for (const { firstLine, text } of parts) expect(text.slice(0, text.indexOf('\n'))).toBe(`line ${firstLine}`)
  })

  it('keep a line that never ends, and count it once', async () => {
    const { lines, parts, whole } = await written(`first\n${'x'.repeat(20_000_000)}`, 262_144)
    expect([lines, whole.length]).toEqual([2, 20_000_006])
    expect(parts.map(({ firstLine }) => firstLine)).toEqual([1, 2, 2])
  })

  it('may be empty', async () => {
    expect(await written('', 10)).toEqual({ lines: 0, parts: [], whole: '' })
  })
})
