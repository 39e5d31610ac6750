import { describe, expect, it } from 'vitest'
import { readEvidence } from '..'

const read = (text: string) => readEvidence('run.tap', text)
const statusesOf = (text: string) => read(text).records.map(({ case: test, status }) => [test, status])
const flagsOf = (text: string) => read(text).report.flags.map(({ code, count, line }) => [code, count, line])

describe('a result line of TAP and KTAP', () => {
  it.each([
    ['ok 1 a', 'a', 'pass', ''],
    ['ok 1 - a', 'a', 'pass', ''],
    ['ok', 'test', 'pass', ''],
    ['ok - a', 'a', 'pass', ''],
    ['not ok 1 a', 'a', 'fail', ''],
    ['not ok 1 a # exit=1', 'a', 'fail', 'exit=1'],
    ['ok 5 check return code # rcode=0', 'check return code', 'pass', 'rcode=0'],
    ['ok 1 a # SKIP no device', 'a', 'skip', 'no device'],
    ['not ok 1 a # SKIP no device', 'a', 'skip', 'no device'],
    ['ok 1 a # skipped: none', 'a', 'skip', 'none'],
    ['ok 1 # SKIP a', 'test 1', 'skip', 'a'],
    ['ok 1 a# SKIP no device', 'a', 'skip', 'no device'],
    ['ok 1 a#TODO b', 'a', 'xpass', 'TODO, it passed: b'],
    ['not ok 1 a# SKIP no device', 'a# SKIP no device', 'fail', ''],
    ['ok 1 Queue#skip leaves b', 'Queue#skip leaves b', 'pass', ''],
    ['ok 1 a \\\\# SKIP b', 'a \\\\', 'skip', 'b'],
    ['ok 1 a\\# SKIP b', 'a# SKIP b', 'pass', ''],
    ['ok 1 a # TODO flaky', 'a', 'xpass', 'TODO, it passed: flaky'],
    ['not ok 1 a   # TODO flaky', 'a', 'xfail', 'TODO, it failed: flaky'],
    ['ok 1 a # XFAIL known', 'a', 'xfail', 'XFAIL: known'],
    ['ok 1 a # XPASS', 'a', 'xpass', 'XPASS, it passed though it should not'],
    ['not ok 1 a # TIMEOUT 45 seconds', 'a', 'error', 'TIMEOUT: 45 seconds'],
    ['not ok 1 a # ERROR fork failed', 'a', 'error', 'ERROR: fork failed'],
    ['ok 1 a \\# b', 'a # b', 'pass', ''],
    ['Bail out! no memory', 'Bail out!', 'error', 'no memory'],
    ['[    2.123456] ok 1 a', 'a', 'pass', ''],
    ['<6>[    2.1][  T12] not ok 1 a', 'a', 'fail', ''],
  ])('%s', (line, test, status, message) => {
    const [record] = read(`TAP version 14\n${line}\n`).records
    expect([record?.case, record?.status, record?.message]).toEqual([test, status, message])
  })

  it.each(['ok then, let us begin', 'okay 1', 'ok1', 'it is ok 1', 'ok 1.5 seconds'])(
    'that is none is no pass: %s',
    (line) => {
      const { records, report } = read(`TAP version 13\n${line}\n`)
      expect([records, report.unknown.first]).toEqual([[], [{ line: 2, message: line }]])
    },
  )
})

describe('tests within tests', () => {
  it('of KTAP: the name of the whole stands behind its parts (ktap.rst)', () => {
    const text = `KTAP version 1
1..1
  KTAP version 1
  1..3
    KTAP version 1
    1..1
    # test_1: initializing test_1
    ok 1 test_1
  ok 1 example_test_1
    KTAP version 1
    1..2
    ok 1 test_1 # SKIP test_1 skipped
    ok 2 test_2
  ok 2 example_test_2
    KTAP version 1
    1..3
    ok 1 test_1
    # test_2: FAIL
    not ok 2 test_2
    ok 3 test_3 # SKIP test_3 skipped
  not ok 3 example_test_3
not ok 1 main_test
`
    const { records, report } = read(text)
    expect(records.map(({ suite, case: test, status, line }) => `${line} ${status} ${suite} > ${test}`)).toEqual([
      '8 pass main_test > example_test_1 > test_1',
      '9 pass main_test > example_test_1',
      '12 skip main_test > example_test_2 > test_1',
      '13 pass main_test > example_test_2 > test_2',
      '14 pass main_test > example_test_2',
      '17 pass main_test > example_test_3 > test_1',
      '19 fail main_test > example_test_3 > test_2',
      '20 skip main_test > example_test_3 > test_3',
      '21 fail main_test > example_test_3',
      '22 fail  > main_test',
    ])
    expect(records[6]?.message).toBe('test_2: FAIL')
    expect(report.flags).toEqual([])
  })

  it('of the runner of kselftest stand behind "# "; what has no result is said, and is no pass', () => {
    const text = `TAP version 13
1..3
# selftests: cgroup: test_core
# ok 1 test_cgcore_populated
# # zswpout does not increase
# not ok 2 test_zswap
not ok 1 selftests: cgroup: test_core # exit=1
# selftests: cgroup: test_cpu
# ok 1 test_cpucg_stats
# selftests: cgroup: test_hugetlb
# 1..0 # SKIP accounting is disabled
ok 5 selftests: cgroup: test_hugetlb # SKIP
`
    const { records, report } = read(text)
    expect(records.map(({ suite, case: test, status, message }) => [suite, test, status, message])).toEqual([
      ['selftests: cgroup > test_core', 'test_cgcore_populated', 'pass', ''],
      ['selftests: cgroup > test_core', 'test_zswap', 'fail', 'zswpout does not increase'],
      ['selftests: cgroup', 'test_core', 'fail', 'exit=1'],
      ['selftests: cgroup > test_cpu', 'test_cpucg_stats', 'pass', ''],
      ['selftests: cgroup', 'test_cpu', 'unknown', expect.stringContaining('no result')],
      ['selftests: cgroup', 'test_hugetlb', 'skip', 'accounting is disabled'],
    ])
    expect(new Set(records.slice(0, 3).map(({ target }) => target))).toEqual(
      new Set(['tools/testing/selftests/cgroup/test_core']),
    )
    expect(report.flags.map(({ code, line }) => [code, line])).toEqual([
      ['noResult', 8],
      ['planNotMet', 2],
    ])
    expect(report.repaired.first.map(({ message }) => message)).toContain('test number 5 where 2 was due.')
  })

  it('of KUnit in a log of the kernel', () => {
    const log = `[    1.100000] KTAP version 1
[    1.100001] 1..1
[    1.100002]     KTAP version 1
[    1.100003]     # Subtest: list
[    1.100004]     1..2
[    1.100005]     ok 1 list_init
[    1.100006] random: crng init done
[    1.100007]     ok 2 list_add
[    1.100008] # Totals: pass:2 fail:0 skip:0 total:2
[    1.100009] ok 1 list
`
    const { records, report } = read(log)
    expect(records.map(({ suite, case: test }) => [suite, test])).toEqual([
      ['list', 'list_init'],
      ['list', 'list_add'],
      ['', 'list'],
    ])
    expect(report.unknown.first).toEqual([{ line: 7, message: 'random: crng init done' }])
    expect(report.flags.map(({ code }) => code)).toEqual(['unknownLines'])
  })
})

describe('what a run announces', () => {
  it('is held against its results', () => {
    expect(flagsOf('TAP version 13\n1..3\nok 1 a\nok 2 b\n')).toEqual([['planNotMet', 1, 2]])
    expect(flagsOf('TAP version 13\nok 1 a\nok 2 b\n1..2\n')).toEqual([])
    expect(statusesOf('TAP version 13\n1..0 # SKIP no such device\n')).toEqual([['all tests', 'skip']])
  })

  it('by number is held against the numbers of its results', () => {
    expect(flagsOf('1..3\nok 1 a\nok 1 a\nok 2 b\n')).toEqual([['planNotMet', 1, 1]])
    expect(flagsOf('1..2\nok 1 a\nok 7 b\n')).toEqual([['planNotMet', 1, 1]])
    expect(flagsOf('1..2\nok 2 b\nok 1 a\n')).toEqual([])
    expect(flagsOf('1..1\n    1..2\n    ok 1 a\n    ok 3 b\nok 1 all\n')).toEqual([['planNotMet', 1, 2]])
  })

  it('is nowhere: then nobody knows whether that is all', () => {
    expect(flagsOf('TAP version 13\nok 1 a\nok 2 b\n')).toEqual([['noPlan', 1, 2]])
    expect(flagsOf('TAP version 13\n1..1\n    ok 1 part\nok 1 a\n')).toEqual([])
    expect(flagsOf('TAP version 13\nok 1 selftests: timers: tick\n# selftests: timers: tock\n')).not.toContainEqual(
      expect.arrayContaining(['noPlan']),
    )
  })

  it('may be nothing, without a version too', () => {
    expect(statusesOf('1..0 # SKIP no such device\n')).toEqual([['all tests', 'skip']])
    expect(statusesOf('# of the lab\n1..0\n')).toEqual([['all tests', 'skip']])
  })

  it('is held against its totals', () => {
    const text = (totals: string) => `TAP version 13\n1..2\nok 1 a\nnot ok 2 b\n# Totals: ${totals}\n`
    expect(flagsOf(text('pass:1 fail:1 xfail:0 xpass:0 skip:0 error:0'))).toEqual([])
    expect(flagsOf(text('pass:2 fail:0 xfail:0 xpass:0 skip:0 error:0'))).toEqual([['countsDiffer', 1, 5]])
  })

  it('of a harness that dies in a test names that test', () => {
    const text =
      'TAP version 13\n1..2\n#  RUN           global.one ...\n#            OK  global.one\nok 1 global.one\n#  RUN           global.two ...\n'
    expect(statusesOf(text)).toEqual([
      ['global.one', 'pass'],
      ['global.two', 'unknown'],
    ])
    expect(flagsOf(text)).toEqual([
      ['noResult', 1, 6],
      ['planNotMet', 1, 2],
    ])
  })
})

describe('a block of details', () => {
  const quoting = (end: string) =>
    `TAP version 13\n1..2\nnot ok 1 a\n  ---\n  message: |\n    it printed\n    ok 1 inner\n    not ok 2 worse\n    at b.c:7\n${end}ok 2 b\n`

  it('may quote results, which are none of the run', () => {
    const { records, report } = read(quoting('  ...\n'))
    expect(records.map(({ case: test, status }) => [test, status])).toEqual([
      ['a', 'fail'],
      ['b', 'pass'],
    ])
    expect(records[0]?.message).toContain('ok 1 inner\n  not ok 2 worse')
    expect([report.flags, report.repaired.count]).toEqual([[], 0])
  })

  it('without its end hides no result behind it', () => {
    for (const text of [quoting(''), quoting('').replace('ok 2 b\n', '')]) {
      const found = statusesOf(text).map(([, status]) => status)
      expect(found.slice(0, 3)).toEqual(['fail', 'pass', 'fail'])
    }
    const long = `1..1\nnot ok 1 a\n  ---\n${'    not ok 1 b\n'.repeat(500)}`
    expect(statusesOf(long).length).toBe(501)
  })

  it('that is not closed ends before the next result', () => {
    const { records, report } = read(
      'TAP version 13\nnot ok 1 a\n  ---\n  error: "wrong"\n  at: src/a.c:12\nok 2 b\n1..2\n',
    )
    expect(records.map(({ status, message, place }) => [status, message, place])).toEqual([
      ['fail', 'wrong\nat: src/a.c:12', 'src/a.c:12'],
      ['pass', '', ''],
    ])
    expect(report.repaired.count).toBe(1)
  })

  it('is not what prove -v shows: the "ok" behind each test is a verdict of prove, and no further test', () => {
    const text = 't/valve.t .. \nok 1 - opens\n1..1\nok\nt/lamp.t ... skipped: no lamp\nResult: PASS\n'
    expect(() => readEvidence('run.log', text)).toThrow(/prove --archive/)
  })
})
