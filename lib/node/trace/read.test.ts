import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Summary } from '@/lib/trace/summary/summary'
import { readTraceFiles, traceFilesOf } from './read'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stpa-ff-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What two threads of a process did, each in its own file, with a time before each line. */
async function flagsOf(name: string, time: (second: number) => string): Promise<(readonly [string, number])[]> {
  const files: Readonly<Record<number, readonly string[]>> = {
    100: [
      'execve("/x", ["/x"], 0x7f /* 3 vars */) = 0',
      'clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101',
      'exit_group(0) = ?',
      '+++ exited with 0 +++',
    ],
    101: ['write(3, "ping", 4) = 4', 'exit(0) = ?', '+++ exited with 0 +++'],
  }
  const paths = Object.entries(files).map(([thread, lines]) => {
    const path = join(folder, `${name}.${thread}`)
    writeFileSync(path, lines.map((line, index) => `${time(index)}${line}\n`).join(''))
    return path
  })
  const [set, ...others] = traceFilesOf(paths)
  expect(others).toEqual([])
  const { flags } = await readTraceFiles(set ?? { name, paths }, new Summary(), {})
  return flags.map(({ code, count }) => [code, count])
}

describe('files of strace -ff', () => {
  it('without the time of their calls say that their order is not known', async () => {
    expect(await flagsOf('plain', () => '')).toEqual([['threadOrder', 2]])
    expect(await flagsOf('relative', (second) => `     0.00000${second} `)).toEqual([['threadOrder', 2]])
    expect(await flagsOf('clock', (second) => `08:00:0${second} `)).toEqual([])
    expect(await flagsOf('seconds', (second) => `179593339${second}.263233 `)).toEqual([])
  })
})
