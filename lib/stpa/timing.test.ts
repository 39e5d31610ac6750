import { describe, expect, it } from 'vitest'
import { analysisOf } from './checks/testing/cases'
import { findByKey } from './graph'
import { budgetOf, formatMilliseconds, millisecondsOf } from './timing'

const goal = 'safetyGoal: [{key: SG-1, text: x, faultTolerantTime: {value: 0.2, unit: s}}]'

function budget(key: string, parts: string) {
  const analysis = analysisOf(`${goal}\ntimingBudget:\n${parts}`)
  const item = findByKey(analysis, ['safetyGoal', 'timingBudget'], key)
  if (!item) throw new Error(`no ${key}`)
  const { parts: found, unknown, ...figures } = budgetOf(analysis, item)
  return { ...figures, parts: found.map((part) => part.key), unknown: unknown.map((part) => part.key) }
}

describe('a timing budget', () => {
  it('sums its parts, sub-items and linked ones, in any unit', () => {
    const parts = `- {key: TB-1, text: x, value: {value: 200, unit: ms}, partOf: [SG-1]}
- {key: TB-2, parent: TB-1, text: x, value: {value: 30000, unit: us}, partOf: [TB-1]}
- {key: TB-3, text: x, value: {value: 0.07, unit: s}, partOf: [TB-1]}`
    expect(budget('TB-1', parts)).toEqual({ whole: 200, sum: 100, slack: 100, parts: ['TB-2', 'TB-3'], unknown: [] })
    expect(budget('SG-1', parts)).toEqual({ whole: 200, sum: 200, slack: 0, parts: ['TB-1'], unknown: [] })
  })

  it('leaves out parts that were withdrawn, and names those without a time', () => {
    const parts = `- {key: TB-1, text: x, value: {value: 10, unit: ms}}
- {key: TB-2, parent: TB-1, text: x, state: withdrawn, value: {value: 30, unit: ms}}
- {key: TB-3, parent: TB-1, text: x}
- {key: TB-4, parent: TB-1, text: x, value: {value: 1, unit: fortnight}}`
    expect(budget('TB-1', parts)).toMatchObject({ sum: 0, slack: 10, unknown: ['TB-3', 'TB-4'] })
  })

  it('has no rounding errors to report', () => {
    const parts = `- {key: TB-1, text: x, value: {value: 0.3, unit: ms}}
- {key: TB-2, parent: TB-1, text: x, value: {value: 0.1, unit: ms}}
- {key: TB-3, parent: TB-1, text: x, value: {value: 0.2, unit: ms}}`
    expect(budget('TB-1', parts)).toMatchObject({ sum: 0.3, slack: 0 })
  })
})

describe('a time', () => {
  it('is read in its unit and printed in milliseconds', () => {
    expect(
      [{ value: 2, unit: 'min' }, { value: 5, unit: 'ns' }, { value: 5, unit: 'm' }, null].map(millisecondsOf),
    ).toEqual([120_000, 5e-6, undefined, undefined])
    expect([formatMilliseconds(150), formatMilliseconds(0.12345)]).toEqual(['150 ms', '0.123 ms'])
  })
})
