import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SystemCallName, TraceCall, TraceNote } from '../model'
import { readTrace } from '../testing/readTrace'
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
  return { calls, notes, unknown, flags: reader.end() }
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

describe('how a call ended', () => {
  it.each<[string, Partial<TraceCall>]>([
    ['-1 ENOENT (No such file or directory)', { outcome: 'error', errno: 'ENOENT' }],
    ['-1 (errno 25)', { outcome: 'error', errno: 'ENOTTY' }],
    ['-1 (errno 524)', { outcome: 'error', errno: 'ENOTSUPP' }],
    ['-1 (errno 4095)', { outcome: 'error', errno: 'E4095' }],
    ['-1 (errno 512)', { outcome: 'interrupted', errno: 'ERESTARTSYS' }],
    ['-1', { outcome: 'error', errno: 'E?' }],
    ['-22', { outcome: 'error', errno: 'EINVAL' }],
    ['0xffffffffffffffea', { outcome: 'error', errno: 'EINVAL' }],
    ['0xffffffea', { outcome: 'error', errno: 'EINVAL' }],
    ['0xfffffffffffffe00', { outcome: 'interrupted', errno: 'ERESTARTSYS' }],
    ['18446744073709551594', { outcome: 'error', errno: 'EINVAL' }],
    ['0xfffffffffffff000', { outcome: 'returned', errno: '' }],
    ['0xf7fc9000', { outcome: 'returned', errno: '' }],
    ['4294967295', { outcome: 'returned', errno: '' }],
    ['-5000', { outcome: 'returned', errno: '' }],
    ['? ERESTARTNOHAND (To be restarted if no handler)', { outcome: 'interrupted', errno: 'ERESTARTNOHAND' }],
    ['? <unavailable>', { outcome: 'unknown', errno: '' }],
    ['?', { outcome: 'unknown', errno: '' }],
    ['-1 EIO (Input/output error) (INJECTED)', { outcome: 'error', errno: 'EIO', isInjected: true }],
    ['-1 (errno 5) (INJECTED: args, retval)', { outcome: 'error', errno: 'EIO', isInjected: true }],
    ['0 (DELAYED)', { outcome: 'returned', isInjected: true }],
    ['0 (a) (b)', { outcome: 'returned', isInjected: false }],
    ['3</srv/INJECTED>', { outcome: 'returned', isInjected: false }],
  ])('%s', (result, wanted) => {
    expect(one(`7 ioctl(3, 0x8004570b, 0x7f)  = ${result}`)).toMatchObject(wanted)
    expect(one(`7 ioctl(3, 0x8004570b, 0x7f)  = ${result} <0.000021>`)).toMatchObject({ ...wanted, seconds: 0.000021 })
  })

  it.each(['7 close(3) = 0 <0.0000x1>', '7 close(3) = 0 <-1>', '7 close(3) = 0 <1e999>'])(
    'after a time that is damaged, is known, and the time is not: %s',
    (text) => {
      const { calls, flags } = read(text)
      expect(calls.map(({ outcome, seconds }) => [outcome, seconds])).toEqual([['returned', undefined]])
      expect(flags).toEqual([{ code: 'badNumbers', count: 1, line: 1 }])
    },
  )

  it.each([
    '0 close(3) = 0',
    '99999999999 close(3) = 0',
    '[pid   x7] close(3) = 0',
    '[pid     0] close(3) = 0',
    '[pid 4194305] close(3) = 0',
    '7 08:61:10.5 close(3) = 0',
    '7 25:01:10 close(3) = 0',
    '7 (+ 0.0x1) close(3) = 0',
  ])('is not read of a line whose leader is damaged: %s', (text) => {
    const { calls, unknown } = read(text)
    expect([calls, unknown]).toEqual([[], [text]])
  })

  it('has a flag where its process ended before', () => {
    const { calls, flags } = read('7 read(3, <unfinished ...>\n7 +++ killed by SIGKILL +++\n8 read(3, <unfinished ...>')
    expect(calls.map(({ pid, outcome, endLine }) => [pid, outcome, endLine])).toEqual([
      [7, 'unknown', 2],
      [8, 'unknown', 3],
    ])
    expect(flags.map(({ code, line }) => [code, line])).toEqual([
      ['endedInCall', 1],
      ['neverResumed', 3],
    ])
  })
})

describe('system calls by their numbers', () => {
  const numbered = [
    '61 execve("/bin/x", ["x"], 0x7f /* 2 vars */) = 0',
    '61 syscall_397(0xffffff9c, 0x7f, 0x800) = -1 (errno 2)',
    '61 syscall_0x18d(0xffffff9c, 0x7f, 0x800 <unfinished ...>',
    '61 <... syscall_0x18d resumed>) = 0',
    '61 SYS_397(0, 0, 0) = 0',
  ].join('\n')
  const names = (systemCall?: SystemCallName) => {
    const reading = readTrace(numbered, { format: 'strace', ...(systemCall ? { systemCall } : {}) })
    return { names: reading.calls.slice(1).map(({ name }) => name), flags: reading.flags }
  }

  it('have names where the architecture is known, in each form of each age', () => {
    const arm = names((number) => (number === 397 ? 'statx' : undefined))
    expect(arm.names).toEqual(['statx', 'statx', 'statx'])
    expect(arm.flags.map(({ code }) => code)).not.toContain('numberedCalls')
  })

  it('stay numbers where it is not, with a flag', () => {
    const unknown = names()
    expect(unknown.names).toEqual(['syscall_397', 'syscall_0x18d', 'SYS_397'])
    expect(unknown.flags).toContainEqual({ code: 'numberedCalls', count: 3, line: 2 })
  })

  it('are those of the mode that strace says the process runs in', () => {
    const modes: string[] = []
    const text = [
      'execve("/x", ["x"], 0x7f) = 0',
      'strace: [ Process PID=61 runs in 32 bit mode. ]',
      'syscall_0x180() = 0',
    ]
    const systemCall = (number: number, mode = '') => {
      modes.push(`${number} ${mode}`)
      return 'arch_prctl'
    }
    const { calls, notes } = readTrace(text.join('\n'), { format: 'strace', systemCall })
    expect(modes).toEqual(['384 32 bit'])
    expect(calls.map(({ name }) => name)).toEqual(['execve', 'arch_prctl'])
    expect(notes.map(({ kind, text: said }) => [kind, said])).toEqual([['named', '61']])
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
