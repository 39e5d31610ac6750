import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainKey, shownKey, shownText } from './visible'

const signs = fc.constantFrom(...'L-1é ́\u00a0\u2003\u200b\u200d\ufeff\u202e\u2066\u00ad\u3164\u2800\t\n\r\u001b\u0000')
const keys = fc.string({ unit: fc.oneof(signs, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) })
/** What a reader sees of a line: no invisible sign, all blanks as one. */
const seen = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/gu, (sign) => (/\s/.test(sign) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim()

describe('a key', () => {
  it('that is plain shows all that it is', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const plain = plainKey(key)
        expect(plainKey(plain)).toBe(plain)
        expect(shownKey(plain)).toBe(plain)
        expect(seen(plain)).toBe(plain)
      }),
      { numRuns: 5_000 },
    )
  })

  it('stays as it is where all of it is seen', () => {
    const all = ['L-1', 'UCA-12.3', 'Bremse löst', 'Н-1', '危険-1', 'a b', '👩‍🚒'.replace('\u200d', '')]
    expect(all.map(plainKey)).toEqual(all)
  })

  it.each([
    ' L-1 ',
    'L\u200b-1',
    'L-1\u202e',
    'L\u00ad-1',
    '\ufeffL-1',
    'L-1\u00a0',
    'L-1\n',
    '\u001bL-1',
    'L-1\u3164',
  ])('%j looks like another, and is that one', (key) => {
    expect(plainKey(key)).toBe('L-1')
  })

  it('is shown as what it is', () => {
    expect(shownKey('L\u202e-1\u00a0')).toBe('L<U+202E>-1<U+00A0>')
  })
})

describe('a text for people', () => {
  it('has nothing that a terminal obeys or that turns what stands behind it', () => {
    expect(shownText('\u001b[2Jpass\u009b31m\r\nan \u202eelbat\u2066\n\tend')).toBe(
      '<U+001B>[2Jpass<U+009B>31m<U+000D>\nan <U+202E>elbat<U+2066>\n\tend',
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(shownText(text)).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u)
      }),
    )
  })
})
