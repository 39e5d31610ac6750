import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonInPieces } from './json'

describe('JSON in pieces', () => {
  it('is byte for byte what JSON.stringify writes of the whole', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()), (head, rows) => {
        const { rows: _, ...others } = head
        const text = [...jsonInPieces(others, 'rows', rows)].join('')
        expect(text).toBe(`${JSON.stringify({ ...others, rows }, null, 2)}\n`)
      }),
      { numRuns: 1_000, seed: 3 },
    )
  })
})
