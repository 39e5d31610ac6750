import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, findUnstorable, unstorable } from './storable'

const throughUtf8 = (text: string) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text))
const texts = fc
  .array(fc.constantFrom(0, 0x41, 0xd83d, 0xde00, 0xdc00, 0xffff, 0xfffd, 0xfeff))
  .map((units) => String.fromCharCode(...units))

test('A text may be stored exactly when UTF-8 gives it back as it was and no NUL is in it', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(unstorable(text) === undefined).toBe(throughUtf8(text) === text && !text.includes('\0'))
    }),
    { numRuns: 10_000, seed: 1 },
  )
})

test('A cut text is as long as may be and holds no half character that was not there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(12), (text, most) => {
      const short = cut(text, most)
      expect(text.startsWith(short)).toBe(true)
      expect(unstorable(short)).not.toBe('half a character')
      expect(short.length).toBeGreaterThanOrEqual(Math.min(text.length, most - 1))
      expect(short.length).toBeLessThanOrEqual(most)
    }),
    { numRuns: 10_000, seed: 1 },
  )
})

test('What cannot be stored is found in the order of the value, with the way to it', () => {
  const value = { a: ['fine', { b: 'x\0', c: '\0' }], d: '\ud800' }
  expect(findUnstorable(value)).toEqual({ path: ['a', '1', 'b'], text: 'x\0', what: 'a NUL' })
  expect(findUnstorable({ d: ['😀', '\udc00'] })).toMatchObject({ path: ['d', '1'], what: 'half a character' })
  expect(findUnstorable({ fields: { 'a\0': 1 } })).toEqual({ path: ['fields'], text: 'a\0', what: 'a NUL' })
  expect(findUnstorable({ a: 1, b: null, c: undefined, d: ['é', true] })).toBeUndefined()
})

test('A value of any depth is looked through', () => {
  let value: unknown = 'deep\0'
  for (let depth = 0; depth < 200_000; depth++) value = [value]
  expect(findUnstorable(value)?.path).toHaveLength(200_000)
})
