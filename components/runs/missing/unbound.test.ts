import { describe, expect, it } from 'vitest'
import type { RunCoverage, Step } from '@/lib/trace/coverage/types'
import { unboundSteps } from './unbound'

const step = (verb: string, more: Partial<Step> = {}): Step => ({
  ...{ verb, resource: '/dev/x', resourceKind: 'device', phase: 'device', count: 1, bound: 0, errors: 0 },
  ...{ outcomes: { [`${verb} ok`]: 1 }, firstLine: 1, subsystems: ['X'] },
  ...more,
})
const run = (id: string, ...steps: Step[]): RunCoverage => ({
  run: { id, title: id, workload: '' },
  ...{ nature: 'normal', calls: 1, noise: 0, seconds: undefined, flags: [], items: [], steps, cut: 0 },
})

describe('steps that no binding knows', () => {
  it('are summed over runs, with their errors and the place where they are seen first', () => {
    const normal = run('a', step('flock', { firstLine: 9 }), step('open', { bound: 1 }))
    const busy = run(
      'b',
      step('flock', { count: 3, bound: 1, errors: 1, outcomes: { 'flock EAGAIN': 1, 'flock ok': 2 } }),
    )
    const found = unboundSteps([normal, busy])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ key: 'flock /dev/x', count: 3, errors: ['EAGAIN'], run: 'a', line: 9, runs: 2 })
  })
})
