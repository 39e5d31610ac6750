import { describe, expect, it } from 'vitest'
import { strace } from './strace/format'
import { readTrace } from './testing/readTrace'

const codes = (lines: readonly string[]) =>
  readTrace(lines.join('\n'), { format: 'strace' }).flags.map(({ code, count, line }) => [code, count, line])

const start = 'execve("/bin/true", ["true"], 0x7f /* 2 vars */) = 0'
const end = '+++ exited with 0 +++'

describe('a whole strace', () => {
  it('from execve to its end has nothing that limits it', () => {
    expect(codes([start, 'exit_group(0)                           = ?', end])).toEqual([])
  })

  it('that made threads, but shows one alone, was not followed', () => {
    const clone = 'clone(child_stack=0x7f, flags=CLONE_VM|CLONE_THREAD) = 4711'
    expect(codes([start, clone, clone.replace('4711', '4712'), end])).toEqual([['notFollowed', 2, 2]])
    expect(codes([start, 'clone(child_stack=NULL, flags=SIGCHLD) = -1 EAGAIN (Resource)', end])).toEqual([])
    const followed = ['1 ', '1 ', '2 ', '2 ', '1 ']
    const lines = [start, 'clone3({flags=CLONE_VM}, 88) = 2', 'close(3) = 0', end, end]
    expect(codes(lines.map((line, index) => `${followed[index]}${line}`))).toEqual([])
  })

  it('that begins in the middle was attached late or cut', () => {
    expect(codes(['read(3, "x", 1) = 1', end])).toEqual([['cutStart', 1, 1]])
  })

  it('without ends was cut off: each thread that has none is counted', () => {
    expect(codes([start, 'close(3) = 0'])).toEqual([['cutEnd', 1, 2]])
    expect(
      codes([`1 ${start}`, '1 vfork() = 2', '2 close(3) = 0', '3 close(3) = 0', '3 +++ exited with 0 +++']),
    ).toEqual([['cutEnd', 2, 5]])
  })

  it('with -qq has no ends: exit_group of the first process is one', () => {
    expect(codes([`1 ${start}`, '1 vfork() = 2', '2 exit_group(0) = ?', '1 exit_group(0) = ?'])).toEqual([])
  })

  it('counts each thread that has no end, however many there are', () => {
    const threads = Array.from({ length: 150_000 }, (_, index) => index + 10)
    const lines = threads.flatMap((pid) => [`${pid} close(3) = 0`, `${pid} +++ exited with 0 +++`])
    const open = ['9 +++ exited with 0 +++', '160100 close(3) = 0', '160101 close(3) = 0']
    expect(codes([`9 ${start}`, ...lines, ...open]).filter(([code]) => code === 'cutEnd')).toEqual([
      ['cutEnd', 2, 300_004],
    ])
  })

  it('has an open end where a number was given again to one that has none', () => {
    const lines = [
      '9 fork() = 10',
      '10 exit_group(0) = ?',
      '10 +++ exited with 0 +++',
      '9 fork() = 10',
      '10 close(3) = 0',
    ]
    expect(codes([`9 ${start}`, ...lines, '9 +++ exited with 0 +++']).filter(([code]) => code === 'cutEnd')).toEqual([
      ['cutEnd', 1, 7],
    ])
  })

  it('of a process that was left is no cut', () => {
    const lines = [
      'strace: Process 7 attached',
      'read(3, "x", 1) = 1',
      'close(3strace: Process 7 detached',
      ' <detached ...>',
    ]
    expect(codes(lines).map(([code]) => code)).toEqual(['detached', 'neverResumed', 'cutStart'])
  })

  it('in which a thread replaced the others by execve has no open end', () => {
    const lines = [
      `1 ${start}`,
      '1 clone3({flags=CLONE_THREAD}, 88) = 2',
      '1 pause( <unfinished ...>',
      '2 execve("/bin/x", ["x"], 0x7f <unfinished ...>',
      '1 +++ superseded by execve in pid 2 +++',
      '1 <... execve resumed>) = 0',
      '1 +++ exited with 0 +++',
    ]
    expect(codes(lines)).toEqual([['endedInCall', 1, 3]])
  })

  it('that uses io_uring, or was tampered with, says so', () => {
    expect(codes([start, 'io_uring_setup(8, {flags=0}) = 3', 'read(3, "x", 1) = 1 (INJECTED)', end])).toEqual([
      ['ioUring', 1, 2],
      ['injected', 1, 3],
    ])
  })

  it('with more than a second in which nothing was in progress has a gap', () => {
    const at = (seconds: string, took: string) => `1 ${seconds} close(3) = 0 <${took}>`
    const begin = `1 1795422000.000000 ${start} <0.001>`
    const exit = '1 1795422009.000000 +++ exited with 0 +++'
    expect(codes([begin, at('1795422000.5', '0.1'), at('1795422008.0', '0.1'), exit])).toEqual([['gaps', 1, 3]])
    // A call that took the time, one that is still in progress, or times that are not known explain it.
    expect(codes([begin, at('1795422000.5', '7.4'), at('1795422008.0', '0.1'), exit])).toEqual([])
    const waits = '1 1795422000.5 read(3,  <unfinished ...>'
    const other = '2 1795422008.0 close(3) = 0 <0.1>'
    const done = '1 1795422008.1 <... read resumed>"", 1) = 0 <7.6>'
    expect(codes([begin, waits, other, done, exit, exit.replace('1 ', '2 ')])).toEqual([])
    const untimed = [`1 1795422000.0 ${start}`, '1 1795422008.0 close(3) = 0', exit]
    expect(codes(untimed)).toEqual([])
  })

  it('with times of the day goes over midnight', () => {
    const text = [
      '1 23:59:59.900000 close(3) = 0 <0.1>',
      '1 00:00:00.100000 close(4) = 0 <0.1>',
      '1 00:00:00.2 close(5) = 0',
    ].join('\n')
    const { calls, flags } = readTrace(text, { format: 'strace' })
    expect(calls.map(({ at }) => Math.round((at ?? 0) * 10) / 10)).toEqual([86_399.9, 86_400.1, 86_400.2])
    expect(flags.map(({ code }) => code)).toEqual(['cutStart', 'cutEnd'])
  })

  it('whose plain lines are counted elsewhere is judged the same', () => {
    const reader = strace.read({ call: () => {} })
    reader.pass?.(1, 1_795_422_000, false, 0.1)
    reader.pass?.(2, 1_795_422_009, false, 0.1)
    reader.line('1 1795422009.2 +++ exited with 0 +++')
    expect(reader.end()).toEqual([
      { code: 'gaps', count: 1, line: 2 },
      { code: 'cutStart', count: 1, line: 1 },
      { code: 'cutEnd', count: 1, line: 3 },
    ])
  })
})
