import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TraceInput } from './input'
import { Summary } from './summary/summary'
import { mergeThreads, threadFileOf } from './threadFiles'

async function merged(files: Readonly<Record<number, string>>): Promise<string[]> {
  const all = Object.entries(files).map(([thread, text]) => ({
    thread: Number(thread),
    lines: text.split('\n')[Symbol.iterator](),
  }))
  const lines: string[] = []
  for await (const line of mergeThreads(all)) lines.push(line)
  return lines
}

const folder = '../shared/data/traces/ff'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: files of strace -ff: ../shared/data is absent\n')

describe('files of strace -ff', () => {
  it('are told by their names', () => {
    expect(threadFileOf('run/trace.1234')).toEqual({ set: 'run/trace', thread: 1234 })
    expect(['trace', 'trace.txt', 'trace.12345678', '.123'].map(threadFileOf)).toEqual(Array(4).fill(undefined))
  })

  it('become one trace in the order of their times, each line with its thread', async () => {
    const first = '08:00:01 execve("/a", [], 0) = 0\n08:00:03 close(1) = 0\n'
    const second = '08:00:02 read(0, "", 1) = 0\n > /lib/libc.so(read+0x1) [0x1]\n08:00:04 close(2) = 0\n'
    expect(await merged({ 9: second, 7: first })).toEqual([
      '7 08:00:01 execve("/a", [], 0) = 0',
      '9 08:00:02 read(0, "", 1) = 0',
      ' > /lib/libc.so(read+0x1) [0x1]',
      '7 08:00:03 close(1) = 0',
      '9 08:00:04 close(2) = 0',
    ])
  })

  it('without times follow each other, each in its own order', async () => {
    expect(await merged({ 9: 'close(1) = 0\nclose(2) = 0', 7: 'close(3) = 0' })).toEqual([
      '7 close(3) = 0',
      '9 close(1) = 0',
      '9 close(2) = 0',
    ])
  })

  it('tell no order by the time since the line before (-r)', async () => {
    const [first, second] = ['     0.000000 close(3) = 0\n     0.900000 close(4) = 0', '     0.000100 close(1) = 0']
    const lines = await merged({ 9: second, 7: first })
    expect(lines.map((line) => line.replace(/ +[\d.]+/, ''))).toEqual([
      '7 close(3) = 0',
      '7 close(4) = 0',
      '9 close(1) = 0',
    ])
  })

  it.skipIf(!isThere)('of the samples hold every call once, each of its own process', async () => {
    const files: Record<number, string> = {}
    for (const name of readdirSync(folder))
      files[threadFileOf(name)?.thread ?? 0] = readFileSync(join(folder, name), 'utf8')
    const summary = new Summary()
    const input = new TraceInput('ff', summary)
    input.push(new TextEncoder().encode((await merged(files)).join('\n')))
    const { total, processes } = summary.result([input.end()])
    const wanted = Object.values(files).flatMap((text) =>
      text.split('\n').filter((line) => /^(?:[\d:.]+ )?\w+\(/.test(line)),
    )
    expect([total.calls, processes.length]).toEqual([wanted.length, Object.keys(files).length])
  })
})
