import { describe, expect, it } from 'vitest'
import { readEvidence } from '.'

const read = (value: unknown) => readEvidence('job.json', JSON.stringify(value, null, 2))

/** As openQA answers GET /api/v1/jobs/ID/details (its source and fixtures): coordinates are numbers or texts. */
const step = {
  result: 'ok',
  screenshot: 'boot-1.png',
  needle: 'telltale',
  area: [{ x: '0', y: 12, w: 9, h: 9, similarity: 99 }],
}
const job = {
  id: 4711,
  name: 'agl-cluster@qemux86-64',
  test: 'telltale',
  state: 'done',
  result: 'softfailed',
  reason: 'known defect',
  group: 'AGL',
  t_started: '2026-01-02T10:00:00',
  t_finished: '2026-01-02T10:01:30',
  settings: { ARCH: 'x86_64', MACHINE: 'qemux86-64', DISTRI: 'agl', VERSION: '19', BUILD: '7' },
  modules: [
    { name: 'boot', category: 'tests', result: 'passed' },
    { name: 'later', category: 'tests', result: 'none' },
  ],
  testresults: [
    {
      name: 'boot',
      category: 'tests',
      result: 'passed',
      execution_time: '1m 3s',
      details: [
        step,
        { result: 'unk', screenshot: 'boot-2.png' },
        { result: 'softfail', title: 'Soft Failed', text_data: 'bsc#1' },
        { result: 'fail', title: 'wait_serial', text: 'boot-4.txt', text_data: 'timed out' },
      ],
    },
  ],
}

describe('a job of openQA', () => {
  it('with details: job, modules and steps, and only passed and ok pass', () => {
    const { records, facts } = read({ job })
    expect(records.map(({ suite, case: test, status, place }) => [suite, test, status, place])).toEqual([
      ['AGL', 'agl-cluster@qemux86-64', 'xfail', 'tests/4711'],
      ['agl-cluster@qemux86-64', 'boot', 'pass', 'tests/4711#step/boot/1'],
      ['agl-cluster@qemux86-64 > boot', 'telltale', 'pass', 'tests/4711#step/boot/1'],
      ['agl-cluster@qemux86-64 > boot', 'boot-2.png', 'unknown', 'tests/4711#step/boot/2'],
      ['agl-cluster@qemux86-64 > boot', 'Soft Failed', 'xfail', 'tests/4711#step/boot/3'],
      ['agl-cluster@qemux86-64 > boot', 'wait_serial', 'fail', 'tests/4711#step/boot/4'],
      ['agl-cluster@qemux86-64', 'later', 'unknown', 'tests/4711#step/later/1'],
    ])
    expect(records.map(({ duration }) => duration).slice(0, 2)).toEqual([90, 63])
    expect(records[2]?.message).toBe('needle telltale: 99 % alike at 0,12')
    expect(records[0]?.message).toBe('softfailed: known defect')
    expect(facts).toEqual({
      tool: 'openQA',
      subject: 'agl 19 7',
      kernel: '',
      architecture: 'x86_64',
      machine: 'qemux86-64',
      date: '2026-01-02T10:01:30',
    })
  })

  it.each([
    ['done', 'passed', 'pass'],
    ['done', 'softfailed', 'xfail'],
    ['done', 'failed', 'fail'],
    ['done', 'incomplete', 'error'],
    ['done', 'timeout_exceeded', 'error'],
    ['done', 'skipped', 'skip'],
    ['done', 'obsoleted', 'skip'],
    ['done', 'parallel_failed', 'unknown'],
    ['done', 'user_cancelled', 'unknown'],
    ['done', 'none', 'unknown'],
    ['running', 'passed', 'unknown'],
    ['cancelled', 'passed', 'unknown'],
  ])('%s and %s is %s', (state, result, status) => {
    expect(read({ job: { id: 1, name: 'x', state, result } }).records[0]?.status).toBe(status)
  })

  it('in a list of jobs, and as the details file of a module', () => {
    expect(read({ jobs: [job, { ...job, id: 2, result: 'passed' }] }).records.length).toBe(14)
    const { records } = read([step, { ...step, result: 'fail', area: 'nonsense' }])
    expect(records.map(({ case: test, status, place }) => [test, status, place])).toEqual([
      ['telltale', 'pass', 'boot-1.png'],
      ['telltale', 'fail', 'boot-1.png'],
    ])
  })

  it('as the details file of a worker: a module that passed with dents soft-failed', () => {
    const details = { dents: 1, details: [step], result: 'ok' }
    const { records } = readEvidence('out/details-boot.json', JSON.stringify(details))
    expect(records.map(({ suite, case: test, status }) => [suite, test, status])).toEqual([
      ['', 'boot', 'xfail'],
      ['boot', 'telltale', 'pass'],
    ])
  })
})
