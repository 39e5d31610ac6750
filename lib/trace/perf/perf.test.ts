import { describe, expect, it } from 'vitest'
import { flagged, readTrace } from '../testing/readTrace'

describe('perf trace', () => {
  const head =
    '     0.000 ( 0.032 ms): true/23818 openat(dfd: CWD, filename: "/a) = 3 (x", flags: RDONLY|CLOEXEC)         = 3'

  it('reads commands with blanks and slashes, threads alone, and lines without any', () => {
    const text = [
      head,
      '     0.100 ( 0.010 ms): kworker/0:1 x/77 close(fd: 3)    = 0',
      '     0.200 ( 0.010 ms): 78 close(fd: 3)    = 0',
      '     0.300 ( 0.010 ms): kill(pid: 23705 (t), sig: USR1)    = 0',
    ].join('\n')
    const { format, calls, notes, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['perfTrace', []])
    expect(calls.map(({ pid, name, args, result, seconds }) => [pid, name, args, result, seconds])).toEqual([
      [23818, 'openat', 'dfd: CWD, filename: "/a) = 3 (x", flags: RDONLY|CLOEXEC', '3', 0.000032],
      [77, 'close', 'fd: 3', '0', 0.00001],
      [78, 'close', 'fd: 3', '0', 0.00001],
      [0, 'kill', 'pid: 23705 (t), sig: USR1', '0', 0.00001],
    ])
    expect(notes.map(({ text: command }) => command)).toEqual(['true', 'kworker/0:1 x'])
  })

  it('joins a call to its end, and gives the ones without', () => {
    const text = [
      '         ? (         ): t/1  ... [continued]: execve())                                           = 0',
      '     1.000 (         ): t/1 wait4(upid: 2 (t), stat_addr: 0x7f)                  ...',
      '         ? (         ): t/2  ... [continued]: clone())                                            = ',
      '     2.000 (         ): t/2 pause()                                                            ...',
      '     1.000 (103.224 ms): t/1  ... [continued]: wait4())                                            = -1 (unknown) (INTERNAL ERROR: strerror_r(512, [buf], 128)=22)',
      '         ? (         ): t/3  ... [continued]: read())                                             = 5',
      'LOST 27 events!',
    ].join('\n')
    const reading = readTrace(text)
    expect(
      reading.calls.map(({ pid, name, outcome, errno, line, endLine, at }) => [
        pid,
        name,
        outcome,
        errno,
        line,
        endLine,
        at,
      ]),
    ).toEqual([
      [1, 'execve', 'returned', '', 1, 1, undefined],
      [1, 'wait4', 'interrupted', 'ERESTARTSYS', 2, 5, 0.001],
      [3, 'read', 'returned', '', 6, 6, undefined],
      [2, 'pause', 'unknown', '', 4, 4, 0.002],
    ])
    expect(reading.notes.filter(({ kind }) => kind === 'attached')).toMatchObject([{ pid: 2, line: 3 }])
    expect(reading.flags.map(({ code, count }) => [code, count])).toEqual([
      ['orphanResumed', 1],
      ['lostEvents', 27],
      ['neverResumed', 1],
      ['cutEnd', 1],
    ])
  })

  it('gives events of the kernel and page faults as events', () => {
    const text = [
      head,
      '     0.111 (         ): true/23818 sched:sched_switch(prev_comm: "true", prev_pid: 23818 (true))',
      '     0.112 ( 0.000 ms): true/23824 minfault [elf_load+0x28a] => 0x56229aa3d1e0 (?k)',
    ].join('\n')
    const { calls, events } = readTrace(text)
    expect(calls.length).toBe(1)
    expect(events.map(({ pid, name, text: said }) => [pid, name, said.slice(0, 20)])).toEqual([
      [23818, 'sched:sched_switch', '(prev_comm: "true", '],
      [23824, 'minfault', '[elf_load+0x28a] => '],
    ])
  })

  it('-s of an older perf has no errors, and their absence is not zero', () => {
    const text = [
      ' Summary of events:',
      ' dd (7), 12 events, 100.0%',
      '   syscall            calls    total       min       avg       max      stddev',
      '                               (msec)    (msec)    (msec)    (msec)        (%)',
      '   --------------- -------- --------- --------- --------- ---------     ------',
      '   read                   4     0.004     0.001     0.001     0.001      7.00%',
    ].join('\n')
    const { format, counts, unknown } = readTrace(text)
    expect([format, unknown]).toEqual(['perfTraceTable', []])
    const row = { line: 6, table: 'dd (7)', name: 'read', calls: 4, errors: undefined, seconds: 0.000004 }
    expect(counts).toEqual([row])
  })
})

describe('perf stat', () => {
  it('reads numbers in any locale, units, intervals and processors', () => {
    const text = [
      " Performance counter stats for 'system wide':",
      '',
      'CPU0                 1.119,57 msec cpu-clock                        #    1,000 CPUs utilized  ',
      'CPU1                1,234,567      cycles:u                         #    0.1 GHz             (83.20%)',
      "CPU1                  1'234        instructions",
      '                 1574521 ns   duration_time    ',
      '                   12.30 Joules power/energy-pkg/ ',
      '                                      #      0.0 %  tma_frontend_bound',
      '',
      '          1.101 +- 0.000418 seconds time elapsed  ( +- 33.31% )',
    ].join('\n')
    const { format, counts, unknown, flags } = readTrace(text)
    expect([format, unknown]).toEqual(['perfStat', []])
    expect(counts.map(({ table, name, calls, seconds }) => [table, name, calls, seconds])).toEqual([
      ['system wide CPU0', 'cpu-clock', undefined, 1.11957],
      ['system wide CPU1', 'cycles:u', 1_234_567, undefined],
      ['system wide CPU1', 'instructions', 1234, undefined],
      ['system wide', 'duration_time', undefined, 0.001574521],
      ['system wide', 'power/energy-pkg/ (12.30 Joules)', undefined, undefined],
      ['system wide', 'time elapsed', undefined, 1.101],
    ])
    expect(flags).toEqual([{ code: 'estimated', count: 1, line: 4 }])
  })

  it('-I has a table for each time', () => {
    const text = [
      '#           time             counts unit events',
      '     0.100242306               1.16 msec task-clock                       #    0.012 CPUs utilized          ',
      '     0.200681604      <not counted>      context-switches                                            ',
    ].join('\n')
    const { format, counts } = readTrace(text)
    expect([format, ...counts.map(({ table, name, seconds }) => [table, name, seconds])]).toEqual([
      'perfStat',
      ['0.100242306', 'task-clock', 0.00116],
      ['0.200681604', 'context-switches', undefined],
    ])
  })

  it('leaves the output of the program to whoever looks at it', () => {
    const text = "12 apples\n Performance counter stats for 'x':\n\n     12      page-faults \n\nhello, world\n"
    expect(readTrace(text).unknown).toEqual(['12 apples', 'hello, world'])
  })

  it.each([
    ['0.71,msec,task-clock,1.50%,710416,100.00,0.194,CPUs utilized', '', 'task-clock', undefined, 0.00071],
    [
      '     0.100179372,2,,context-switches,1165884,100.00,1.715,K/sec',
      '0.100179372',
      'context-switches',
      2,
      undefined,
    ],
    ['CPU0;36;;context-switches;102145313;100.00;352.440;/sec', 'CPU0', 'context-switches', 36, undefined],
    ['31\t\tsyscalls:sys_enter_mmap\t2226487\t100.00\t\t', '', 'syscalls:sys_enter_mmap', 31, undefined],
  ])('-x reads %j', (text, table, name, calls, seconds) => {
    const { format, counts } = readTrace(text)
    expect([format, counts]).toEqual(['perfStatCsv', [{ line: 1, table, name, calls, seconds, errors: undefined }]])
  })

  it('-x marks estimates, and knows a metric of the counter before', () => {
    const text = '31,,cycles,2226487,50.00,,\n,,,,,,0.28,stalled cycles per insn\nnot a counter'
    const reading = readTrace(text, { format: 'perfStatCsv' })
    expect([flagged(reading, 'estimated'), reading.unknown]).toEqual([1, ['not a counter']])
  })

  it('-j reads values that are texts or numbers', () => {
    const text = [
      '{"interval" : 0.1, "cpu" : "0", "counter-value" : "3.000000", "unit" : "", "event" : "page-faults", "pcnt-running" : 100.00}',
      '{"counter-value" : 5, "unit" : "msec", "event" : "task-clock"}',
      '{"metric-value" : 0.1, "metric-unit" : "CPUs"}',
      '{"counter-value" : "x", "event" : []}',
    ].join('\n')
    const { format, counts, unknown } = readTrace(text)
    expect([format, unknown.length]).toEqual(['perfStatJson', 1])
    expect(counts.map(({ table, calls, seconds }) => [table, calls, seconds])).toEqual([
      ['0.1 0', 3, undefined],
      ['', undefined, 0.005],
    ])
  })
})
