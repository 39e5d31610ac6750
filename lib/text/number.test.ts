import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalIn, decimalOf, figureOf, wholeOf } from './number'

describe('a number of a text', () => {
  it.each([
    ['17,200', undefined, 'ambiguous'],
    ['17,200', [0], 17_200],
    ['17,200', [3], 17.2],
    ['17,200', [2], 'ambiguous'],
    ['0,200', undefined, 0.2],
    ['1,234.56', undefined, 1_234.56],
    ['1.234,56', undefined, 1_234.56],
    ['1\u202f234\u202f567,89', undefined, 1_234_567.89],
    ['1\u00a0234', undefined, 1_234],
    ['1 234 567', undefined, 1_234_567],
    ["1'234'567", undefined, 1_234_567],
    ['1’234.5', undefined, 1_234.5],
    ['12,34,567', undefined, 1_234_567],
    ['17200.968507', undefined, 17_200.968507],
    ['66,111,521,094', undefined, 66_111_521_094],
    ['1,23,45', undefined, undefined],
    ['1.2.3', undefined, undefined],
    ['12345,678', undefined, 12_345.678],
    ['1e5', undefined, undefined],
    ['', undefined, undefined],
    ['99999999999999999999', undefined, undefined],
    ['1,', undefined, undefined],
  ])('%j with %j decimals is %j', (text, decimals, value) => {
    expect(figureOf(text, decimals)).toBe(value)
  })

  it('is read back in every locale that printf knows, where its decimals are known', () => {
    const locales = [',.', '.,', '\u202f,', '\u00a0,', ' ,', "'.", '’.'] as const
    const value = fc.record({
      whole: fc.nat({ max: 2 ** 40 }),
      cents: fc.nat({ max: 99 }),
      hasPoint: fc.boolean(),
      locale: fc.constantFrom(...locales),
    })
    fc.assert(
      fc.property(value, ({ whole, cents, hasPoint, locale: [group = '', point = ''] }) => {
        const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, group)
        const text = hasPoint ? `${grouped}${point}${String(cents).padStart(2, '0')}` : grouped
        expect(figureOf(text, [0, 2])).toBeCloseTo(whole + (hasPoint ? cents / 100 : 0), 4)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('is the same to the last bit as the engine reads it, cut out or not', () => {
    const signs = fc.string({ unit: fc.constantFrom(...'0123456789.-'), maxLength: 24 })
    const figures = fc.tuple(fc.nat(), fc.nat({ max: 999_999_999 })).map(([whole, part]) => `${whole}.${part}`)
    fc.assert(
      fc.property(fc.oneof(signs, figures), signs, (text, around) => {
        const value = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
        expect(decimalOf(text)).toBe(value)
        expect(decimalIn(around + text + around, around.length, around.length + text.length)).toBe(value)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('is finite, ambiguous or unknown, whatever the text', () => {
    const signs = fc.string({ unit: fc.constantFrom(..."0123456789.,' -e\u00a0"), maxLength: 40 })
    fc.assert(
      fc.property(signs, (text) => {
        for (const value of [wholeOf(text), decimalOf(text), figureOf(text)])
          expect(value === undefined || value === 'ambiguous' || Number.isFinite(value)).toBe(true)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })
})
