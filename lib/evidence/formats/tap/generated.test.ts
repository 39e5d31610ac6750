import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EvidenceStatus } from '../../model'
import { readEvidence } from '..'

/** A result line's beginning and end, and what it means, written by hand. */
const results = [
  ['ok', '', 'pass'],
  ['not ok', '', 'fail'],
  ['ok', ' # SKIP no device', 'skip'],
  ['not ok', ' # TODO later', 'xfail'],
  ['ok', ' # TODO later', 'xpass'],
  ['not ok', ' # XFAIL known', 'xfail'],
  ['not ok', ' # TIMEOUT 45 seconds', 'error'],
  ['ok', ' # INCONCLUSIVE', 'unknown'],
] as const satisfies readonly (readonly ['ok' | 'not ok', string, EvidenceStatus])[]

type Test = { readonly name: string; readonly result: (typeof results)[number]; readonly parts: readonly Test[] }

const testOf = (parts: fc.Arbitrary<Test[]>): fc.Arbitrary<Test> =>
  fc.record({ name: fc.stringMatching(/^[a-z][a-z_:.]{0,8}[a-z0-9]$/), result: fc.constantFrom(...results), parts })
const leaf = testOf(fc.constant([]))
const middle = testOf(fc.array(leaf, { maxLength: 2 }))
const tests = fc.array(testOf(fc.array(middle, { maxLength: 2 })), { minLength: 1, maxLength: 3 })

/** How each dialect prints tests within tests. */
type Dialect = {
  readonly step: string
  /** Before the tests of a level: `name` is that of the test that they are parts of. */
  readonly head: (name: string | undefined, indent: string) => string[]
  /** Between the parts of a test and its own result. */
  readonly sum?: (parts: readonly Test[], indent: string) => string[]
}

const leavesOf = (parts: readonly Test[]): Test[] =>
  parts.flatMap((part) => (part.parts.length > 0 ? leavesOf(part.parts) : [part]))

const count = (all: readonly Test[], status: EvidenceStatus) => all.filter(({ result }) => result[2] === status).length

const sumOf = (all: readonly Test[]) =>
  `pass:${count(all, 'pass')} fail:${count(all, 'fail')} skip:${count(all, 'skip')} total:${all.length}`

const subtest = (name: string | undefined, indent: string) =>
  name === undefined ? [] : [`${indent}# Subtest: ${name}`]

const dialects: Readonly<Record<string, Dialect>> = {
  ktap: { step: '  ', head: (_, indent) => [`${indent}KTAP version 1`] },
  kunit: {
    step: '    ',
    head: (name, indent) => [`${indent}KTAP version 1`, ...subtest(name, indent)],
    sum: (parts, indent) => [`${indent}# Totals: ${sumOf(leavesOf(parts))}`],
  },
  tap14: { step: '    ', head: (name, indent) => (name === undefined ? ['TAP version 14'] : subtest(name, indent)) },
}

function print(all: readonly Test[], dialect: Dialect, indent = '', of?: string): string[] {
  const { step, head, sum } = dialect
  const lines = all.flatMap(({ name, result: [ok, told], parts }, index) => [
    ...(parts.length > 0 ? print(parts, dialect, indent + step, name) : []),
    ...(parts.length > 0 && sum ? sum(parts, indent) : []),
    `${indent}${ok} ${index + 1} ${name}${told}`,
  ])
  return [...head(of, indent), `${indent}1..${all.length}`, ...lines]
}

/** Each test behind its parts, with the names of what it is part of. */
const expected = (all: readonly Test[], within: readonly string[] = []): string[] =>
  all.flatMap(({ name, result, parts }) => [
    ...expected(parts, [...within, name]),
    `${[...within, name].join(' > ')}: ${result[2]}`,
  ])

function read(lines: readonly string[]): { results: string[]; flags: string[] } {
  const { records, report } = readEvidence('run.log', `${lines.join('\n')}\n`)
  const flags = report.flags.map(({ code }) => code).filter((code) => code !== 'unknownResults')
  return {
    results: records.map((each) => `${each.suite === '' ? '' : `${each.suite} > `}${each.case}: ${each.status}`),
    flags,
  }
}

const time = (at: number) => String(at).padStart(6, '0')
const prefixes: readonly ((at: number) => string)[] = [
  () => '',
  (at) => `[    1.${time(at)}] `,
  (at) => `<6>[    1.${time(at)}][    T1] `,
  () => '[Sun Jan 28 00:20:01 2024] ',
  () => 'Jan 28 00:20:01 board kernel: ',
  (at) => `Jan 28 00:20:01.5 board kernel: [    1.${time(at)}] `,
  () => '2024-01-28T00:20:01+0000 board kernel: ',
  () => '<6>1 2024-01-28T00:20:01.123Z board kernel - - - ',
  () => '[2024-01-28 00:20:01.123] ',
  (at) => `2024-01-28T00:20:01.123456  [    1.${time(at)}] `,
  (at) => `\u001b[32m[    1.${time(at)}] \u001b[0m`,
]

describe('generated tests within tests', () => {
  it.each(Object.keys(dialects))('of %s give the same results behind each prefix', (name) => {
    const dialect = dialects[name]
    if (!dialect) throw new Error(name)
    fc.assert(
      fc.property(tests, fc.constantFrom(...prefixes), (all, prefix) => {
        const lines = print(all, dialect).map((line, at) => prefix(at) + line)
        expect(read(lines)).toEqual({ results: expected(all), flags: [] })
      }),
      { numRuns: 4_000, seed: 11 },
    )
  })

  it('behind the runner of kselftest, new and old, have the same parts and results', () => {
    fc.assert(
      fc.property(fc.array(middle, { minLength: 1, maxLength: 3 }), fc.constantFrom(...prefixes), (all, prefix) => {
        const inner = (parts: readonly Test[]) =>
          parts.map(({ name, result: [ok, told] }, index) => `${ok} ${index + 1} ${name}${told}`)
        const words = { pass: '[PASS]', fail: '[FAIL]', skip: '[SKIP]' } as const
        const run = all.map((test, index) => {
          const [, , own] = test.result
          const status: keyof typeof words = own === 'pass' || own === 'skip' ? own : 'fail'
          return { ...test, number: index + 1, status, title: `selftests: net: ${test.name}` }
        })
        const newer = run.flatMap(({ title, parts, status, number }) => [
          `# ${title}`,
          ...inner(parts).map((line) => `# ${line}`),
          `${status === 'fail' ? 'not ok' : 'ok'} ${number} ${title}${status === 'skip' ? ' # SKIP' : ''}`,
        ])
        const older = run.flatMap(({ title, parts, status, number }) => [
          title,
          '========================================',
          ...inner(parts),
          `${status === 'pass' ? 'ok' : 'not ok'} 1..${number} ${title} ${words[status]}`,
        ])
        const told = run.flatMap(({ name, parts, status }) => [
          ...parts.map((part) => `selftests: net > ${name} > ${part.name}: ${part.result[2]}`),
          `selftests: net > ${name}: ${status}`,
        ])
        const behind = (lines: readonly string[]) => ['TAP version 13', ...lines].map((line, at) => prefix(at) + line)
        expect(read(behind(newer))).toEqual({ results: told, flags: [] })
        expect(read(behind(older))).toEqual({ results: told, flags: [] })
      }),
      { numRuns: 2_000, seed: 11 },
    )
  })
})
