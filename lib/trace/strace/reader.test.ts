import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TraceCall, TraceNote } from '../model'
import { StraceReader } from './reader'

function read(text: string) {
  const calls: TraceCall[] = []
  const notes: TraceNote[] = []
  const unknown: string[] = []
  const reader = new StraceReader({
    call: (call) => calls.push(call),
    note: (note) => notes.push(note),
    unknown: (_line, line) => unknown.push(line),
  })
  for (const line of text.split('\n')) reader.line(line)
  return { calls, notes, unknown, flags: reader.end(), root: reader.root }
}

const one = (text: string) => {
  const { calls, unknown } = read(text)
  expect([calls.length, unknown]).toEqual([1, []])
  const [call] = calls
  return call
}

describe('a line of strace', () => {
  it.each<[string, Partial<TraceCall>]>([
    [
      'openat(AT_FDCWD, "/dev/x", O_RDWR) = -1 ENOENT (No such file or directory)',
      { name: 'openat', args: 'AT_FDCWD, "/dev/x", O_RDWR', errno: 'ENOENT', outcome: 'error' },
    ],
    [
      'openat(AT_FDCWD, "/tmp/with space, comma) = 3 (x)\\nnewline", O_RDONLY) = -1 ENOENT (No such file)',
      { args: 'AT_FDCWD, "/tmp/with space, comma) = 3 (x)\\nnewline", O_RDONLY', errno: 'ENOENT' },
    ],
    [
      'openat(AT_FDCWD</a>, "/b) = 4", O_RDONLY) = 3</b) = 4> <0.000313>',
      { args: 'AT_FDCWD</a>, "/b) = 4", O_RDONLY', result: '3</b) = 4>', seconds: 0.000313 },
    ],
    [
      'write(12<TCP:[127.0.0.1:55842->127.0.0.1:34787]>, "ping", 4) = 4 <0.000027>',
      { args: '12<TCP:[127.0.0.1:55842->127.0.0.1:34787]>, "ping", 4', result: '4', seconds: 0.000027 },
    ],
    ['poll(NULL, 0, 50)                       = 0 (Timeout)', { result: '0 (Timeout)', outcome: 'returned' }],
    [
      'wait4(8715, 0x7f, 0, NULL)    = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
      { outcome: 'interrupted', errno: 'ERESTARTSYS' },
    ],
    ['exit_group(0)                           = ?', { outcome: 'unknown', result: '?' }],
    [
      'restart_syscall(<... resuming interrupted clock_nanosleep ...>) = 0',
      { name: 'restart_syscall', outcome: 'returned' },
    ],
    ['syscall_0x3e7(0x1, 0x2)   = -1 ENOSYS (…)', { name: 'syscall_0x3e7', errno: 'ENOSYS' }],
    ['9655  08:21:10.523720 read(3, "", 1) = 0', { pid: 9655, at: 30070.52372 }],
    ['1795422071.161987 read(3, "", 1) = 0', { pid: 0, at: 1795422071.161987 }],
    ['9801       0.000039 prlimit64(0) = 0', { pid: 9801, at: 0.000039 }],
    [
      '9832  08:21:12.478063 (+     0.000061) [ 302] [00007f92b1b457f0] prlimit64(0) = 0',
      { pid: 9832, at: 30072.478063 },
    ],
    ['10321<t> brk(NULL) = 0x55', { pid: 10321, result: '0x55' }],
    ['[pid 10321<t>] brk(NULL) = 0x55', { pid: 10321 }],
    ['ioctl(4, SPI_IOC_MESSAGE(32), 0x7f) = 1 (INJECTED)', { isInjected: true, outcome: 'returned' }],
    ['write(1</srv/del.txt>(deleted), "hi\\n", 3) = 3', { args: '1</srv/del.txt>(deleted), "hi\\n", 3' }],
    ['fcntl(3, F_GETFL) = 0x8000 (flags O_RDONLY|O_LARGEFILE)', { result: '0x8000 (flags O_RDONLY|O_LARGEFILE)' }],
    [
      'clone3({flags=CLONE_VM, tls=0x7f} => {parent_tid=[8713]}, 88) = 8713',
      { args: '{flags=CLONE_VM, tls=0x7f} => {parent_tid=[8713]}, 88', result: '8713' },
    ],
  ])('%s', (text, wanted) => {
    expect(one(text)).toMatchObject(wanted)
  })

  it('that is cut is joined with the rest of its call', () => {
    const { calls } = read('1 read(3, <unfinished ...>\n2 close(4) = 0\n1 <... read resumed>"x", 1) = 1 <0.5>')
    expect(calls.map(({ name, pid, line, endLine, args }) => [name, pid, line, endLine, args])).toEqual([
      ['close', 2, 2, 2, '4'],
      ['read', 1, 1, 3, '3, "x", 1'],
    ])
    const killed = read(
      '1 nanosleep({tv_sec=1}, <unfinished ...>\n1 <... nanosleep resumed> <unfinished ...>) = ?\n1 +++ exited with 0 +++',
    )
    expect(killed.calls.map(({ outcome, args }) => [outcome, args])).toEqual([['unknown', '{tv_sec=1}, ']])
    expect(killed.flags).toEqual([])
  })

  it('that the tracer broke belongs to whom it broke', () => {
    const { calls, unknown } = read(
      [
        'clone(child_stack=NULL, flags=SIGCHLDstrace: Process 9477 attached',
        ', child_tidptr=0x7f) = 9477',
        '[pid  9442] clock_nanosleep(0, strace: Process 9441 attached',
        ' <unfinished ...>',
        '[pid  9441] getpid() = 9441',
        '[pid  9442] <... clock_nanosleep resumed>NULL) = 0',
      ].join('\n'),
    )
    expect(unknown).toEqual([])
    expect(calls.map(({ name, pid, args, result }) => [name, pid, args, result])).toEqual([
      ['clone', 0, 'child_stack=NULL, flags=SIGCHLD, child_tidptr=0x7f', '9477'],
      ['getpid', 9441, '', '9441'],
      ['clock_nanosleep', 0, '0,  NULL', '0'],
    ])
  })

  it('that the program itself wrote into is joined, and what it wrote is given back', () => {
    const { calls, unknown } = read(
      [
        '[pid 7] 1.5 write(1, "bin\\nboot\\n"..., 151bin',
        'boot',
        ') = 151 <0.000008>',
        '[pid 7] 1.6 close(1)  = 0',
        ') = 3',
      ].join('\n'),
    )
    expect(calls.map(({ name, result, at, line, endLine }) => [name, result, at, line, endLine])).toEqual([
      ['write', '151', 1.5, 1, 3],
      ['close', '0', 1.6, 4, 4],
    ])
    expect(unknown).toEqual(['boot', ') = 3'])
  })

  it('that is none is counted and given back', () => {
    const { calls, unknown, flags } = read('hello world\nprintf("not a call")\nread(3, "", 1) = 0')
    expect([calls.length, unknown]).toEqual([1, ['hello world', 'printf("not a call")']])
    expect(flags).toEqual([{ code: 'unknownLines', count: 2, line: 1 }])
  })
})

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: real straces: ../shared/data is absent\n')

describe.skipIf(!isThere)('real straces', () => {
  const names = isThere ? [...readdirSync(folder), ...readdirSync(join(folder, 'ff')).map((name) => `ff/${name}`)] : []
  const straces = names.filter((name) => name.endsWith('.strace') || name.startsWith('ff/'))

  it.each(straces)('%s has no line that is not read, and each call once', (name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const { calls, unknown } = read(text)
    // Independently: a call begins where a name and a bracket do; its other half begins with "<...".
    const leader = String.raw`^(?:\[pid +\d+(?:<\w+>)?\] |\d+(?:<\w+>)? +)?(?:[\d:.]+ )?(?: *[\d.]+ )?(?:\(\+ *[\d.]+\) )?(?:\[ *\w+\] )*`
    const begun = text.split('\n').filter((line) => new RegExp(`${leader}\\w+\\(`).test(line)).length
    const table = unknown.filter((line) => /^[% -]|^ *\d+\.\d+ +\d/.test(line))
    expect(unknown.filter((line) => !table.includes(line))).toEqual([])
    const orphans =
      (text.match(/<\.\.\. \w+ resumed>/g)?.length ?? 0) - (text.match(/unfinished \.\.\.>$/gm)?.length ?? 0)
    expect([begun, begun + Math.max(0, orphans)]).toContain(calls.length)
  })
})
