import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recogniseFormat } from '../formats'
import { flagged, readTrace } from '../testing/readTrace'

/** How printf writes numbers in a locale: sign of thousands (none for LC_ALL=C), point. */
const locales = [',.', '.,', '\u202f,', '\u00a0,', ' ,', "'.", '’,', 'C.'] as const

const inLocale = (value: number, decimals: number, locale: string): string => {
  const [group = '', point = '.'] = locale
  const [whole = '', rest = ''] = value.toFixed(decimals).split('.')
  const grouped = group === 'C' ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, group)
  return rest === '' ? grouped : `${grouped}${point}${rest}`
}

const head = "\n Performance counter stats for './pump':\n\n"
const countsOf = (text: string) =>
  readTrace(text).counts.map(({ name, calls, seconds }) => [name, calls, seconds] as const)

describe('perf stat', () => {
  it('says the same in every locale', () => {
    const given = fc.record({
      count: fc.nat({ max: 2 ** 45 }),
      micros: fc.nat({ max: 2 ** 32 }),
      locale: fc.constantFrom(...locales),
      share: fc.constantFrom('', '   (50.01%)', '   [50,01%]', '  ( +-  3.39% )', '  ( +- 0,20% )  (33.3%)'),
    })
    fc.assert(
      fc.property(given, ({ count, micros, locale, share }) => {
        const msec = Math.round(micros / 10) / 100
        const text = [
          `${inLocale(msec, 2, locale).padStart(18)} msec task-clock                #    0.327 CPUs utilized ${share}`,
          `${inLocale(count, 0, locale).padStart(18)}      cycles:u                  #    3.843 GHz ${share}`,
          `${`0${locale[1]}007663808`.padStart(18)} seconds time elapsed`,
        ].join('\n')
        const reading = readTrace(head + text)
        expect(reading.unknown).toEqual([])
        expect(reading.counts.map(({ calls, seconds }) => [calls, seconds])).toEqual([
          [undefined, Math.round(msec * 1e6) / 1e9],
          [count, undefined],
          [undefined, 0.007663808],
        ])
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it.each([
    ['      17200.968507 task-clock (msec)         #    0.999 CPUs utilized', 'task-clock', undefined, 17.200968507],
    ['      17200,968507 task-clock                #    0,999 CPUs utilized', 'task-clock', undefined, 17.200968507],
    ['      17200.968507  task-clock-msecs         #      0.999 CPUs', 'task-clock', undefined, 17.200968507],
    [
      '    66,111,521,094 cycles                    #    3.843 GHz                     [50.01%]',
      'cycles',
      66_111_521_094,
      undefined,
    ],
    [
      '       66111521094  cycles                   #   3843.493 M/sec  (scaled from 50.01%)',
      'cycles',
      66_111_521_094,
      undefined,
    ],
    ['         1.234.567 cycles', 'cycles', 1_234_567, undefined],
    ['             1.234 cycles', 'cycles', 1_234, undefined],
    ['         1 234 567      LLC-load-misses', 'LLC-load-misses', 1_234_567, undefined],
    ['         1,234,567 ns   duration_time', 'duration_time', undefined, 0.001234567],
    [
      '     <not counted>      branches                                            (0.00%)',
      'branches',
      undefined,
      undefined,
    ],
    ['   <not supported> stalled-cycles-frontend', 'stalled-cycles-frontend', undefined, undefined],
    ['              2.10 Joules power/energy-pkg/', 'power/energy-pkg/ (2.10 Joules)', undefined, undefined],
  ])('of any age reads %j', (line, name, calls, seconds) => {
    expect(countsOf(`${head}${line}\n`)).toEqual([[name, calls, seconds]])
  })

  it('flags estimates of old perf, and values that may mean two things', () => {
    const old = readTrace(`${head}  66,111,521,094 cycles    #    3.843 GHz    [50.01%]\n`)
    expect(flagged(old, 'estimated')).toBe(1)
    const doubtful = readTrace(`${head}  1.234 msec task-clock\n  1,23,4 cycles\n`)
    expect(doubtful.counts.map(({ calls, seconds }) => [calls, seconds])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
    expect(flagged(doubtful, 'badNumbers')).toBe(2)
  })

  it('of intervals, processors, cores and threads says where each was counted', () => {
    const text = [
      '#           time             counts unit events',
      '     1.000123456              1,234      cycles',
      '     1.000123456 CPU3            56      cycles',
      '     1.000123456 S0-D0-C1           2             78      cycles',
      '     1.000123456 Web Content-4711             90      cycles',
    ].join('\n')
    expect(readTrace(text).counts.map(({ table, calls }) => [table, calls])).toEqual([
      ['1.000123456', 1_234],
      ['1.000123456 CPU3', 56],
      ['1.000123456 S0-D0-C1           2', 78],
      ['1.000123456 Web Content-4711', 90],
    ])
  })
})

describe('perf stat -x before 4.1', () => {
  it.each([
    ['of 3.2', '2.503000,task-clock\n1234567,cycles,0.33%\n<not counted>,LLC-load-misses\n'],
    ['of 3.16', '2.503000,,task-clock\n1234567,,cycles,0.33%\n<not counted>,,LLC-load-misses\n'],
    ['with another separator', '2.503000;task-clock\n1234567;cycles;0.33%\n<not counted>;LLC-load-misses\n'],
  ])('%s does not say for which part of the time a counter ran', (_, text) => {
    const { format, counts, unknown, flags } = readTrace(text)
    expect([format, unknown]).toEqual(['perfStatCsv', []])
    expect(counts.map(({ name, calls, seconds }) => [name, calls, seconds])).toEqual([
      ['task-clock', undefined, 0.002503],
      ['cycles', 1234567, undefined],
      ['LLC-load-misses', undefined, undefined],
    ])
    expect(flags.map(({ code, count }) => [code, count])).toEqual([
      ['sharesUnknown', 3],
      ['notCounted', 1],
    ])
  })

  it('is no other list of numbers and names', () => {
    expect(recogniseFormat(['12,apples', '13,pears'])).toBeUndefined()
  })
})

describe('perf trace -s', () => {
  const table = (errors: number, ...errnos: string[]) =>
    [
      ...[' Summary of events:', '', ' t (501), 20 events, 67.2%', ''],
      '   syscall            calls  errors  total       min       avg       max       stddev',
      '                                     (msec)    (msec)    (msec)    (msec)        (%)',
      '   --------------- --------  ------ -------- --------- --------- ---------     ------',
      `   openat                 7      ${errors}     0.408     0.013     0.058     0.320     74.66%`,
      ...errnos.map((errno) => `\t\t\t\t${errno}`),
      '   close                  2      0     0.021     0.010     0.011     0.011      1.13%',
    ].join('\n')

  it('--errno-summary tells how calls failed, held against the errors of its row', () => {
    const { counts, unknown, flags } = readTrace(table(3, 'ENOENT: 2', 'EACCES: 1'))
    expect([unknown, flags.map(({ code }) => code).includes('totalsWrong')]).toEqual([[], false])
    expect(counts).toMatchObject([
      { name: 'openat', calls: 7, errors: 3, errnos: { ENOENT: 2, EACCES: 1 } },
      { name: 'close', calls: 2, errors: 0 },
    ])
    expect(readTrace(table(3, 'ENOENT: 2')).flags.map(({ code }) => code)).toContain('totalsWrong')
  })

  const columns = '   syscall            calls      min       avg       max      stddev'
  const units = '                               (msec)    (msec)    (msec)        (%)'

  it('of older perf has no column of totals: no time is known', () => {
    const text = [
      ' Summary of events:',
      '',
      ' pump (501), 49 events, 86.0%, 0.000 msec',
      '',
      ...[columns, units, '   --------------- -------- --------- --------- ---------     ------'],
      '   ioctl                  2     0.000     0.001     0.002    100.00%',
      '   read                  1x     0.000     0.001     0.002    100.00%',
    ].join('\n')
    const reading = readTrace(text)
    expect(reading.counts).toMatchObject([
      { table: 'pump (501)', name: 'ioctl', calls: 2, seconds: undefined },
      { name: 'read', calls: undefined },
    ])
    expect([reading.format, reading.unknown, flagged(reading, 'badNumbers')]).toEqual(['perfTraceTable', [], 1])
  })

  it('is read where its title was cut off, and as perf 3.12 has it', () => {
    const cut = readTrace(`${columns}\n${units}\n   ioctl   2     0,000     0,001     0,002    100,00%\n`)
    expect([cut.format, cut.counts.map(({ name, calls }) => [name, calls])]).toEqual(['perfTraceTable', [['ioctl', 2]]])
    const text = [
      ' _____________________________________________________________________',
      ' __)    Summary of events    (__',
      '',
      '              [ task - pid ]     [ events ] [ ratio ]  [ runtime ]',
      ' _____________________________________________________________________',
      '',
      '  pump - 501 :         49   [  86.0% ]      0.000 ms',
    ].join('\n')
    const old = readTrace(text)
    expect([old.unknown, old.counts.map(({ name, calls }) => [name, calls])]).toEqual([[], [['pump - 501', 49]]])
  })
})
