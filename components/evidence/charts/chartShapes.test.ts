import { describe, expect, it } from 'vitest'
import { bandOf, stacked, stepsOf, ticksUpTo } from './chartShapes'

const scale = { left: 10, step: 5, bottom: 100, unit: 2 }

describe('shapes of charts', () => {
  it('has axes that end at round values above the highest one', () => {
    expect(ticksUpTo(40)).toEqual([0, 10, 20, 30, 40])
    expect(ticksUpTo(13_977)).toEqual([0, 5_000, 10_000, 15_000])
    expect(ticksUpTo(0.9)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(ticksUpTo(0)).toEqual([0, 1])
    expect(ticksUpTo(Number.NaN)).toEqual([0, 1])
  })

  it('lays rows on one another', () => {
    expect(
      stacked([
        [1, 2],
        [3, 0],
      ]),
    ).toEqual([
      { lower: [0, 0], upper: [1, 2] },
      { lower: [1, 2], upper: [4, 2] },
    ])
  })

  it('draws values as steps, and bands between two of them', () => {
    expect(stepsOf([1, 3], scale)).toBe('M10 98H15V94H20')
    expect(bandOf([0, 1], [1, 3], scale)).toBe('M10 98H15V94H20V98H15V100H10Z')
    expect(bandOf([], [], scale)).toBe('')
  })
})
