import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { beginningOf, previewOf } from './previewOf'

const text = [
  '12 execve("/home/ann/mdt", ["mdt"], ["TOKEN=s3cret", "LANG=C"]) = 0',
  `12 write(1, "${'x'.repeat(900)}", 900) = 900`,
  '12 close(3) = 0',
  '',
].join('\n')

const all = { environment: true, payloads: true, homes: true }

describe('the preview of a redaction', () => {
  it('shows the lines that would change, around what is taken out', () => {
    const preview = previewOf(new TextEncoder().encode(text), all, false)
    expect(preview).toMatchObject({ lines: 3, changed: 2, counts: { environment: 2, payloads: 1, homes: 1 } })
    expect(preview.first[0]?.after).toContain('TOKEN=[redacted]')
    expect(preview.first[0]?.after).not.toContain('s3cret')
    expect(preview.first[1]).toMatchObject({ line: 2, after: '12 write(1, "[redacted]", 900) = 900' })
    expect(preview.first[1]?.before.length).toBeLessThan(310)
  })

  it('shows nothing where nothing is asked for', () => {
    const nothing = { environment: false, payloads: false, homes: false }
    expect(previewOf(new TextEncoder().encode(text), nothing, true)).toMatchObject({
      changed: 0,
      first: [],
      isPart: true,
    })
  })

  it('looks into a compressed file, as far as its first megabyte goes', async () => {
    const whole = await beginningOf(new Blob([gzipSync(text)]))
    expect([new TextDecoder().decode(whole.bytes), whole.isPart]).toEqual([text, false])
    const long = await beginningOf(new Blob([gzipSync(text.repeat(3_000))]))
    expect([long.bytes.length, long.isPart]).toEqual([1_000_000, true])
    const damaged = await beginningOf(new Blob([gzipSync(text).subarray(0, 60)]))
    expect(damaged.isPart).toBe(true)
  })
})
