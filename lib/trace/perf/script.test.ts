import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrace } from '../testing/readTrace'

/** Fields of perf script -F, in the order in which builtin-script.c prints them. */
const fields = [
  ...['comm', 'pid', 'tid', 'cpu', 'misc', 'time', 'period', 'event', 'flags', 'callindent', 'addr', 'weight'],
  ...['ip', 'sym', 'symoff', 'dso', 'srcline', 'brstack', 'ilen', 'metric'],
] as const
type Field = (typeof fields)[number]

type Sample = {
  readonly command: string
  readonly pid: number
  readonly tid: number
  readonly frames: readonly { readonly name: string; readonly isKernel: boolean }[]
}

const number = (value: number, width: number) => String(value).padStart(width)

/** One sample as perf prints it: `hasStack` for perf record -g. */
function printed(sample: Sample, has: (field: Field) => boolean, hasStack: boolean, index: number): string {
  const stack = hasStack && has('ip')
  const thread = has('pid') && has('tid') ? `${number(sample.pid, 7)}/${String(sample.tid).padEnd(7)} ` : ''
  const single = has('pid') || has('tid') ? `${number(has('tid') ? sample.tid : sample.pid, 7)} ` : ''
  const frame = ({ name, isKernel }: Sample['frames'][number], at: number): string =>
    [
      (isKernel ? `ffffffff81b0${String(at).padStart(4, '0')}` : `400${String(at).padStart(3, '0')}`).padStart(16),
      has('sym') ? ` ${name}${has('symoff') ? '+0x1f' : ''}` : '',
      has('dso') ? ` (${isKernel ? '[kernel.kallsyms]' : '/opt/my app'})` : '',
      has('srcline') ? `\n  pump.c:${at}` : '',
    ].join('')
  const frames = stack
    ? `\n${sample.frames.map((each, at) => `\t${frame(each, at)}\n`).join('')}`
    : ` ${sample.frames.slice(0, 1).map(frame).join('')}`
  return [
    has('comm') ? (stack ? `${sample.command} ` : `${sample.command.padStart(16)} `) : '',
    thread === '' ? single : thread,
    has('cpu') ? '[001] ' : '',
    has('misc') ? 'U  ' : '',
    has('time') ? `${number(index + 100, 5)}.123456: ` : '',
    has('period') ? `${number(250_000, 10)} ` : '',
    has('event') ? '   cycles:u: ' : '',
    has('event') && has('flags') ? '  call                 ' : '',
    has('event') && has('flags') && has('callindent') ? `${'work'.padEnd(32)}` : '',
    has('event') && has('addr') ? `${'7ffd12345678'.padStart(16)}` : '',
    has('event') && has('weight') ? number(12, 16) : '',
    has('ip') ? frames : '',
    has('event') && has('brstack') ? ' 0x4005a/0x4006b/P/-/-/0 0x4007c/0x4008d/P/-/-/0' : '',
    has('event') && has('ilen') ? ' ilen: 3 insn: 48 89 e5' : '',
    '\n',
  ].join('')
}

const names = fc.constantFrom('main', 'work', 'std::map<int, x>::at(int const&)', 'operator delete(void*)', 'a.part.0')
const kernelNames = fc.constantFrom('vfs_read', 'do_syscall_64', 'entry_SYSCALL_64_after_hwframe')
const frames = fc
  .tuple(fc.array(kernelNames, { maxLength: 2 }), fc.array(names, { minLength: 1, maxLength: 3 }))
  .map(([kernel, user]) => [
    ...kernel.map((name) => ({ name, isKernel: true })),
    ...user.map((name) => ({ name, isKernel: false })),
  ])
const pid = fc.integer({ min: 1, max: 4_194_304 })
const commands = fc.constantFrom(
  'pump',
  'Web Content',
  'kworker/0:1-eve',
  'a-b [c] (d)',
  '1234',
  'swapper',
  'x.service',
)
const samples = fc.array(fc.record({ command: commands, pid, tid: pid, frames }), { minLength: 1, maxLength: 2 })

/** What a profile says, whatever else is printed: functions, whom they call, how often. */
function countsOf(text: string) {
  const { symbols, unknown, format } = readTrace(text, { format: 'perfScript' })
  const rows = symbols.map(
    ({ name, caller, isKernel, count, self }) => `${name} < ${caller} ${isKernel} ${count} ${self}`,
  )
  return { rows, unknown, format }
}

describe('perf script', () => {
  it('makes calls of events that perf before 3.1 named without their system', () => {
    const lines = [
      'dd 1234 [001] 100.000001: sys_enter_read: fd: 0x00000003, buf: 0x7f, count: 0x00000200',
      'dd 1234 [001] 100.000005: sys_exit_read: 0xffffffffffffffea',
    ]
    const { calls } = readTrace(lines.join('\n'), { format: 'perfScript' })
    expect(calls.map(({ name, pid, errno }) => [name, pid, errno])).toEqual([['read', 1234, 'EINVAL']])
  })

  it('says that there are more threads than are named', () => {
    const line = (pid: number) => `app ${pid} [000] 100.000001: sched:sched_stat_runtime: comm=app`
    const lines = Array.from({ length: 100_002 }, (_, at) => line(at + 1))
    expect(readTrace(lines.join('\n'), { format: 'perfScript' }).flags).toEqual([
      { code: 'manyNames', count: 2, line: 100_001 },
    ])
  })

  it('gives the same counts with any -F as with all fields', () => {
    const chosen = fc.subarray([...fields])
    fc.assert(
      fc.property(samples, chosen, fc.boolean(), (all, some, hasStack) => {
        const wanted = new Set<Field>([...some, 'ip', 'sym'])
        // perf needs something in a line before a frame.
        const whole = all.map((sample, at) => printed(sample, () => true, hasStack, at)).join('')
        const text = all.map((sample, at) => printed(sample, (field) => wanted.has(field), hasStack, at)).join('')
        const [expected, found] = [countsOf(whole), countsOf(text)]
        expect(found).toEqual(expected)
        expect(found.unknown).toEqual([])
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('says whose each sample is wherever -F has it', () => {
    const chosen = fc.subarray([...fields])
    fc.assert(
      fc.property(samples, chosen, fc.boolean(), (all, some, hasStack) => {
        const wanted = new Set<Field>([...some, 'comm', 'tid', 'event', 'ip', 'sym'])
        const text = all.map((sample, at) => printed(sample, (field) => wanted.has(field), hasStack, at)).join('')
        const { symbols } = readTrace(text, { format: 'perfScript' })
        const seen = new Set(symbols.map(({ command, pid: own }) => `${command} ${own}`))
        expect(seen).toEqual(new Set(all.map(({ command, tid }) => `${command} ${tid}`)))
      }),
      { seed: 11, numRuns: 3_000 },
    )
  })

  it('is recognised wherever -F has a thread', () => {
    const chosen = fc.subarray([...fields])
    fc.assert(
      fc.property(samples, chosen, fc.boolean(), (all, some, hasStack) => {
        const wanted = new Set<Field>([...some, 'tid', 'ip', 'sym', 'dso'])
        const text = all.map((sample, at) => printed(sample, (field) => wanted.has(field), hasStack, at)).join('')
        expect(readTrace(text).format).toBe('perfScript')
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it.each([
    [
      'comm,pid,event,ip,sym,dso',
      'app  4711 cpu-clock: \n\t          400570 work (/opt/app)\n\t          4005b1 main (/opt/app)',
    ],
    ['comm,ip,sym', 'app \n\t          400570 work\n\t          4005b1 main'],
    ['ip,sym', '\n\t          400570 work\n\t          4005b1 main'],
    ['pid,ip,sym', '   4711 \n\t          400570 work\n\t          4005b1 main'],
    ['tid,cpu,time,ip,sym', '   4711 [003] 12.345678: \n\t          400570 work\n\t          4005b1 main'],
    [
      'comm,tid,time,ip,sym of perf 3.x',
      'app  4711 12.345678: \n            400570 work (/opt/app)\n            4005b1 main (/opt/app)',
    ],
  ])('of -F %s is recognised', (_fields, text) => {
    const { format, symbols, unknown } = readTrace(`${text}\n\n${text}\n`)
    expect([format, unknown]).toEqual(['perfScript', []])
    expect(symbols.map(({ name, caller, count, self }) => [name, caller, count, self])).toEqual([
      ...[['work', 'main', 1, 1] as const, ['main', '', 1, 0] as const],
      ...[['work', 'main', 1, 1] as const, ['main', '', 1, 0] as const],
    ])
  })

  it('takes a number before the event for a pid or for a period by its columns', () => {
    const line = (told: string) => readTrace(`${told}\n`).symbols.map(({ pid: own, command }) => [own, command])
    expect(line('             app    4711 cycles:           400570 work (/opt/app)')).toEqual([[4711, 'app']])
    expect(line('             app       4711 cycles:           400570 work (/opt/app)')).toEqual([[0, 'app']])
    expect(line('             app    4711         12 cycles:           400570 work (/opt/app)')).toEqual([
      [4711, 'app'],
    ])
  })

  it('makes no calls of events that do not say whose they are', () => {
    const text = [
      '1048.200939: raw_syscalls:sys_enter: NR 257 (ffffff9c, 7f9b, 80000, 0, 0, 55e1)',
      '1048.200940: raw_syscalls:sys_enter: NR 3 (3, 7f9b, 80000, 0, 0, 55e1)',
      '1048.200947: raw_syscalls:sys_exit: NR 257 = 3',
    ].join('\n')
    const { calls, events, flags } = readTrace(text)
    expect([calls, events.length, flags]).toEqual([[], 3, [{ code: 'noThreads', count: 3, line: 1 }]])
  })

  it('counts the text of a tracepoint without its event as unknown by name, and what fits nothing as unknown', () => {
    const text = 'app  4711  12.345678: dfd: 0x3, filename: 0x7f\napp  4711  12.345679:     cycles: \nwhat is that?\n'
    const { events, unknown } = readTrace(text)
    expect(events.map(({ name, pid: own }) => [name, own])).toEqual([['[unknown]', 4711]])
    expect(unknown).toEqual(['what is that?'])
  })

  it('is not what has names and numbers, too', () => {
    const cyclictest = 'T: 0 ( 4712) P:80 I:1000 C:  10000 Min:      2 Act:    3 Avg:    3 Max:      11'
    for (const text of [
      cyclictest,
      'losses:\n  - id: L-1\nhazards:',
      'pump 12 valve: 3 open',
      'valve: 12ab\npump: c0de',
    ])
      expect(readTrace(text).format).toBeUndefined()
  })
})
