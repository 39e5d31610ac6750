import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ActionReader } from '@/lib/trace/actions/reader'
import { Summary } from '@/lib/trace/summary/summary'
import { readTraceFiles, type TraceFiles, traceFilesOf } from './read'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stpa-ff-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const clone = 'clone(child_stack=0x7f, flags=CLONE_VM|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = 101'

/** A set of files, by thread. */
function written(
  name: string,
  files: Readonly<Record<number, readonly string[]>>,
  time = (_: number) => '',
): TraceFiles {
  const paths = Object.entries(files).map(([thread, lines]) => {
    const path = join(folder, `${name}.${thread}`)
    writeFileSync(path, lines.map((line, index) => `${time(index)}${line}\n`).join(''))
    return path
  })
  const [set, ...others] = traceFilesOf(paths)
  expect(others).toEqual([])
  return set ?? { name, paths }
}

/** What two threads of a process did, each in its own file, with a time before each line. */
async function flagsOf(name: string, time: (second: number) => string): Promise<(readonly [string, number])[]> {
  const files: Readonly<Record<number, readonly string[]>> = {
    100: ['execve("/x", ["/x"], 0x7f /* 3 vars */) = 0', clone, 'exit_group(0) = ?', '+++ exited with 0 +++'],
    101: ['write(3, "ping", 4) = 4', 'exit(0) = ?', '+++ exited with 0 +++'],
  }
  const { flags } = await readTraceFiles(written(name, files, time), new Summary(), {})
  return flags.map(({ code, count }) => [code, count])
}

describe('files of strace -ff', () => {
  it('without the time of their calls say that their order is not known', async () => {
    expect(await flagsOf('plain', () => '')).toEqual([['threadOrder', 2]])
    expect(await flagsOf('relative', (second) => `     0.00000${second} `)).toEqual([['threadOrder', 2]])
    expect(await flagsOf('whole', (second) => `08:00:0${second} `)).toEqual([['threadOrder', 2]])
    expect(await flagsOf('clock', (second) => `08:00:0${second}.263233 `)).toEqual([])
    expect(await flagsOf('seconds', (second) => `179593339${second}.263233 `)).toEqual([])
  })

  it('say of no descriptor that threads share what the order of the files says', async () => {
    const names: string[] = []
    const reader = new ActionReader({ action: ({ verb, resource }) => verb === 'write' && names.push(resource.name) })
    const lines = [
      'openat(AT_FDCWD, "/dev/watchdog", O_RDWR) = 3',
      clone,
      'close(3) = 0',
      'open("/tmp/log", O_RDWR) = 3',
    ]
    await readTraceFiles(written('shared', { 100: lines, 101: ['write(3, "ping", 4) = 4'] }), reader, {})
    reader.end()
    expect(names).toEqual(['fd?'])
  })
})
