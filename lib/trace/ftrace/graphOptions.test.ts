import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

/** Options of the function_graph tracer that change its lines (trace_functions_graph.c). */
const options = [
  ...['abstime', 'cpu', 'proc', 'overhead', 'duration', 'irqs', 'tail', 'retval', 'args', 'irq-info', 'header'],
] as const
type Has = (option: (typeof options)[number]) => boolean

type Call = { readonly name: string; readonly nanoseconds: number; readonly calls: readonly Call[] }

const call: fc.Memo<Call> = fc.memo((depth) =>
  fc.record({
    name: fc.constantFrom('vfs_read', 'do_filp_open', 'kfree', 'ext4_readdir.isra.0', '__x64_sys_openat', 'schedule'),
    nanoseconds: fc.nat({ max: 2_000_000_000 }),
    calls: depth > 1 ? fc.array(call(depth - 1), { maxLength: 2 }) : fc.constant([]),
  }),
)
const run = fc.array(call(3), { minLength: 1, maxLength: 3 })

/** `   1.382 us    |  `, with a mark of a long time before it; columns of blanks where there is none. */
function duration(nanoseconds: number | undefined, has: Has): string {
  if (!has('duration')) return ''
  if (nanoseconds === undefined) return '              |  '
  const mark = nanoseconds > 100_000 && has('overhead') ? '!' : ' '
  const [whole = '', rest = ''] = (nanoseconds / 1_000).toFixed(3).split('.')
  const digits = whole.length < 7 ? `${whole}.${rest.slice(0, 8 - whole.length)}` : whole
  return `${mark} ${`${digits} us`.padEnd(11)}|  `
}

/** Lines of some calls, innermost by their indentation, as the kernel prints them. */
function linesOf(calls: readonly Call[], has: Has, depth = 0): string[] {
  const before = [
    has('abstime') ? '12345.678901 |  ' : '',
    has('cpu') ? ' 0) ' : '',
    has('proc') ? ' Web C-4711   | ' : '',
    has('irq-info') ? ' d..1. | ' : '',
  ].join('')
  const args = has('args') ? 'file=0xffff8881, flags=0x1|0x2, name="a b"' : ''
  const result = (name: string) =>
    [has('tail') ? name : '', has('retval') ? 'ret=0x0' : '']
      .filter(Boolean)
      .join(' ')
      .replace(/^(.+)$/, ' /* $1 */')
  const leafResult = has('retval') ? ' /* = 0x0 */' : ''
  const indent = ' '.repeat(2 * depth)
  return calls.flatMap(({ name, nanoseconds, calls: inner }) =>
    inner.length === 0
      ? [`${before}${duration(nanoseconds, has)}${indent}${name}(${args});${leafResult}`]
      : [
          `${before}${duration(undefined, has)}${indent}${name}(${args}) {`,
          ...(has('irqs') ? [`${before}  ==========>${has('duration') ? ' |' : ''}`] : []),
          ...linesOf(inner, has, depth + 1),
          `${before}${duration(nanoseconds, has)}${indent}}${result(name)}`,
        ],
  )
}

const callsOf = (calls: readonly Call[], hasDuration: boolean, caller = ''): unknown[] =>
  calls.flatMap(({ name, nanoseconds, calls: inner }) => {
    const micros = Math.floor(nanoseconds / 1_000)
    return [...callsOf(inner, hasDuration, name), [name, caller, hasDuration ? micros : undefined]]
  })

describe('function_graph', () => {
  it('says the same with any options, with its head and without', () => {
    fc.assert(
      fc.property(run, fc.subarray([...options]), (calls, chosen) => {
        const has: Has = (option) => chosen.includes(option)
        const head = has('header')
          ? ['# tracer: function_graph', '#', '#     FUNCTION CALLS', '#     |   |   |   |']
          : []
        const { symbols, unknown } = readTrace([...head, ...linesOf(calls, has)].join('\n'), {
          format: 'functionGraph',
        })
        expect(unknown).toEqual([])
        expect(
          symbols.map(({ name, caller, seconds }) => [
            name,
            caller,
            seconds === undefined ? undefined : Math.floor(seconds * 1e6 + 1e-4),
          ]),
        ).toEqual(callsOf(calls, has('duration')))
        expect(new Set(symbols.map(({ pid }) => pid))).toEqual(new Set([has('proc') ? 4711 : 0]))
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('is recognised without its head, in all columns and in none', () => {
    fc.assert(
      fc.property(run, fc.subarray([...options]), (calls, chosen) => {
        const lines = linesOf(calls, (option) => chosen.includes(option))
        const isBare = !['abstime', 'cpu', 'proc', 'duration', 'irq-info'].some((name) =>
          chosen.includes(name as 'cpu'),
        )
        if (isBare && !lines.some((line) => line.startsWith('  '))) return
        expect(readTrace(lines.join('\n')).format).toBe('functionGraph')
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  it('of a pipe that was cut keeps what is whole', () => {
    const text = [
      ' 0)   0.198 us    |    getname();',
      ' 0)               |    do_filp_open() {',
      ' 0)   1.061 us    |      path_openat();',
      ' 0)   2.100 us    |    }',
      ' 0)   4.061 us    |  } /* do_sys_openat2 */',
      'CPU:1 [LOST 12 EVENTS]',
      ' (Overruns: 3)',
      ' 1)               |  vfs_wr',
    ].join('\n')
    const reading = readTrace(text)
    expect(reading.symbols.map(({ name, caller, seconds }) => [name, caller, seconds])).toEqual([
      ['getname', '', 1.98e-7],
      ['path_openat', 'do_filp_open', 0.000001061],
      ['do_filp_open', '', 0.0000021],
      ['do_sys_openat2', '', 0.000004061],
    ])
    expect([reading.format, flagged(reading, 'lostEvents'), reading.unknown]).toEqual([
      ...['functionGraph', 15],
      [' 1)               |  vfs_wr'],
    ])
  })

  it.each([
    'int main(void) {\n  work();\n  return 0;\n}',
    'foo();\nbar();',
    'a | b\nc | d',
    '   1.2 us [  4711] | main() {',
  ])('is not what looks a little like it: %j', (text) => {
    expect(readTrace(text).format).toBeUndefined()
  })
})
