import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dateAfter } from './clock'

const day = 86_400_000
const moment = fc.integer({ min: 0, max: 4e12 })
const at = (time: number) => new Date(time)

it.each([
  ['a moment later', 1, '1970-01-11T00:00:00.001Z'],
  ['at the same moment', 0, '1970-01-11T00:00:00.000Z'],
  ['on a machine whose clock is an hour behind', -3_600_000, '1970-01-11T00:00:00.000Z'],
  ['after a jump by a day was mended', -day, '1970-01-11T00:00:00.000Z'],
  ['after a jump by more was mended', -day - 1, '1970-01-09T23:59:59.999Z'],
])('a change %s gets its date', (_, difference, date) => {
  const before = 10 * day
  expect(dateAfter(at(before).toISOString(), at(before + difference))).toBe(date)
})

it('the first change of all has the present date', () => {
  expect(dateAfter('', at(day))).toBe('1970-01-02T00:00:00.000Z')
})

it('dates go back by no clock that is less than a day wrong, and none is pinned for longer', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: -day, max: day }), (before, difference) => {
      const date = dateAfter(at(before).toISOString(), at(Math.max(0, before + difference)))
      expect(Date.parse(date)).toBeGreaterThanOrEqual(before)
    }),
    { numRuns: 10_000, seed: 11 },
  )
  fc.assert(
    fc.property(moment, moment, (before, now) => {
      expect(Date.parse(dateAfter(at(before).toISOString(), at(now))) - now).toBeLessThanOrEqual(day)
    }),
    { numRuns: 10_000, seed: 11 },
  )
})
