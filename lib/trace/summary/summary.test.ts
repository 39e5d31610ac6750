import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { TraceInput } from '../input'
import { straceTable } from './straceC'
import { Summary } from './summary'

function summaryOf(content: string | Uint8Array, isPlain: boolean) {
  const summary = new Summary()
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const input = new TraceInput('x', summary, { format: 'strace', tally: isPlain ? summary.tally : undefined })
  for (let from = 0; from < bytes.length; from += 1000) input.push(bytes.subarray(from, from + 1000))
  return summary.result([input.end()])
}

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: summaries of real straces: ../shared/data is absent\n')
const straces = isThere ? readdirSync(folder).filter((name) => name.endsWith('.strace')) : []

describe('a number that is given again', () => {
  const life = (name: string, status: number) => [
    `101 execve("/bin/${name}", ["${name}"], 0x7f) = 0`,
    `101 read(0, "", 1) = ${status}`,
    `101 exit_group(${status}) = ?`,
    `101 +++ exited with ${status} +++`,
  ]
  const rowsOf = (lines: readonly string[], isCounted: boolean) => {
    const summary = new Summary()
    const input = new TraceInput('x', summary, { format: 'strace', tally: isCounted ? summary.tally : undefined })
    input.push(new TextEncoder().encode(`${lines.join('\n')}\n`))
    const { processes, total } = summary.result([input.end()])
    return {
      rows: processes.map(({ id, parentId, pid, command, end, calls }) => [id, parentId, pid, command, end, calls]),
      total,
    }
  }

  it.each([true, false])('is another process, told by a fork or by its lines alone (counted: %s)', (isCounted) => {
    const forks = ['100 fork() = 101', ...life('a', 3), '100 fork() = 101', ...life('b', 0), '100 close(3) = 0']
    const { rows, total } = rowsOf(forks, isCounted)
    expect(rows).toEqual([
      [1, 0, 100, '', '', 3],
      [2, 1, 101, '/bin/a', 'exited with 3', 3],
      [3, 1, 101, '/bin/b', 'exited with 0', 3],
    ])
    expect(total.calls).toBe(9)
    const silent = rowsOf(
      ['100 close(3) = 0', ...life('a', 3), '101 read(0, "", 1) = 1', '101 close(0) = 0'],
      isCounted,
    )
    expect(silent.rows.map(([, , pid, command, , calls]) => [pid, command, calls])).toEqual([
      [100, '', 1],
      [101, '/bin/a', 3],
      [101, '', 2],
    ])
  })

  it.each([true, false])('is another process where no end is told (strace -qq; counted: %s)', (isCounted) => {
    const quiet = (name: string, exit: string) => [...life(name, 3).slice(0, 2), `101 ${exit}(3) = ?`]
    const rowsIn = (...lines: string[]) =>
      rowsOf(lines, isCounted).rows.map(([, , pid, command, , calls]) => [pid, command, calls])
    const both = [
      [101, '/bin/a', 3],
      [101, '/bin/b', 3],
    ]
    for (const exit of ['exit_group', '_exit']) {
      expect(rowsIn(...quiet('a', exit), ...quiet('b', exit))).toEqual(both)
      expect(rowsIn('100 fork() = 101', ...quiet('a', exit), '100 fork() = 101', ...quiet('b', exit)).slice(1)).toEqual(
        both,
      )
    }
    // The child is seen before its maker's call ends, and is killed in silence the first time.
    const killed = ['100 vfork( <unfinished ...>', '101 read(0, "", 1) = 1', '100 <... vfork resumed>) = 101']
    expect(rowsIn(...killed, '100 vfork() = 101', ...quiet('b', 'exit_group')).slice(1)).toEqual([
      [101, '', 1],
      both[1],
    ])
    const injected = ['101 exit_group(3) = -1 EPERM (Operation not permitted) (INJECTED)', '101 read(0, "", 1) = 1']
    expect(rowsIn(...injected)).toEqual([[101, '', 2]])
  })
})

describe('a summary of more than it lists', () => {
  it('says how much it leaves out, and mixes no errors up', () => {
    const summary = new Summary()
    const nothing = { pid: 1, at: undefined, args: '', result: '', seconds: undefined, isInjected: false }
    for (let line = 1; line <= 2_500; line++)
      summary.call({ ...nothing, line, endLine: line, name: 'read', outcome: 'error', errno: `E${line}` })
    for (let line = 1; line <= 6_000; line++) summary.event({ line, pid: 1, at: undefined, name: `e${line}`, text: '' })
    const row = { calls: 1, errors: undefined, seconds: undefined }
    for (let line = 1; line <= 20_003; line++) summary.count({ line, table: '', name: `x${line}`, ...row })
    summary.fileEnd()
    const { left, syscalls, events } = summary.result([])
    expect([left, events.length, syscalls.length]).toEqual([{ rows: 3, symbols: 0, events: 1_000 }, 5_000, 1])
    expect(Object.values(syscalls[0]?.errnos ?? {}).reduce((all, one) => all + one, 0)).toBe(2_500)
  })
})

describe('a summary', () => {
  it('counts what was entered, came back, failed and was interrupted, with times where there are any', () => {
    const { total, syscalls, processes } = summaryOf(
      [
        '7 execve("/bin/x", ["x"], 0x7 /* 2 vars */) = 0 <0.5>',
        '7 clone(child_stack=NULL, flags=CLONE_THREAD) = 8 <0.25>',
        '8 read(3, <unfinished ...>',
        '7 read(3, "", 1) = -1 EAGAIN (Resource temporarily unavailable) <0.125>',
        '8 <... read resumed>"x", 1) = ? ERESTARTSYS (To be restarted) <1.0>',
        '8 --- SIGTERM {si_signo=SIGTERM} ---',
        '7 syscall_0x3e7(0x1) = -1 ENOSYS (no)',
        '8 +++ killed by SIGTERM +++',
        '7 exit_group(0) = ?',
        '7 +++ exited with 0 +++',
      ].join('\n'),
      true,
    )
    expect(total).toEqual({ calls: 6, returned: 4, errors: 2, interrupted: 1, seconds: 1.875 })
    expect(syscalls.find(({ syscall }) => syscall === 'read')).toMatchObject({
      ...{ calls: 2, returned: 1, errors: 1, interrupted: 1, seconds: 1.125 },
      errnos: { EAGAIN: 1, ERESTARTSYS: 1 },
    })
    expect(
      processes.map(({ pid, parent, command, isThread, end, calls }) => [pid, parent, command, isThread, end, calls]),
    ).toEqual([
      [7, null, '/bin/x', false, 'exited with 0', 5],
      [8, 7, '/bin/x', true, 'killed by SIGTERM', 1],
    ])
    expect(straceTable(syscalls).trim().split('\n').at(-1)).toMatch(/^100\.00 +1\.875000 +\d+ +4 +2 total$/)
  })

  it.each([
    '3 openat(AT_FDCWD, "/a) = 3", O_RDONLY) = 4</b) = 5>',
    '3 openat(AT_FDCWD, "/x", O_RDONLY) = 3</a) = 4 (x>',
    '3 read(3, "x) = 3<y", <unfinished ...>',
    '3 write(1, "a", 1) = 1 (INJECTED)',
    '3 write(1, "a", 1) = -1 EIO (Input/output error) (INJECTED)',
    '3 fcntl(3, F_GETFL) = 0x8000 (flags O_RDONLY|O_LARGEFILE)',
    '[pid    12] 08:21:10.523720 close(3) = 0 <0.000011>',
    'printf(hello) = 3',
    '3 08:21 close(3) = 0',
    '1 2 3 close(3) = 0',
    '3 08:21:10.523720 (+ 0.1) [ 3] close(3) = 0',
    'close(3)                                = 0',
    '  0.000039 close(3) = 0',
    '3 rt_sigreturn({mask=[]}) = 61',
    '3 lseek(3, 0, SEEK_CUR) = -1 ESPIPE (Illegal seek)',
    '3 close(3) = -1',
    '3 getrandom("\\x12", 8, GRND_NONBLOCK) = 8\r',
  ])('is the same with the plain calls counted by their bytes: %s', (text) => {
    expect(summaryOf(`${text}\n`, true)).toEqual(summaryOf(`${text}\n`, false))
  })

  it.each(straces)('of %s is the same with the plain calls counted by their bytes', (name) => {
    const content = readFileSync(join(folder, name))
    const [plain, whole] = [summaryOf(content, true), summaryOf(content, false)]
    expect(plain).toEqual(whole)
  })

  it.skipIf(!isThere)('prints for f-C.strace the table at its end, computed from its lines', () => {
    const content = readFileSync(join(folder, 'f-C.strace'))
    const { total, syscalls } = summaryOf(content, true)
    expect(total).toMatchObject({ calls: 150, errors: 17, interrupted: 4 })
    const columns = (table: string) =>
      table
        .split('\n')
        .filter((line) => /^ *[\d.]+ +[\d.]+ +\d+ +\d+ /.test(line))
        .map((line) => line.trim().split(/\s+/).slice(3).join(' '))
        .sort()
    const end = new TextDecoder().decode(content)
    expect(columns(straceTable(syscalls))).toEqual(columns(end.slice(end.indexOf('% time'))))
    expect(columns(end)).toContain('143 20 total')
  })
})
