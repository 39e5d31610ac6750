import { describe, expect, it } from 'vitest'
import { StpaError } from '@/lib/stpa/errors'
import { TraceInput } from './input'
import { lineLimit } from './lines'
import type { TraceCall, TraceCount, TraceSymbol } from './model'
import { Summary } from './summary/summary'

function read(text: string, format?: string) {
  const [calls, counts, symbols]: [TraceCall[], TraceCount[], TraceSymbol[]] = [[], [], []]
  const input = new TraceInput(
    'cut',
    {
      call: (call) => calls.push(call),
      count: (count) => counts.push(count),
      symbol: (symbol) => symbols.push(symbol),
    },
    { format },
  )
  input.push(new TextEncoder().encode(text))
  return { ...input.end(), calls, counts, symbols }
}

/** What is told as certain, each as a text. */
const told = ({ calls, counts, symbols }: ReturnType<typeof read>): string[] => [
  ...calls
    .filter(({ outcome }) => outcome !== 'unknown')
    .map(({ endLine, name, outcome, errno, result }) => [endLine, name, outcome, errno, result].join(' ')),
  ...counts
    .filter(({ calls: own, errors, seconds }) => (own ?? errors ?? seconds) !== undefined)
    .map(({ line, name, calls: own, errors, seconds }) => [line, name, own, errors, seconds].join(' ')),
  ...symbols.map(({ line, name, count, seconds }) => [line, name, count, seconds].join(' ')),
]

/** Traces that end with what may lose a digit, a letter, or the whole of an error. */
const samples: Readonly<Record<string, string>> = {
  strace:
    'execve("/bin/a", ["a"], 0x7ffc /* 9 vars */) = 0\nbrk(NULL) = 0x55d0c6a1f000\nread(3, "a) = 5", 4096) = 4096\ngetpid() = 4711\nclose(9) = -1 EBADF (Bad file descriptor)\nmmap(NULL, 8192, PROT_READ, MAP_PRIVATE, -1, 0) = 0x7f3a5c000000 <0.000012>\nread(4</dev/x>, "", 1) = 0xfffffffffffffff2\n',
  perfTrace:
    '     0.072 ( 0.017 ms): t/1 brk() = 0x562c4f6e1000\n     0.073 ( 0.002 ms): t/1 read(fd: 1, buf: 0x7f) = -1 EIO (x)\n     0.074 ( 0.002 ms): t/1 read(fd: 1, buf: 0x7f) = 4096\n',
  ftrace:
    '# tracer: nop\n t-1 [000] .... 1.000001: sys_enter: NR 1 (1)\n t-1 [000] .... 1.000002: sys_exit: NR 1 = -22\n t-1 [000] .... 1.000003: sys_openat(dfd: 1, filename: 7f)\n t-1 [000] .... 1.000004: sys_openat -> 0x7f3\n',
  traceCmd: 'cpus=2\n t-1 [000] 1.000001: sys_enter: NR 1 (1)\n t-1 [000] 1.000002: sys_exit: NR 1 = 4096\n',
  perfScript:
    't     1 [000]     1.000001: raw_syscalls:sys_enter: NR 1 (1, 2)\nt     1 [000]     1.000002: raw_syscalls:sys_exit: NR 1 = 4096\n',
  perfStatCsv: '12,,page-faults,100,100.00,,\n2500,,cycles,100,100.00,,\n',
  bpftrace: 'Attaching 1 probe...\n@n: 123\n@m[read]: 456\n',
  bccTable:
    'SYSCALL       COUNT        TIME (us)\nread           9131          123.456\nwrite          12          1.456\n',
  foldedStacks: 'pump;main;work 123\npump;main 345\n',
  functionGraph:
    ' 12.345678 |   0)  ls-12   |   0.198 us    |    getname();\n 12.345679 |   0)  ls-12   |   0.198 us    |    kfree();\n',
}

describe('a trace that is cut at any byte', () => {
  it.each(Object.entries(samples))('of %s tells nothing that the whole does not', (format, text) => {
    const whole = new Set(told(read(text, format)))
    expect(whole.size).toBeGreaterThan(0)
    const wrong: string[] = []
    for (let end = 1; end < text.length; end++) {
      const part = text.slice(0, end)
      const found = read(part, format)
      for (const each of told(found)) if (!whole.has(each)) wrong.push(`${each} from ${part.slice(-30)}`)
      const isFlagged = found.flags.some(({ code }) => code === 'cutLine')
      if (isFlagged === part.endsWith('\n')) wrong.push(`flag of ${part.slice(-30)}`)
    }
    expect(wrong).toEqual([])
  })

  it('is counted alike by its bytes', () => {
    const summaryOf = (text: string, isFast: boolean) => {
      const summary = new Summary()
      const input = new TraceInput('cut', summary, isFast ? { tally: summary.tally } : {})
      try {
        input.push(new TextEncoder().encode(text))
        return JSON.stringify(summary.result([input.end()]))
      } catch (error) {
        if (error instanceof StpaError) return 'refused'
        throw error
      }
    }
    const text = samples.strace ?? ''
    for (let end = 1; end < text.length; end++)
      expect(summaryOf(text.slice(0, end), true)).toBe(summaryOf(text.slice(0, end), false))
  })

  it('or that has a line too long to be kept, does not know how its call ended', () => {
    const text = `getpid() = 1\nwrite(1, "${'x'.repeat(lineLimit - 20)}) = 1234567890123, "...) = -1 EIO (x)\ngetpid() = 1\n`
    const { calls } = read(text, 'strace')
    expect(calls.filter(({ name, outcome }) => name === 'write' && outcome !== 'unknown')).toEqual([])
    expect(calls.filter(({ outcome }) => outcome === 'returned')).toHaveLength(2)
  })
})
