import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Action } from '../action'
import { StraceReader } from '../strace/reader'
import { ActionReader } from './reader'

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: actions of real straces: ../shared/data is absent\n')

function read(text: string) {
  const actions: Action[] = []
  let calls = 0
  const reader = new ActionReader({ action: (action) => actions.push(action) })
  const strace = new StraceReader({
    note: (note) => reader.note(note),
    call: (call) => {
      calls++
      reader.call(call)
    },
  })
  for (const line of text.split('\n')) strace.line(line)
  strace.end()
  reader.end()
  return { actions, calls }
}

describe.skipIf(!isThere)('actions of real straces', () => {
  const names = isThere ? readdirSync(folder).filter((name) => name.endsWith('.strace')) : []

  it.each(names)('%s: each call is one action, in the order of lines', (name) => {
    const { actions, calls } = read(readFileSync(join(folder, name), 'utf8'))
    expect(actions).toHaveLength(calls)
    const lines = actions.map(({ call }) => call.line)
    expect(lines).toEqual([...lines].sort((left, right) => left - right))
    expect(actions.filter(({ phase }) => phase === 'exit').length).toBeLessThanOrEqual(
      new Set(actions.map(({ processId }) => processId)).size,
    )
  })

  it('are read from damaged lines without a fault', () => {
    const text = readFileSync(join(folder, 'f-ttt-T-yy.strace'), 'utf8')
    // A fixed series, so that a failure can be repeated.
    let seed = 1
    const next = (most: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % most
    }
    const signs = '"\\<>(){}[],=\u0000\u{1F600}é0'
    for (let round = 0; round < 40; round++) {
      const damaged = text.split('\n').map((line) => {
        const at = next(line.length + 1)
        return line.slice(0, at) + signs.charAt(next(signs.length)) + line.slice(at + next(9))
      })
      const { actions, calls } = read(damaged.join('\n'))
      expect(actions).toHaveLength(calls)
    }
  })

  it('take time in proportion to hostile arguments', () => {
    const long = 300_000
    const lines = [
      `openat(AT_FDCWD, "${'\\'.repeat(long)}", O_RDWR) = 3`,
      `openat(AT_FDCWD, "${'/..'.repeat(long)}", O_RDWR) = 3`,
      `openat(AT_FDCWD, "/tmp/${'aB1.'.repeat(long)}", O_RDWR) = 3`,
      `poll([${'{fd=5, revents='.repeat(long / 10)}], 1, 0) = 1 (${'{fd=5, revents=POLLERR'.repeat(long / 10)})`,
      `connect(3, {sa_family=AF_UNIX, sun_path=@"${'\\\\'.repeat(long)}`,
      `execve("/x", [${'"a", '.repeat(long)}], 0x7f) = 0`,
      `wait4(1, ${'si_code=CLD_'.repeat(long / 10)}, 0, NULL) = 3`,
      `read(3<${'<'.repeat(long)}, "x", 1) = 1`,
    ]
    read(lines.join('\n'))
  })
})
