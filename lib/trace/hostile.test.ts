import { describe, expect, it } from 'vitest'
import { LineCleaner } from './clean'
import { recogniseFormat, traceFormats } from './formats'
import type { TraceSink } from './model'

/** A few lines that bring each reader into its depths: tables, stacks, calls in progress. */
const beginnings: Readonly<Record<string, readonly string[]>> = {
  traceCmd: ['cpus=2', ' t-1 [000] 1.0: sys_enter: NR 1 (1)'],
  functionGraph: ['# tracer: function_graph', ' 0)               |  sys_open() {'],
  functionTracer: ['# tracer: function', ' t-1 [000] .... 1.0: a <-b'],
  ftrace: ['# tracer: nop', ' t-1 [000] .... 1.0: sys_enter: NR 1 (1)'],
  bpftraceJson: ['{"type": "attached_probes", "data": {"probes": 3}}'],
  bpftrace: ['Attaching 1 probe...', '@h:'],
  bccTable: ['SYSCALL                   COUNT', 'read   12'],
  bccHistogram: ['     usecs               : count     distribution', '         0 -> 1          : 3        |*   |'],
  foldedStacks: ['pump;main;work 12', 'pump;main 3'],
  straceTable: [
    '% time     seconds  usecs/call     calls    errors syscall',
    '------ ----------- ----------- ---------',
  ],
  perfTrace: [
    '     0.072 ( 0.017 ms): t/1 brk() = 0',
    '     0.073 (         ): t/1 read(fd: 1) ...',
    ' Summary of events:',
  ],
  perfTraceTable: [
    ' Summary of events:',
    ' t (7), 12 events, 1.0%',
    '   syscall calls errors total min avg max stddev',
  ],
  perfStat: [" Performance counter stats for 'x':", '   12      page-faults'],
  perfStatCsv: ['12,,page-faults,100,100.00,,'],
  perfStatJson: ['{"counter-value" : "1.000000", "unit" : "", "event" : "page-faults"}'],
  perfReport: [
    "# Samples: 10  of event 'x'",
    '# Children      Self  Symbol',
    '# ........  ........  ......',
    '    10.00%     0.00%  [k] a',
  ],
  perfScript: ['find 1  1.0: 1 cycles: ', '\tffffffff81b08fc4 a+0x1 ([kernel.kallsyms])'],
  strace: ['1 execve("/bin/true", ["true"], 0x7f) = 0', '1 read(3,  <unfinished ...>'],
}

const signs = [
  ' ',
  '\t',
  '(',
  ')',
  '<',
  '1<',
  'A<',
  '"',
  '\\"',
  ' = ',
  ') = ',
  ') = 1 <',
  '|',
  '-',
  '--1.00%--a',
  '[',
  ']',
  '] ',
  '@[',
]
const more = [
  '{',
  '{"a":',
  '[[',
  ';',
  '%',
  ',',
  ', ',
  ':',
  ': ',
  '#',
  '...',
  '+',
  '+0x1',
  '0',
  '1 ',
  '1.0 ',
  'a',
  'a ',
  'a(',
  ' (',
  '> ',
]
const words = [
  '<unfinished ...>',
  '<... a resumed>',
  'strace: Process 1 attached',
  '\u00a0',
  '\u2014',
  '&lt;',
  '\x1b[',
  '\x1b[0',
  '}',
  '/*',
  '*/',
  ' \u20130 ',
]
const whole = ['filename: 0x', 'syscall ', '-1 ', 'NR 1 ', '-> ', '<-', 'x-1 [0', '  x-1', '@a: ', '\\n']
const patterns = [...signs, ...more, ...words, ...whole]

const nothing = (): void => {}
const sink: TraceSink = {
  call: nothing,
  note: nothing,
  count: nothing,
  symbol: nothing,
  event: nothing,
  unknown: nothing,
}

/** The same numbers in each run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe.each(traceFormats.map((format) => [format.name, format] as const))('the reader of %s', (name, format) => {
  const begin = beginnings[name] ?? []

  it('recognises its own beginning', () => {
    expect(recogniseFormat(begin)?.name).toBe(name)
  })

  it('takes lines of any length in a time that grows with their length alone', () => {
    // Of a reader that goes over a line again at each of its signs, the time limit of the test is the judge.
    for (const pattern of patterns) {
      const long = pattern.repeat(Math.ceil(400_000 / pattern.length))
      const lines = [
        ...begin,
        long,
        ...begin.slice(-1).map((line) => line + long),
        ...begin.slice(-1).map((line) => line.slice(0, 20) + long),
      ]
      const reader = format.read(sink)
      const cleaner = new LineCleaner(lines)
      for (const line of lines) reader.line(cleaner.line(line))
      expect(reader.end().every(({ count }) => count > 0)).toBe(true)
    }
  })

  it('takes whatever else is put into its lines', () => {
    const next = random(4711)
    const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(next() * items.length)]
    const all = Object.values(beginnings).flat()
    const reader = format.read(sink)
    let lines = 0
    for (; lines < 20_000; lines++) {
      const line = pick(next() < 0.7 ? begin : all) ?? ''
      const at = Math.floor(next() * line.length)
      reader.line(
        line.slice(0, at) +
          (pick(patterns) ?? '').repeat(Math.floor(next() * 3)) +
          line.slice(at + Math.floor(next() * 4)),
      )
    }
    for (const { count, line } of reader.end()) {
      expect(count).toBeGreaterThan(0)
      expect(line).toBeLessThanOrEqual(lines)
    }
  })
})

describe('recognition', () => {
  it('takes lines of any length', () => {
    for (const pattern of patterns) recogniseFormat([pattern.repeat(50_000), 'a'])
  })
})
