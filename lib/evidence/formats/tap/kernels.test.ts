import { describe, expect, it } from 'vitest'
import { readEvidence } from '..'

const read = (text: string) => readEvidence('run.log', text)
const statusesOf = (text: string) =>
  read(text).records.map(({ suite, case: test, status }) => `${suite} > ${test}: ${status}`)
const flagsOf = (text: string) => read(text).report.flags.map(({ code, line }) => `${code} ${line}`)

describe('kselftest of older kernels', () => {
  it('of Linux 4.19 tells each test by its word in brackets', () => {
    const text = `TAP version 13
selftests: rtc: alarm
========================================
ok 1 reads
ok 2 wakes
Pass 2 Fail 0 Xfail 0 Xpass 0 Skip 0 Error 0
1..2
ok 1..1 selftests: rtc: alarm [PASS]
selftests: rtc: setdate
========================================
no /dev/rtc0
not ok 1..2 selftests: rtc: setdate [SKIP]
selftests: rtc: leap
========================================
not ok 1..3 selftests:  rtc: leap [FAIL]
`
    expect(statusesOf(text)).toEqual([
      'selftests: rtc > alarm > reads: pass',
      'selftests: rtc > alarm > wakes: pass',
      'selftests: rtc > alarm: pass',
      'selftests: rtc > setdate: skip',
      'selftests: rtc > leap: fail',
    ])
    expect(read(text).records[3]).toMatchObject({
      message: '[SKIP]\nno /dev/rtc0',
      target: 'tools/testing/selftests/rtc/setdate',
    })
    expect(flagsOf(text)).toEqual([])
  })

  it('whose tests only sum themselves up are held against that sum', () => {
    const of = (sum: string, plan: number) =>
      `TAP version 13\nselftests: rtc: alarm\n====================\n${sum}\n1..${plan}\nok 1..1 selftests: rtc: alarm [PASS]\n`
    expect(flagsOf(of('Pass 2 Fail 0 Xfail 0 Xpass 0 Skip 0 Error 0', 2))).toEqual([])
    expect(flagsOf(of('Pass 2 Fail 0 Xfail 0 Xpass 0 Skip 0 Error 0', 3))).toEqual(['planNotMet 5'])
    expect(flagsOf(of('Pass 1 Fail 1 Xfail 0 Xpass 0 Skip 0 Error 0', 2))).toEqual(['countsDiffer 4'])
  })

  it('of Linux 4.15 and 4.17 have no folder', () => {
    const old = 'selftests: get_size [PASS]\nselftests: watch [SKIP]\nselftests: breakpoints [FAIL]\n'
    expect(statusesOf(old)).toEqual([
      ' > selftests: get_size: pass',
      ' > selftests: watch: skip',
      ' > selftests: breakpoints: fail',
    ])
    const newer = 'TAP version 13\nselftests: get_size\n==========\nok 1..1 selftests: get_size [PASS]\n'
    expect(statusesOf(newer)).toEqual([' > selftests: get_size: pass'])
  })

  it.each([
    ['ok 1..1 selftests: a: b [FAIL]', 'fail'],
    ['not ok 1..1 selftests: a: b [PASS]', 'fail'],
    ['ok 1..1 selftests: a: b [SKIP]', 'skip'],
    ['not ok 1 selftests: a: b [SKIP]', 'skip'],
    ['ok 1..1 selftests: a: b [WARN]', 'unknown'],
  ])('lets the worse of two words count: %s is %s', (line, status) => {
    expect(read(`TAP version 13\n${line}\n`).records.map((record) => record.status)).toEqual([status])
  })
})

/** Two suites of KUnit; totals of each stand before its result, in the column of its parent. */
const kunit = (second = 'pass:2 fail:0 skip:1 total:3') => `KTAP version 1
1..2
    KTAP version 1
    # Subtest: clk
    1..2
    not ok 1 rate
        KTAP version 1
        # Subtest: parents
        ok 1 fixed
        ok 2 gate
    # parents: pass:2 fail:0 skip:0 total:2
    ok 2 parents
# clk: pass:1 fail:1 skip:0 total:2
# Totals: pass:2 fail:1 skip:0 total:3
not ok 1 clk
    KTAP version 1
    # Subtest: list
    1..3
    ok 1 add
    ok 2 del # SKIP no memory
    ok 3 move
# list: pass:2 fail:0 skip:1 total:3
# Totals: ${second}
ok 2 list
`

describe('KUnit', () => {
  it('sums up the innermost cases of the suite whose result comes next', () => {
    expect(flagsOf(kunit())).toEqual([])
    expect(flagsOf(kunit('pass:3 fail:0 skip:0 total:3'))).toEqual(['countsDiffer 23'])
    expect(read(kunit()).records).toHaveLength(9)
  })

  it('that the kernel ended by a panic leaves the tests before it in their suite, which is no pass', () => {
    const at = kunit().indexOf('    # parents: pass')
    const panic = '[   12.5] Kernel panic - not syncing: Fatal exception\n'
    const expected = [
      'clk > rate: fail',
      'clk > parents > fixed: pass',
      'clk > parents > gate: pass',
      'clk > parents: unknown',
      ' > clk: unknown',
    ]
    expect(statusesOf(kunit().slice(0, at) + panic)).toEqual(expected)
    const again = `KTAP version 1\n1..1\n${kunit().slice(kunit().lastIndexOf('    KTAP')).replace('ok 2 list', 'ok 1 list')}`
    const list = ['list > add: pass', 'list > del: skip', 'list > move: pass', ' > list: pass']
    expect(statusesOf(kunit().slice(0, at) + panic + again)).toEqual([...expected, ...list])
  })

  it('whose result line is lost keeps what is its own, of kernels without a line for the version too', () => {
    for (const text of [kunit(), kunit().replaceAll(/^ +KTAP.*\n/gm, '')]) {
      const lost = statusesOf(text.replace('not ok 1 clk\n', ''))
      expect(lost.toSorted()).toEqual(
        statusesOf(text)
          .map((each) => each.replace(/^ > clk: fail/, ' > clk: unknown'))
          .toSorted(),
      )
    }
    const without = statusesOf(kunit().replace('    ok 2 parents\n', '    ok 3 other\n'))
    expect(without).toContain('clk > parents: unknown')
    expect(without).toContain('clk > parents > gate: pass')
  })

  it.each([
    ['printk', (at: number) => `[   12.${String(at).padStart(6, '0')}] `],
    ['printk with its caller', () => '[   12.000001][  T114] '],
    ['dmesg -T', () => '[Thu Mar  7 10:15:01 2024] '],
    ['the journal', () => 'Mar 07 10:15:01 rig kernel: '],
    ['syslog', () => 'Mar  7 10:15:01 rig kernel: [   12.000001] '],
    ['RFC 5424', () => '<6>1 2024-03-07T10:15:01Z rig kernel - - - '],
    ['a console with a clock', () => '[2024-03-07 10:15:01.250] [   12.000001] '],
    ['LAVA', () => '2024-03-07T10:15:01.250000 [   12.000001] '],
  ])('reads the same behind %s, with lines of others between', (_, prefix) => {
    const others = '1-Wire driver loaded'
    const lines = kunit().trimEnd().split('\n').toSpliced(6, 0, others)
    const plain = read(kunit())
    const { records, report } = read(`${lines.map((line, at) => prefix(at) + line).join('\r\n')}\r\n`)
    const shown = (all: typeof records) => all.map(({ line: _line, ...record }) => record)
    expect(shown(records)).toEqual(shown(plain.records))
    expect(report.unknown.first.map(({ message }) => message)).toEqual([others])
    expect(report.repaired.first.at(-1)?.message).toContain(`was taken off ${lines.length} lines`)
  })
})

describe('words that TAP does not have', () => {
  it.each([
    ['ok 1 a # FLAKY second try', 'unknown', '"ok # FLAKY" is no result that the format defines.\nFLAKY: second try'],
    ['ok 1 a # WARN', 'unknown', '"ok # WARN" is no result that the format defines.\nWARN'],
    ['ok 1 a # Abort was tested', 'pass', 'Abort was tested'],
    ['ok 1 a # TCP', 'pass', 'TCP'],
    ['ok 1 a # b # SKIP c', 'skip', 'c'],
  ])('%s is %s', (line, status, message) => {
    expect(read(`TAP version 14\n${line}\n`).records).toMatchObject([{ status, message }])
  })

  it('and a plan of nothing are no pass; Node is held against its own sums', () => {
    expect(statusesOf('TAP version 13\n1..0\n')).toEqual([' > all tests: skip'])
    const node = (fail: number) => `TAP version 13\nok 1 - a\nok 2 - b\n1..2\n# tests 2\n# pass 2\n# fail ${fail}\n`
    expect([flagsOf(node(0)), flagsOf(node(1))]).toEqual([[], ['countsDiffer 7']])
  })
})
