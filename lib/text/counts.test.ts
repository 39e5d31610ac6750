import { expect, it } from 'vitest'
import { counted, countedOf, number } from './counts'

it('counts are written as people read them', () => {
  expect([number(0), number(1_234_567)]).toEqual(['0', '1,234,567'])
  expect([counted(1, 'error'), counted(1_200, 'error'), counted(0, 'entry', 'entries')]).toEqual([
    ...['1 error', '1,200 errors', '0 entries'],
  ])
  expect(countedOf(1_000, 1_200, 'step')).toBe('1,000 of 1,200 steps')
})
