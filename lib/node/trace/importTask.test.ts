import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { countOutcomes, outcomesText } from '@/lib/stpa/reportCounts'
import { readOptions } from '@/lib/trace/api'
import { importEvidence } from './importTask'

const folder = mkdtempSync(join(tmpdir(), 'stpa-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const trace =
  '501 execve("/opt/pump", ["pump"], 0x7 /* 2 vars */) = 0\n501 exit_group(0) = ?\n501 +++ exited with 0 +++\n'

function imported(bytes: Uint8Array) {
  const path = join(folder, 'run.log')
  const kept = join(folder, 'kept')
  writeFileSync(path, bytes)
  return importEvidence({ path, name: 'run.log', kept, options: readOptions.parse({}) })
}

describe('an imported file', () => {
  it('in UTF-16 is kept as UTF-8, and the report says so', async () => {
    const { kind, format, hash, original, report } = await imported(Buffer.from(`\ufeff${trace}`, 'utf16le'))
    expect([kind, format, hash === original]).toEqual(['trace', 'strace', false])
    expect(report[0]).toMatchObject({ outcome: 'repaired', message: 'Read as UTF-16LE, and kept as UTF-8.' })
    expect(gunzipSync(readFileSync(join(folder, 'kept'))).toString()).toBe(trace)
  })

  it('of another tool is refused by name', async () => {
    await expect(imported(Buffer.from(`PERFILE2${'\0'.repeat(600)}`))).rejects.toThrow(/perf\.data.*perf script/)
    await expect(imported(Buffer.from('free(0x1) = <void>\n+++ exited (status 0) +++\n'))).rejects.toThrow(/ltrace/)
  })

  it('tells how much was created, repaired, skipped and lost', async () => {
    const ends = async (text: string) => outcomesText(countOutcomes((await imported(Buffer.from(text))).report))
    expect(await ends(trace)).toBe('2 created, 0 repaired, 0 skipped, 0 lost')
    expect(await ends(`${trace}what is this\nand this\n`)).toBe('2 created, 0 repaired, 2 skipped, 0 lost')
    expect(await ends('TAP version 13\n1..2\nok 1 - a\nnot ok 2 - b\nwhat\n')).toBe(
      '2 created, 0 repaired, 0 skipped, 1 lost',
    )
    const unknown = Array.from({ length: 300 }, (_, index) => `what ${index}\n`).join('')
    expect(await ends(`TAP version 13\n1..1\nok 1 - a\n${unknown}`)).toBe('1 created, 0 repaired, 0 skipped, 300 lost')
  })

  it('of latencies is no trace', async () => {
    const line = 'T: 0 ( 4712) P:80 I:1000 C:  10000 Min:      2 Act:    3 Avg:    3 Max:      11\n'
    expect(await imported(Buffer.from(line))).toMatchObject({ kind: 'records', format: 'cyclictest' })
  })
})
