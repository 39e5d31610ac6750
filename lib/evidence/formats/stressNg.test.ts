import { describe, expect, it } from 'vitest'
import { readEvidence } from '.'

const read = (text: string) => readEvidence('stress', text)
const log = (...lines: string[]) => lines.map((line) => `stress-ng: ${line}\n`).join('')
const statusesOf = (text: string) => read(text).records.map(({ case: test, status }) => [test, status])

describe('a log of stress-ng', () => {
  it('of a failed run: the stressor that is named failed, of the others nothing is known', () => {
    const text = log(
      '23:25:48.41 info:  [1] dispatching hogs: 2 cpu, 1 vm',
      '23:25:48.41 fail:  [2] stress-ng-vm: detected 194065152 bit errors while stressing memory',
      '23:25:48.41 error: [1] process [2] (vm) terminated with an error, exit status=2 (stressor failed)',
      '23:25:48.41 info:  [1] unsuccessful run completed in 1 min, 5.25 secs',
    )
    const { records } = read(text)
    expect(records.map(({ case: test, status }) => [test, status])).toEqual([
      ['cpu', 'unknown'],
      ['vm', 'fail'],
      ['run', 'fail'],
    ])
    expect(records[1]?.message).toMatch(/^fail: stress-ng-vm: detected .*\nerror: process/)
    expect(records[2]).toMatchObject({ duration: 65.25, message: expect.stringContaining('unsuccessful') })
  })

  it('tells passed, failed and skipped by instances (0.15.07 and later)', () => {
    const text = log(
      'info:  [1] dispatching hogs: 4 cpu, 1 fcntl, 1 rdrand',
      'info:  [1] skipped: 1: rdrand (1)',
      'info:  [1] passed: 4: cpu (4)',
      'info:  [1] failed: 1: fcntl (1)',
      'info:  [1] metrics untrustworthy: 2',
      'info:  [1] unsuccessful run completed in 8.65 secs',
    )
    expect(statusesOf(text)).toEqual([
      ['cpu', 'pass'],
      ['fcntl', 'fail'],
      ['rdrand', 'skip'],
      ['run', 'fail'],
    ])
    expect(read(text).records[3]?.message).toContain('metrics untrustworthy: 2')
  })

  it('that does not tell of its end is no pass', () => {
    const text = log('info:  [1] dispatching hogs: 1 cpu')
    expect(statusesOf(text)).toEqual([
      ['cpu', 'unknown'],
      ['run', 'unknown'],
    ])
    expect(read(text).report.flags).toEqual([{ code: 'truncated', count: 1, line: 1 }])
  })

  it('in which nothing passed is no pass: nothing ran', () => {
    const text = log(
      "info:  [9] disabled 'efivar' as it may hang (enable it with the --pathological option)",
      'info:  [9] dispatching hogs:',
      'info:  [9] skipped: 2: efivar (2)',
      'info:  [9] passed: 0',
      'info:  [9] failed: 0',
      'info:  [9] successful run completed in 0.00 secs',
    )
    expect(statusesOf(text)).toEqual([
      ['efivar', 'skip'],
      ['run', 'skip'],
    ])
    expect(read(text).records[1]?.message).toContain('Nothing passed')
  })

  it('that sums up its stressors says nothing of one that it does not name', () => {
    const text = log(
      'info:  [9] dispatching hogs: 1 cpu, 1 vm',
      'info:  [9] passed: 1: cpu (1)',
      'info:  [9] successful run completed in 1.00 secs',
    )
    expect(statusesOf(text)).toEqual([
      ['cpu', 'pass'],
      ['vm', 'unknown'],
      ['run', 'pass'],
    ])
  })

  it('that calls itself successful though a stressor failed is flagged, and failed', () => {
    const text = log(
      'info:  [9] dispatching hogs: 1 cpu, 1 vm',
      'fail:  [9] vm: bit errors',
      'info:  [9] successful run completed in 1.00 secs',
    )
    expect(statusesOf(text).at(-1)).toEqual(['run', 'fail'])
    expect(read(text).report.flags.map(({ code }) => code)).toEqual(['contradiction'])
  })

  it('of several runs tells each; failures behind the end of a run still count', () => {
    const run = ['info:  [1] dispatching hogs: 1 cpu', 'info:  [1] successful run completed in 1.00s'] as const
    const { records, report } = read(
      `${log(...run, 'fail:  [1] aio instance 0 corrupted bogo-ops counter', ...run)}t= 1 ms\n`,
    )
    expect(records.map(({ case: test, status, line }) => [test, status, line])).toEqual([
      ['cpu', 'pass', 1],
      ['run', 'pass', 2],
      ['run', 'fail', 3],
      ['cpu', 'pass', 4],
      ['run', 'pass', 5],
    ])
    expect(report.unknown.first).toEqual([{ line: 6, message: 't= 1 ms' }])
  })
})

describe('YAML of stress-ng', () => {
  const yaml = (metrics: string, head = '') =>
    `${head}---\nsystem-info:\n  stress-ng-version: 0.15.06\n  date-yyyy-mm-dd: 2026:11:23\n  release: 6.10\nmetrics:\n${metrics}`

  it('stays text, whatever YAML 1.1 would make of it', () => {
    const { records, facts } = read(yaml('- stressor: 0x10\n  ratio: 1.10\n  at: 08:45:23\n', '%YAML 1.1\n'))
    expect([facts.date, facts.kernel]).toEqual(['2026-11-23', '6.10'])
    expect([records[0]?.case, records[0]?.message]).toEqual(['0x10', 'ratio: 1.10, at: 08:45:23'])
  })

  it('of the wrong shape is reported, and an alias bomb stays small', () => {
    const { report } = read(yaml('- 7\n- {a: b}\n- stressor: [1]\nthermal: 1\n'))
    expect([report.read, report.skipped.count]).toEqual([0, 4])
    const bomb = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')
    const { records, report: bombed } = read(
      `a0: &a0 [x, x]\n${bomb}\nsystem-info: {stress-ng-version: 1}\nmetrics: *a30\n`,
    )
    expect([records, bombed.skipped.count]).toEqual([[], 33])
  })
})

it('A duration that is no number, or too large for one, is flagged and not kept', () => {
  const log = (time: string) =>
    `stress-ng: info:  [1] dispatching hogs: 1 cpu\nstress-ng: metrc: [1] cpu   295049   ${time}   0.20   0.98   1.27   2.88\nstress-ng: info:  [1] successful run completed in 2.00 secs\n`
  const read = (time: string) => readEvidence('s.log', log(time))
  expect(read('2.00').records[0]?.duration).toBe(2)
  for (const time of ['1.5.2', '9'.repeat(400)]) {
    const { records, report } = read(time)
    expect(records[0]).not.toHaveProperty('duration')
    expect(report.flags).toEqual([{ code: 'badNumbers', count: 1, line: 1 }])
  }
})
