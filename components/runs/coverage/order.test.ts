import { describe, expect, it } from 'vitest'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { coverageCsv } from './csv'
import { inRunOrder, moved, normalFirst } from './order'

const run = (id: string, nature: RunCoverage['nature'] = 'normal'): RunCoverage => ({
  run: { id, title: id, workload: '' },
  ...{ nature, calls: 1, noise: 0, seconds: undefined, flags: [], items: [], steps: [], cut: 0 },
})
const ids = (runs: readonly RunCoverage[]) => runs.map((each) => each.run.id).join('')

describe('the order of runs', () => {
  it('is as a person gave it, with the others behind', () => {
    const runs = [run('a'), run('b'), run('c'), run('d')]
    expect(ids(inRunOrder(runs, []))).toBe('abcd')
    expect(ids(inRunOrder(runs, ['c', 'a', 'gone']))).toBe('cabd')
    expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c'])
  })

  it('sets runs of fault injection apart', () => {
    expect(ids(normalFirst([run('a', 'faultInjection'), run('b'), run('c')]))).toBe('bca')
  })
})

describe('coverage as CSV', () => {
  it('has a column for each run, how far it goes, and no cell that a spreadsheet would compute', () => {
    const text = coverageCsv({
      runs: [
        { id: 'r', title: '=normal', workload: '', nature: 'normal', calls: 1, seconds: undefined, limits: [] },
        { id: 'f', title: 'refused', workload: '', nature: 'faultInjection', calls: 1, seconds: undefined, limits: [] },
      ],
      rows: [
        {
          ...{
            uid: 'u',
            key: 'CA-1',
            text: 'Open "it"',
            kind: 'controlAction',
            normal: 'withError',
            isConfirmed: true,
          },
          cells: [
            { state: 'withError', words: '1 call, line 5, EAGAIN' },
            { state: 'notExercised', words: '' },
          ],
        },
      ],
      ...{ statements: ['In 1 run …'], neverFailed: [], neverFailedCount: 0, missingSubsystems: [] },
    })
    expect(text).toContain("'=normal,refused (fault injection)")
    expect(text).toContain('CA-1,"Open ""it""",Exercised with error,yes,"Exercised with error: 1 call, line 5, EAGAIN"')
    expect(text).toContain('\r\nIn 1 run …\r\n')
  })
})
