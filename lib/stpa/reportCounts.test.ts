import { describe, expect, it } from 'vitest'
import { finish, newReading, note } from './formats/reading'
import { countOutcomes, isNotice, outcomesText } from './reportCounts'

describe('the end of the report of an import', () => {
  it('has all four, whatever there is', () => {
    expect(outcomesText(countOutcomes([]))).toBe('0 created, 0 repaired, 0 skipped, 0 lost')
  })

  it('counts what lines stand for, and not lines', () => {
    const limit = { outcome: 'created', message: 'cutEnd: …', count: 0 } as const
    expect(isNotice(limit)).toBe(true)
    const lines = [limit, { outcome: 'created', message: '4 hazards', count: 4 }] as const
    expect(countOutcomes([...lines, { outcome: 'lost', message: 'x' }])).toMatchObject({ created: 4, lost: 1 })
  })

  it('counts the lines of one sort that are not listed', () => {
    const reading = newReading()
    for (let at = 0; at < 800; at++) note(reading, 'skipped', `entry ${at}`, undefined, { sort: 'entry' })
    const { report } = finish(reading, 'native')
    expect([report.length, countOutcomes(report).skipped]).toEqual([501, 800])
  })
})
