import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findFormat, recogniseFormat, traceFormats } from './formats'
import { flagged, type Reading, readTrace, sum } from './testing/readTrace'

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: real traces of every format: ../shared/data is absent\n')

const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')
const names = isThere
  ? [
      ...readdirSync(folder).filter((name) => name !== 'ff'),
      ...readdirSync(join(folder, 'ff')).map((name) => `ff/${name}`),
    ]
  : []

/** What each file is; every .strace, and every file of strace -ff, is a strace. */
const formatOf: Readonly<Record<string, string | undefined>> = {
  'bpftrace.jsonl': 'bpftraceJson',
  'bpftrace.txt': 'bpftrace',
  'ftrace-events-37k.txt': 'ftrace',
  'ftrace-events.txt': 'ftrace',
  'openaps-article.txt': 'straceTable',
  'perf-report-flat.txt': 'perfReport',
  'perf-report.txt': 'perfReport',
  'perf-script.txt': 'perfScript',
  'perf-stat-r3.txt': 'perfStat',
  'perf-stat-syscalls.csv': 'perfStatCsv',
  'perf-stat-x.csv': 'perfStatCsv',
  'perf-stat.json': 'perfStatJson',
  'perf-stat.txt': 'perfStat',
  'perf-trace-failure.txt': 'perfTrace',
  'perf-trace-s.txt': 'perfTraceTable',
  'perf-trace.txt': 'perfTrace',
  'trace-cmd-report-R.txt': 'traceCmd',
  'trace-cmd-report-l.txt': 'traceCmd',
  'trace-cmd-report.txt': 'traceCmd',
}

function expected(name: string): string | undefined {
  if (name.endsWith('.strace') || name.startsWith('ff/')) return 'strace'
  return name.endsWith('.summary') ? 'straceTable' : formatOf[name]
}

/** How many lines are of this form: counted without any reader of ours. */
const matching = ({ lines }: Reading, form: RegExp): number => lines.filter((line) => form.test(line)).length

/** Who stands above whom in the trees of perf report: by columns alone, which go by ten where a share stands. */
function pairsOf(lines: readonly string[]): Set<string> {
  const names = new Map<number, string>()
  const pairs = new Set<string>()
  for (const line of lines) {
    const [, before = '', root, share, name = ''] = /^([ |]*)(---)?(?:--([\d.]+)%--)?([^ |-].*?) *$/.exec(line) ?? []
    if (root || /^(#| +[\d.]+% )/.test(line)) names.clear()
    const column = before.length + (root ? 3 : share ? 10 : 0)
    const above = names.get(share ? before.length - 1 : column)
    if (name !== '') names.set(column, name)
    if (above !== undefined && name !== '' && ![above, name].some((one) => /^(0|0x\w+|[0-9a-f]{16})$/.test(one)))
      pairs.add(`${above} > ${name}`)
  }
  return pairs
}

describe('formats of traces', () => {
  it('have names that are different and found', () => {
    expect(new Set(traceFormats.map(({ name }) => name)).size).toBe(traceFormats.length)
    for (const format of traceFormats) expect(findFormat(format.name)).toBe(format)
    expect(findFormat('none')).toBeUndefined()
  })

  it('are not recognised in what is none', () => {
    const texts = [
      '',
      'hello world',
      '{"name": "x"}',
      'a,b,c\n1,2,3',
      '# Title\n\nText (with brackets) = 3.',
      '%PDF-1.4',
    ]
    const source = 'export function add(a: number) {\n  return a + 1\n}\nprintf("x");\nconst x = add(2)\n'
    for (const text of [...texts, source]) expect(recogniseFormat(text.split('\n'))).toBeUndefined()
  })
})

describe.skipIf(!isThere)('real traces', () => {
  it.each(names)('%s is recognised for what it is', (name) => {
    expect(recogniseFormat(textOf(name).split('\n').slice(0, 200))?.name).toBe(expected(name))
  })

  const allRead = names.filter((name) => expected(name) !== undefined && !/openaps|trace-cmd-report.txt/.test(name))

  it.each(allRead)('%s is read without a line that is left over', (name) => {
    const { unknown, calls, counts, symbols, events, lines } = readTrace(textOf(name))
    expect(unknown).toEqual([])
    const found = [...calls, ...counts, ...symbols, ...events]
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ line }) => line >= 1 && line <= lines.length)).toBe(true)
  })

  it.each(['ftrace-events.txt', 'ftrace-events-37k.txt'])(
    '%s has each event once, and 4,875 that were lost',
    (name) => {
      const reading = readTrace(textOf(name))
      expect(reading.events.length).toBe(matching(reading, /^ *\S.*-\d+ +\[\d{3}\] /))
      expect(flagged(reading, 'lostEvents')).toBe(42_212 - 37_337)
      if (name.includes('37k')) expect(reading.events.length).toBe(37_337)
      const entered = matching(reading, /: sys_enter: NR /)
      const orphans = flagged(reading, 'orphanResumed')
      expect(reading.calls.length).toBe(entered + orphans)
      // An exit ends a call that has begun, or one that has not; the others are still in progress.
      const ended = reading.calls.filter(({ outcome }) => outcome !== 'unknown')
      expect(ended.length).toBe(matching(reading, /: sys_exit: NR /))
    },
  )

  it('ftrace with both kinds of events of a call joins them to one, by number or by name', () => {
    const reading = readTrace(textOf('ftrace-events-37k.txt'))
    const opened = reading.calls.filter(({ name }) => name === 'openat')
    expect(opened.length).toBe(matching(reading, /: sys_openat\(/))
    expect(opened.filter(({ errno }) => errno === 'ENOENT').length).toBe(matching(reading, /sys_openat -> 0xf{15}e/))
    const named = readTrace(textOf('ftrace-events-37k.txt'), {
      systemCall: (number) => (number === 257 ? 'openat' : undefined),
    })
    expect(named.calls.filter(({ name }) => name === 'openat').length).toBe(matching(reading, /: sys_enter: NR 257 /))
    expect(named.calls.length).toBe(reading.calls.length)
  })

  it.each(['', '-l', '-R'])('trace-cmd report %s has each event once', (option) => {
    const reading = readTrace(textOf(`trace-cmd-report${option}.txt`))
    expect(reading.events.length).toBe(matching(reading, /^ +[\w-]+-\d+ .*\d+\.\d+: /))
    expect(reading.unknown.filter((line) => !/^(\.\.\.|--)$/.test(line))).toEqual([])
    expect(new Set(reading.calls.slice(0, 4).map(({ name, args }) => `${name} ${args}`))).toEqual(
      new Set([
        'syscall_1 ',
        'syscall_33 b, 1, 5623fa0de9bc, 0, 7, b',
        'syscall_72 b, 1, 0, 0, 7, b',
        'syscall_3 b, 1, ffffffff, 0, 7, 0',
      ]),
    )
  })

  it('perf trace has each call once, also of those that go on below', () => {
    const reading = readTrace(textOf('perf-trace.txt'))
    const begun = matching(reading, /\): t\/\d+ \w+\(/)
    expect(reading.calls.length).toBe(begun + 1) // execve has begun before the trace
    expect(reading.notes.filter(({ kind }) => kind === 'attached').length).toBe(
      matching(reading, /continued\]: clone3?\(/),
    )
    expect(reading.calls.filter(({ errno }) => errno === 'ENOTTY').length).toBe(matching(reading, /= -1 ENOTTY/))
    expect(flagged(reading, 'orphanResumed')).toBe(0)
    expect(flagged(reading, 'noPaths')).toBe(matching(reading, /[( ]filename: 0x/))
  })

  it('perf trace of failures has each, and the tables behind them', () => {
    const reading = readTrace(textOf('perf-trace-failure.txt'))
    expect(reading.calls.length).toBe(matching(reading, /^\d+\.\d+ \(/))
    expect(reading.calls.every(({ outcome }) => outcome !== 'returned')).toBe(true)
    expect(reading.counts.length).toBe(matching(reading, /^ {3}\w+ +\d+ .*%$/))
  })

  it('perf trace -s has each row, by thread', () => {
    const reading = readTrace(textOf('perf-trace-s.txt'))
    expect(reading.counts.length).toBe(matching(reading, /^ {3}\w+ +\d+ .*%$/))
    expect(new Set(reading.counts.map(({ table }) => table)).size).toBe(matching(reading, / events, /))
    const first = { table: 't (23717)', name: 'wait4', calls: 4, errors: 1, seconds: 0.200951 }
    expect(reading.counts[0]).toMatchObject(first)
  })

  it.each(['perf-stat.txt', 'perf-stat-r3.txt', 'perf-stat-x.csv', 'perf-stat.json', 'perf-stat-syscalls.csv'])(
    '%s has each counter, with or without a value',
    (name) => {
      const reading = readTrace(textOf(name))
      const rows = matching(reading, /^ +(?:[\d.]+|<not \w+>) |^(?:[\d.]+|<not \w+>),|^\{"counter-value"/)
      expect(reading.counts.length).toBe(rows)
      expect(flagged(reading, 'notCounted')).toBe(matching(reading, /<not (?:supported|counted)>/))
    },
  )

  it('perf stat counts system calls exactly', () => {
    const reading = readTrace(textOf('perf-stat-syscalls.csv'))
    const values = reading.lines.map((line) => Number(/^(\d+),/.exec(line)?.[1] ?? 0))
    expect(sum(reading.counts.map(({ calls }) => calls))).toBe(sum(values))
    expect(reading.counts.find(({ name }) => name === 'syscalls:sys_enter_mmap')?.calls).toBe(31)
  })

  it.each(['perf-report.txt', 'perf-report-flat.txt'])('%s has each function, and the samples of all', (name) => {
    const reading = readTrace(textOf(name))
    const own = reading.symbols.filter(({ caller }) => caller === '')
    expect(own.length).toBe(matching(reading, /^ +\d+\.\d\d% +\d+\.\d\d% /))
    expect(own.filter(({ isKernel }) => isKernel).length).toBe(matching(reading, /^ +\d.* \[k\] /))
    expect(sum(own.map(({ self }) => self))).toBe(431)
    expect(own.find(({ name }) => name === 'ext4_readdir')).toMatchObject({ count: 293, self: 3, command: 'find' })
  })

  it('perf report with trees says who calls whom, each pair once and without a count', () => {
    const { symbols } = readTrace(textOf('perf-report.txt'))
    const pairs = symbols.filter(({ caller }) => caller !== '')
    const texts = pairs.map(({ caller, name }) => `${caller} > ${name}`)
    expect(new Set(texts).size).toBe(texts.length)
    for (const pair of [
      'iterate_dir > ext4_readdir',
      'do_syscall_64 > __x64_sys_getdents64',
      '__submit_bio > __blk_flush_plug',
    ])
      expect(texts).toContain(pair)
    expect(texts).not.toContain('ext4_readdir > iterate_dir')
    expect(new Set(texts)).toEqual(pairsOf(textOf('perf-report.txt').split('\n')))
    expect(pairs.every(({ count }) => count === 0)).toBe(true)
    expect(pairs.find(({ name }) => name === 'ext4_readdir')?.isKernel).toBe(true)
  })

  it('perf script has each function of each stack', () => {
    const reading = readTrace(textOf('perf-script.txt'))
    const frames = reading.lines.filter((line) => line.startsWith('\t') && !line.includes('[unknown] '))
    expect(reading.symbols.length).toBe(frames.length)
    expect(sum(reading.symbols.map(({ self }) => self))).toBe(matching(reading, /^find /))
    expect(reading.symbols.filter(({ isKernel }) => isKernel).length).toBe(matching(reading, /kernel\.kallsyms/))
  })

  it('bpftrace has each entry of its maps and each text, in both forms', () => {
    const text = readTrace(textOf('bpftrace.txt'))
    expect(text.counts.length).toBe(matching(text, /^@\[/))
    expect(text.events.length).toBe(matching(text, /^[^@A]/))
    const json = readTrace(textOf('bpftrace.jsonl'))
    expect(json.events.length).toBe(matching(json, /"printf"/))
    expect(json.counts.length).toBe(sum(json.lines.map((line) => line.match(/"(?:\d+|count)": \d+/g)?.length)))
    const byNumber = (reading: Reading) =>
      sum(reading.counts.filter(({ table }) => table !== '@h').map(({ calls }) => calls))
    expect(byNumber(json)).toBe(byNumber(text)) // two runs of one program
  })
})
