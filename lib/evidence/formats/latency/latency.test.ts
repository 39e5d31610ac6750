import { describe, expect, it } from 'vitest'
import { readEvidence } from '..'

const read = (lines: readonly string[]) => readEvidence('run.txt', `${lines.join('\n')}\n`)
const rowsOf = ({ records }: ReturnType<typeof read>) =>
  records.map(({ case: of, status, latency }) => [
    ...[of, status, latency?.count, latency?.min, latency?.average, latency?.max, latency?.overflows],
  ])

describe('cyclictest', () => {
  it('of -q gives the last figures of each thread, in seconds, without a verdict', () => {
    const evidence = read([
      '# /dev/cpu_dma_latency set to 0us',
      'T: 0 ( 4712) P:80 I:1000 C:    100 Min:      2 Act:    3 Avg:    3 Max:       7',
      'T: 0 ( 4712) P:80 I:1000 C:  10000 Min:      2 Act:    3 Avg:    3 Max:      11',
      'T: 1 ( 4713) P:80 I:1500 C:      0 Min:1000000 Act:    0 Avg:    0 Max:       0',
      'T: 2 ( 4714) P:80 I:1500 C:   6667 Min:      2 Act:    4 Avg:    4 Max:      3x',
    ])
    expect(rowsOf(evidence)).toEqual([
      ['thread 0', 'unknown', 10_000, 0.000002, 0.000003, 0.000011, undefined],
      ['thread 1', 'unknown', 0, undefined, undefined, undefined, undefined],
      ['thread 2', 'unknown', 6_667, 0.000002, 0.000004, undefined, undefined],
    ])
    expect(evidence.report.flags.map(({ code }) => code).sort()).toEqual(['badNumbers', 'noVerdict'])
    expect([evidence.format, evidence.report.unknown.count]).toEqual(['cyclictest', 0])
  })

  it('of -N is known by its columns', () => {
    const line = 'T: 0 ( 4712) P:80 I:1000 C:  10000 Min:   2012 Act:    3100 Avg:    3050 Max:   11032'
    expect(rowsOf(read([line]))).toEqual([
      ['thread 0', 'unknown', 10_000, 0.000002012, 0.00000305, 0.000011032, undefined],
    ])
  })

  it('of -h gives the figures below its histogram, with what is beyond it; of -H no thread more', () => {
    const evidence = read([
      '# Histogram',
      '000000 000000\t000000\t000000',
      '000001 000012\t000003\t000015',
      '# Total: 000010000 000009998 000019998',
      '# Min Latencies: 00001 00001',
      '# Avg Latencies: 00003 00004',
      '# Max Latencies: 00011 00532 00532',
      '# Histogram Overflows: 00000 00002 00002',
      '# Histogram Overflow at cycle number:',
      '# Thread 0:',
      '# Thread 1: 00123 00456',
    ])
    expect(rowsOf(evidence)).toEqual([
      ['thread 0', 'unknown', 10_000, 0.000001, 0.000003, 0.000011, 0],
      ['thread 1', 'unknown', 9_998, 0.000001, 0.000004, 0.000532, 2],
    ])
    expect(evidence.report.unknown.count).toBe(0)
  })

  it('that passed the limit of -b failed it', () => {
    const evidence = read([
      'T: 0 ( 4712) P:80 I:1000 C:  10000 Min:      2 Act:  111 Avg:    3 Max:     111',
      '# Break thread: 4712',
      '# Break value: 111',
    ])
    expect(evidence.records.map(({ case: of, status }) => [of, status])).toEqual([
      ['limit (-b)', 'fail'],
      ['thread 0', 'unknown'],
    ])
  })

  it('of --json says what ran where', () => {
    const evidence = readEvidence(
      'run.json',
      JSON.stringify({
        ...{ file_version: 1, cmdline: 'cyclictest -q', rt_test_version: '2.5', start_time: 'Sun, 29 Nov 2026' },
        sysinfo: { release: '6.12.0-rt', machine: 'aarch64', nodename: 'box' },
        ...{ num_threads: 2, resolution_in_ns: 0 },
        thread: {
          0: { histogram: { 2: 9 }, cycles: 9, min: 2, max: 11, avg: 3.25, cpu: 0, node: 0 },
          1: { cycles: 9, min: 2, cpu: 1 },
        },
      }),
    )
    expect(rowsOf(evidence)).toEqual([
      ['thread 0, CPU 0', 'unknown', 9, 0.000002, 0.00000325, 0.000011, undefined],
      ['thread 1, CPU 1', 'unknown', 9, 0.000002, undefined, undefined, undefined],
    ])
    expect(evidence.facts).toMatchObject({ tool: 'cyclictest 2.5', kernel: '6.12.0-rt', machine: 'box' })
    const colons = {
      'cmdline:': 'cyclictest -q',
      'rt_test_version:': '1.00',
      num_threads: 1,
      thread: { 0: { max: 7 } },
    }
    expect(readEvidence('run.json', JSON.stringify(colons)).facts).toMatchObject({
      ...{ tool: 'cyclictest 1.00', subject: 'cyclictest -q' },
    })
  })
})

describe('rtla', () => {
  it('timerlat hist gives each column, and no sum twice', () => {
    const evidence = read([
      '# RTLA timerlat histogram',
      '# Time unit is microseconds (us)',
      '# Duration:   0 00:01:00',
      'Index   IRQ-000   Thr-000   Usr-000',
      '0         58572         0         0',
      '12            7        30         1',
      'over:         0         2         0',
      'count:    60001     60001     60001',
      'min:          0         1         -',
      'avg:          0         1         1',
      'max:          3        55         8',
      'ALL:        IRQ       Thr       Usr',
      'count:    60001     60001     60001',
      'max:          3        55         8',
      'rtla timerlat hit stop tracing',
    ])
    expect(rowsOf(evidence)).toEqual([
      ['limit of the run', 'fail', undefined, undefined, undefined, undefined, undefined],
      ['CPU 0 IRQ latency', 'unknown', 60_001, 0, 0, 0.000003, 0],
      ['CPU 0 thread latency', 'unknown', 60_001, 0.000001, 0.000001, 0.000055, 2],
      ['CPU 0 return to user latency', 'unknown', 60_001, undefined, 0.000001, 0.000008, 0],
    ])
    expect([evidence.records[1]?.duration, evidence.report.unknown.count]).toEqual([60, 0])
  })

  it('osnoise hist and nanoseconds are read alike', () => {
    const evidence = read([
      '# RTLA osnoise histogram',
      '# Time unit is nanoseconds (ns)',
      'Index    CPU-000   CPU-003',
      'over:          0         0',
      'count:        59        59',
      'min:         100       200',
      'avg:         150       250',
      'max:         900      1200',
    ])
    expect(rowsOf(evidence)).toEqual([
      ['CPU 0 noise', 'unknown', 59, 1e-7, 1.5e-7, 9e-7, 0],
      ['CPU 3 noise', 'unknown', 59, 2e-7, 2.5e-7, 0.0000012, 0],
    ])
  })

  it('timerlat top and osnoise top give the last they printed', () => {
    const head = [
      '                                     Timer Latency',
      '  0 00:01:00   |          IRQ Timer Latency (us)        |         Thread Timer Latency (us)',
      'CPU COUNT      |      cur       min       avg       max |      cur       min       avg       max',
    ]
    const timerlat = read([
      ...head,
      '  0 #100       |        0         0         0         3 |        1         1         1         6',
      ...head,
      '  0 #60001     |        0         0         1         4 |        -         -         -         -',
      '---------------|----------------------------------------|---------------------------------------',
      'ALL #60001  e0 |                  0         1         4 |                  1         1         6',
    ])
    expect(rowsOf(timerlat)).toEqual([
      ['CPU 0 IRQ latency', 'unknown', 60_001, 0, 0.000001, 0.000004, undefined],
      ['CPU 0 thread latency', 'unknown', 60_001, undefined, undefined, undefined, undefined],
    ])
    const osnoise = read([
      '                                          Operating System Noise',
      'duration:   0 00:01:00 | time is in us',
      'CPU Period       Runtime        Noise  % CPU Aval   Max Noise   Max Single          HW          NMI',
      '  0 #59         59000000          168    99.99971          28            7           4            0',
    ])
    expect(rowsOf(osnoise)).toEqual([
      ['CPU 0 noise in a period', 'unknown', 59, undefined, undefined, 0.000028, undefined],
      ['CPU 0 single noise', 'unknown', 59, undefined, undefined, 0.000007, undefined],
    ])
    expect([timerlat.report.unknown.count, osnoise.report.unknown.count]).toEqual([0, 0])
  })
})
