import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTrace } from './testing/readTrace'

/** A trace of each format but strace, with numbers in all their places. */
const samples: Readonly<Record<string, string>> = {
  perfTrace: '     0.072 ( 0.017 ms): t/1 brk() = 0\n     0.073 ( 0.002 ms): t/1 read(fd: 1, buf: 0x7f) = -1 EIO (x)',
  perfTraceTable:
    ' Summary of events:\n t (7), 12 events, 1.0%\n   syscall calls errors total min avg max stddev\n   read 12 1 0.123 0.001 0.002 0.003 1.00%',
  perfStat:
    " Performance counter stats for 'x':\n   1,234      cycles  (50.01%)\n   2.50 msec task-clock\n 0.123456789 seconds time elapsed",
  perfStatCsv: '12,,page-faults,100,100.00,,\n2.50,msec,task-clock,2500000,50.00,1.0,CPUs',
  perfStatJson: '{"counter-value" : "1.000000", "unit" : "", "event" : "x", "pcnt-running" : 100.00}',
  perfReport:
    "# Samples: 10  of event 'x'\n# Children      Self  Symbol\n# ........  ........  ......\n    10.00%     5.00%  [k] a",
  perfScript: 'find  4711  1.000001:     250000 cycles: \n\tffffffff81b08fc4 a+0x1 ([kernel.kallsyms])\n',
  functionGraph:
    ' 12.345678 |   0)  ls-12   |   0.198 us    |    getname();\n 12.345679 |   0)  ls-12   |   0.198 us    |  } /* x */',
  functionTracer: '# tracer: function\n            bash-1977  [000] .... 17284.993652: sys_close <-x',
  ftrace:
    '# tracer: timerlat\n# latency: 16 us, #4/4, CPU#0 |\n t-1 [000] .... 1.000001: sys_enter: NR 1 (1)\n t-1 [000] .... 1.000002: sys_exit: NR 1 = -2\n t-1 [000] .... 1.000003: #1     context    irq timer_latency       932 ns\n t-1 [001] .... 1.000004: 1000000 190  99.98100 9 18 0 1007 18 1',
  traceCmd: 'cpus=2\n t-1 [000] 1.000001: sys_enter: NR 1 (1)\nCPU:0 [12 EVENTS DROPPED]',
  bpftrace: 'Attaching 1 probe...\n@n: 12\n@h:\n[16K, 32K)             7 |@@@@      |\n@[\n    vfs_read+1\n]: 7',
  bpftraceJson:
    '{"type": "map", "data": {"@n": {"a": 12}}}\n{"type": "hist", "data": {"@h": [{"min": 0, "max": 1, "count": 3}]}}',
  bccTable: 'SYSCALL       COUNT        TIME (us)\nread           9131          123.456',
  bccHistogram: '     usecs               : count     distribution\n         2 -> 3          : 12       |***|',
  foldedStacks: 'pump;main;work 12\npump;main 3',
}

/** What may become of a number when a file is damaged, or was written by somebody else. */
const damages = [
  '',
  'x',
  '1e999',
  '99999999999999999999999',
  '-',
  'NaN',
  'Infinity',
  '1.2.3',
  '0x',
  '1,2,3',
  '-1',
  '٣',
  '1e-999',
]

const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : []

const isNullIn = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && value !== null && Object.values(value).some(isNullIn))

describe('a damaged number', () => {
  it.each(Object.entries(samples))('of %s is unknown, and never NaN, Infinity or null', (format, text) => {
    expect(readTrace(text, { format }).unknown).toEqual([])
    const places = [...text.matchAll(/\d+/g)].map(({ 0: digits, index }) => [index, digits.length] as const)
    const damage = fc.record({
      at: fc.nat({ max: places.length - 1 }),
      by: fc.constantFrom(...damages),
      keep: fc.nat({ max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 2 }), (all) => {
        let damaged = text
        for (const { at, by, keep } of [...all].sort((a, b) => b.at - a.at)) {
          const [index, length] = places[at] ?? [0, 0]
          damaged = `${damaged.slice(0, index + Math.min(keep, length))}${by}${damaged.slice(index + length)}`
        }
        const { calls, counts, symbols, events, notes, flags } = readTrace(damaged, { format })
        const found = [calls, counts, symbols, events, notes, flags]
        expect(numbersIn(found).filter((number) => !Number.isFinite(number))).toEqual([])
        expect(isNullIn(found)).toBe(false)
      }),
      { seed: 11, numRuns: 1_000 },
    )
  })

  it('of a result is no success', () => {
    const ftrace = readTrace(
      ' t-1 [000] .... 1.000001: sys_enter: NR 1 (1)\n t-1 [000] .... 1.000002: sys_exit: NR 1 = -2x',
    )
    expect(ftrace.calls).toMatchObject([{ outcome: 'unknown', result: '-2x' }])
    expect(ftrace.flags).toContainEqual({ code: 'badNumbers', count: 1, line: 2 })
    const results = ['0', '3</dev/x>', '0x7f', '-1 EIO (x)', '-1', '-19', '1x', '?', '']
    const perf = readTrace(
      results.map((result, at) => ` ${at}.000 ( 0.017 ms): t/1 read(fd: 1) = ${result}`).join('\n'),
    )
    expect(perf.calls.map(({ outcome, errno }) => [outcome, errno])).toEqual([
      ...[
        ['returned', ''],
        ['returned', ''],
        ['returned', ''],
        ['error', 'EIO'],
        ['error', ''],
        ['error', 'ENODEV'],
      ],
      ...[
        ['unknown', ''],
        ['unknown', ''],
        ['unknown', ''],
      ],
    ])
  })

  it('that no number holds exactly is unknown', () => {
    const text = '@n: 18446744073709551615\n@m: -5\n'
    expect(readTrace(`Attaching 1 probe...\n${text}`).counts.map(({ calls }) => calls)).toEqual([undefined, -5])
    const json = '{"type": "map", "data": {"@n": 18446744073709551615}}\n{"type": "nonsense", "data": {"@n": 5}}'
    const { counts, unknown } = readTrace(json, { format: 'bpftraceJson' })
    expect([counts.map(({ calls }) => calls), unknown.length]).toEqual([[undefined], 1])
  })
})
