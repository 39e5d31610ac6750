import { describe, expect, it } from 'vitest'
import { ltpExitWord, ltpVerdict, systemCallOfTest } from '../ltpTests'
import { Verdict } from '../results/verdict'
import { readEvidence } from '.'

const read = (text: string) => readEvidence('ltp.log', text)
const shortOf = (text: string) => read(text).records.map(({ suite, status, place }) => [suite, status, place])

/** After the source of kirk and the test data of openQA; no package of LTP could be run for a real sample. */
const newApi = `tst_test.c:2004: TINFO: LTP version: 20250530-105-gda73e1527
tst_test.c:2007: TINFO: Tested kernel: 6.15.8-1.el9.x86_64 #1 SMP PREEMPT_DYNAMIC Fri Jul 25 02:03:04 PDT 2025 x86_64
access01.c:262: TPASS: access(accessfile_rwx, F_OK) as root
access01.c:262: TPASS: access(accessfile_rwx, F_OK) as nobody
access01.c:282: TFAIL: access(accessfile_r, X_OK) succeeded
access01.c:290: TCONF: not as root
access01.c:291: TWARN: unlink failed
access01.c:292: TBROK: mkdir: ENOSPC (28)

HINT: You _MAY_ be missing kernel fixes:

https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=4d9570158b626

Summary:
passed   2
failed   1
broken   1
skipped  1
warnings 1
`

const oldApi = `abort01     1  TPASS  :  abort dumped core
abort01     2  TFAIL  :  abort01.c:80: abort raised SIGIOT:
TEST_ERRNO=EACCES(13): Permission denied
### TEST abort01 COMPLETE >>> 1
### TEST abs01 COMPLETE >>> 0
### TEST absent01 COMPLETE >>> 32
cpuhotplug02 1 TPASS: turned off CPU 1, process migrated to \tCPU   0
### TEST cpuhotplug02 COMPLETE >>> 4
`

const pan = `<<<test_start>>>
tag=chdir01 stime=1700000000
cmdline="chdir01"
contacts=""
analysis=exit
<<<test_output>>>
tst_test.c:878: TCONF: no driver
<<<execution_status>>>
initiation_status="ok"
duration=0 termination_type=exited termination_id=32 corefile=no
cutime=0 cstime=1
<<<test_end>>>
<<<test_start>>>
tag=oom01 stime=1700000001
<<<test_output>>>
killed
<<<execution_status>>>
duration=9 termination_type=signaled termination_id=9 corefile=no
<<<test_end>>>
<<<test_start>>>
tag=hang01 stime=1700000002
<<<test_output>>>
`

describe('a log of LTP', () => {
  it('in the new form: one record per verdict, information is none', () => {
    const { records, facts, report } = read(newApi)
    expect(records.map(({ suite, status, place, line }) => [suite, status, place, line])).toEqual([
      ['access01', 'pass', 'access01.c:262', 3],
      ['access01', 'pass', 'access01.c:262', 4],
      ['access01', 'fail', 'access01.c:282', 5],
      ['access01', 'skip', 'access01.c:290', 6],
      ['access01', 'unknown', 'access01.c:291', 7],
      ['access01', 'error', 'access01.c:292', 8],
    ])
    expect(records[5]?.message).toMatch(/^TBROK: mkdir: ENOSPC \(28\)\nHINT: .*\nhttps:.*4d9570158b626$/)
    expect(facts).toMatchObject({
      tool: 'LTP 20250530-105-gda73e1527',
      kernel: '6.15.8-1.el9.x86_64',
      architecture: 'x86_64',
    })
    expect([report.flags, report.unknown.count]).toEqual([[], 0])
  })

  it('of before 2020 has no T', () => {
    expect(
      shortOf('tst_test.c:977: INFO: Timeout per run is 0h 05m 00s\naccess01.c:262: PASS: access(F_OK)\n'),
    ).toEqual([['access01', 'pass', 'access01.c:262']])
  })

  it('in the old form: the exit status is a record where no line says it', () => {
    const { records } = read(oldApi)
    expect(records.map(({ suite, case: test, status, message }) => [suite, test, status, message])).toEqual([
      ['abort01', 'abort dumped core', 'pass', ''],
      [
        'abort01',
        'abort01.c:80: abort raised SIGIOT:',
        'fail',
        'TFAIL: abort01.c:80: abort raised SIGIOT:\nTEST_ERRNO=EACCES(13): Permission denied',
      ],
      ['LTP', 'abs01', 'pass', ''],
      ['LTP', 'absent01', 'skip', 'exit 32'],
      ['cpuhotplug02', 'turned off CPU 1, process migrated to \tCPU   0', 'pass', ''],
      ['LTP', 'cpuhotplug02', 'unknown', 'exit 4'],
    ])
  })

  it('of ltp-pan: killed is an error, and a test without an end is no pass', () => {
    const { records, report } = read(pan)
    expect(records.map(({ suite, case: test, status, message }) => [suite, test, status, message])).toEqual([
      ['chdir01', 'no driver', 'skip', 'TCONF: no driver'],
      ['LTP', 'oom01', 'error', 'signaled 9'],
      ['LTP', 'hang01', 'unknown', expect.stringContaining('no end')],
    ])
    expect(report.unknown.first).toEqual([{ line: 16, message: 'killed' }])
    expect(report.flags.map(({ code }) => code)).toEqual(['unknownLines', 'noResult'])
  })

  it('as the table of runltp', () => {
    const table = `Test Start Time: Mon Oct  6 04:22:25 2025
-----------------------------------------
Testcase                                           Result     Exit Value
--------                                           ------     ----------
abort01                                            PASS       0
accept02                                           CONF       32
acct02                                             FAIL       1

-----------------------------------------------
Total Tests: 3
Kernel Version: 6.1.0
Machine Architecture: aarch64
Hostname: board
`
    expect(shortOf(table)).toEqual([
      ['LTP', 'pass', ''],
      ['LTP', 'skip', ''],
      ['LTP', 'fail', ''],
    ])
    expect(read(table).report.flags).toEqual([])
    expect(read(table).facts).toMatchObject({ kernel: '6.1.0', architecture: 'aarch64', machine: 'board' })
  })

  it('of ltp-pan that could not begin a test says so, whatever exit code it notes', () => {
    const log = `<<<test_start>>>
tag=gone01 stime=1700000000
cmdline="gone01"
<<<test_output>>>
<<<execution_status>>>
initiation_status="pan(1): execvp of 'gone01' (tag gone01) failed.  errno:2  No such file or directory"
duration=0 termination_type=exited termination_id=0 corefile=no
<<<test_end>>>
<<<test_start>>>
tag=here01 stime=1700000000
<<<execution_status>>>
initiation_status="ok"
duration=0 termination_type=exited termination_id=0 corefile=no
<<<test_end>>>
`
    expect(read(log).records.map(({ case: test, status }) => [test, status])).toEqual([
      ['gone01', 'error'],
      ['here01', 'pass'],
    ])
    expect(read(log).records[0]?.message).toMatch(/execvp of 'gone01'/)
  })

  it.each([
    ['Total Tests: 4', 0],
    ['Total Tests: 5', 1],
    ['Total Skipped Tests: 1', 0],
    ['Total Skipped Tests: 0', 1],
    ['Total Failures: 2', 0],
    ['Total Failures: 3', 1],
  ])('as the table of runltp, whose sums are held against it: %s', (told, flags) => {
    const rows = ['a01   PASS   0', 'a02   CONF   32', 'a03   FAIL   1', 'a04   BROK   2']
    const table = `Test Start Time: Mon Oct  6 04:22:25 2025\n${[...rows, told].join('\n')}\n`
    expect(read(table).report.flags).toEqual(flags === 0 ? [] : [{ code: 'countsDiffer', count: 1, line: 6 }])
    expect(read(table.repeat(2)).report.flags.length).toBe(flags)
  })

  it('whose summary tells otherwise is flagged, test by test', () => {
    const one = 'a01.c:1: TPASS: x\nSummary:\npassed   1\nfailed   0\n'
    expect(read(one + one).report.flags).toEqual([])
    expect(read('a01.c:1: TPASS: x\nSummary:\npassed   2\nfailed   0\n').report.flags).toEqual([
      { code: 'countsDiffer', count: 1, line: 3 },
    ])
  })
})

const kirk = JSON.stringify({
  results: [
    result('access01', 'pass', { passed: 1, log: 'access01.c:262: TPASS: ok' }),
    result('acct02', 'fail', { failed: 1, log: 'acct02.c:181: TFAIL: end of file reached\n', retval: ['1'] }),
    result('add_key05', 'conf', { skipped: 1 }),
    result('swapon03', 'brok', { broken: 1 }),
    result('tst_device', 'warn', { warnings: 1 }),
    result('liar01', 'pass', { passed: 1, failed: 2 }),
  ],
  stats: { runtime: 3, passed: 2, failed: 3, broken: 1, skipped: 1, warnings: 1 },
  environment: {
    distribution: 'opensuse',
    distribution_version: '15',
    kernel: 'Linux 6.4.0 #1 SMP',
    arch: 'x86_64',
    cpu: 'x86_64',
  },
})

function result(name: string, status: string, test: object) {
  const counts = { failed: 0, passed: 0, broken: 0, skipped: 0, warnings: 0 }
  return {
    test_fqn: name,
    status,
    test: { command: name, arguments: [], log: '', retval: ['0'], duration: 0.5, ...counts, ...test, result: status },
  }
}

const openqa = JSON.stringify({
  format: 'result_array:v2',
  environment: {
    kernel: 'susetest 4.12.14-4.2-default #1 SMP Sun Nov 19 2017 x86_64 GNU/Linux',
    product: 'sle:15',
    ltp_version: 'git-42165f1',
    arch: 'x86_64',
  },
  results: [
    {
      test_fqn: 'LTP:syscalls:access01',
      status: 'pass',
      environment: {},
      test: { log: '', duration: 0.03, result: 'PASS' },
    },
    { test_fqn: 'LTP:syscalls:accept4_01', status: 'pass', test: { log: 'accept4_01 1 TCONF : no', result: 'TCONF' } },
    { test_fqn: 'LTP:cve:cve-2017-1', status: 'fail', test: { result: 'FAIL' } },
  ],
})

describe('results of LTP in JSON', () => {
  it('of kirk: conf, brok and warn are no pass; counts that contradict the status win', () => {
    const { records, facts, report } = read(kirk)
    expect(records.map(({ case: test, status, place }) => [test, status, place])).toEqual([
      ['access01', 'pass', ''],
      ['acct02', 'fail', 'acct02.c:181'],
      ['add_key05', 'skip', ''],
      ['swapon03', 'error', ''],
      ['tst_device', 'unknown', ''],
      ['liar01', 'fail', ''],
    ])
    expect(records[1]?.message).toBe('acct02.c:181: TFAIL: end of file reached\nexit 1')
    expect(facts).toMatchObject({ tool: 'kirk', kernel: '6.4.0', architecture: 'x86_64', subject: 'opensuse 15' })
    expect(report.flags.map(({ code }) => code)).toEqual(['contradiction'])
  })

  it('of openQA: the system call is the target, and TCONF is no pass whatever the status says', () => {
    const { records, facts } = read(openqa)
    expect(records.map(({ suite, case: test, status, target }) => [suite, test, status, target])).toEqual([
      ['LTP:syscalls', 'access01', 'pass', 'syscall:access'],
      ['LTP:syscalls', 'accept4_01', 'skip', 'syscall:accept4'],
      ['LTP:cve', 'cve-2017-1', 'fail', 'cve-2017-1'],
    ])
    expect(facts).toMatchObject({
      tool: 'LTP git-42165f1',
      kernel: '4.12.14-4.2-default',
      machine: 'susetest',
      subject: 'sle:15',
    })
  })
})

describe('names and codes of LTP', () => {
  it.each([
    ['LTP:syscalls:access01', 'access'],
    ['LTP:syscalls:accept4_01', 'accept4'],
    ['clone301', 'clone3'],
    ['pread02_64', 'pread'],
    ['fanotify13', 'fanotify'],
    ['LTP:cve:cve-2017-1', undefined],
  ])('%s is about %s', (name, call) => expect(systemCallOfTest(name)).toBe(call))

  it('only of system calls that there are, where they are known', () => {
    const isKnown = (name: string) => ['ioctl', 'epoll_ctl'].includes(name)
    expect(['ioctl_loop01', 'epoll_ctl04', 'fanotify13'].map((name) => systemCallOfTest(name, isKnown))).toEqual([
      'ioctl',
      'epoll_ctl',
      undefined,
    ])
  })

  it.each([
    [0, 'pass'],
    [1, 'fail'],
    [2, 'error'],
    [4, 'unknown'],
    [32, 'skip'],
    [36, 'unknown'],
    [33, 'fail'],
    [137, 'error'],
    [-1, 'error'],
  ])('exit %i is %s', (code, status) => expect(Verdict.of('ltpExit', ltpExitWord(code)).status).toBe(status))

  it.each(['TWARN', 'warn', 'CONF', 'TCONF', 'brok', 'nonsense', '', 'constructor'])('"%s" is no pass', (word) =>
    expect(ltpVerdict(word).status).not.toBe('pass'),
  )
})
