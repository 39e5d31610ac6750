import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLine, decodeText, encodingNote, Utf8Stream } from './encoding'
import { isUtf8 } from './utf8'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

function utf16(text: string, isLittle: boolean, hasMark = true): Uint8Array {
  const units = hasMark ? `\ufeff${text}` : text
  const bytes = new Uint8Array(2 * units.length)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < units.length; at++) view.setUint16(2 * at, units.charCodeAt(at), isLittle)
  return bytes
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

/** Reads bytes as a stream does, cut at these places. */
function streamed(bytes: Uint8Array, cuts: readonly number[]): string {
  const stream = new Utf8Stream()
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const chunks = places.slice(1).map((to, index) => stream.push(bytes.subarray(places[index], to)).slice())
  const all = Uint8Array.from([...chunks, stream.end()].flatMap((chunk) => [...chunk]))
  const lines: string[] = []
  for (let from = 0; from <= all.length; ) {
    const found = all.indexOf(10, from)
    const end = found < 0 ? all.length : found
    lines.push(decodeLine(all.subarray(from, end)).text)
    from = end + 1
  }
  return lines.join('\n').replace(/^\ufeff/, '')
}

const cuts = fc.array(fc.nat({ max: 4_000 }), { maxLength: 6 })
const whole = fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !/[\ufeff\0]/.test(text))
const sentence = 'openat(AT_FDCWD, "/dev/pump", O_RDWR) = 3\n'

describe('bytes become text', () => {
  it.each([
    ['UTF-8', utf8(`${sentence}Gerät 漢字`), 'utf-8', 0],
    ['UTF-8 with its mark', utf8(`\ufeff${sentence}Gerät 漢字`), 'utf-8', 0],
    ['UTF-16LE with its mark', utf16(`${sentence}Gerät 漢字`, true), 'utf-16le', 0],
    ['UTF-16BE with its mark', utf16(`${sentence}Gerät 漢字`, false), 'utf-16be', 0],
    ['UTF-16LE without a mark', utf16(`${sentence}Gerät 漢字`, true, false), 'utf-16le', 0],
    ['UTF-16BE without a mark', utf16(`${sentence}Gerät 漢字`, false, false), 'utf-16be', 0],
  ])('of %s', (_name, bytes, encoding, latinLines) => {
    expect(decodeText(bytes)).toEqual({ text: `${sentence}Gerät 漢字`, encoding, latinLines })
  })

  it('of Latin-1 and Windows-1252 with a note, and of both beside UTF-8 line by line', () => {
    const bytes = Uint8Array.from([...latin1('Ger\u00e4t\n'), ...utf8('Gerät\n'), 0x80, 0x20, 0x93])
    const decoded = decodeText(bytes)
    expect(decoded).toEqual({ text: 'Gerät\nGerät\n€ “', encoding: 'utf-8', latinLines: 2 })
    expect(encodingNote(decoded)).toMatch(/^2 lines are not UTF-8: read as Latin-1/)
  })

  it('of a character that stands for a damaged one as it is', () => {
    expect(decodeText(utf8('a\ufffdb'))).toEqual({ text: 'a\ufffdb', encoding: 'utf-8', latinLines: 0 })
  })

  it('of a UTF-16 text whose last character is cut in half, which is said', () => {
    const decoded = decodeText(utf16('pump', true).subarray(0, 9))
    expect([decoded.text, encodingNote(decoded)]).toEqual([
      'pum\ufffd',
      'Read as UTF-16LE; some of its characters are damaged.',
    ])
  })

  it('alike in UTF-8 and UTF-16, as a whole and in chunks, whatever the text', () => {
    fc.assert(
      fc.property(whole, fc.boolean(), cuts, (text, isLittle, places) => {
        for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf16(text, isLittle)]) {
          expect(decodeText(bytes).text).toBe(text)
          expect(streamed(bytes, places)).toBe(text)
        }
        expect(streamed(utf16(sentence + text, isLittle, false), places)).toBe(sentence + text)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('alike as a whole and in chunks, whatever the bytes', () => {
    const signs = fc.oneof(
      fc.constantFrom(10, 65, 0xc3, 0xa4, 0xe9, 0xef, 0xbb, 0xbf),
      fc.integer({ min: 1, max: 255 }),
    )
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), cuts, (bytes, places) => {
        const all = Uint8Array.from(bytes)
        expect(streamed(all, places)).toBe(decodeText(all).text)
        let isWhole = true
        try {
          new TextDecoder('utf-8', { fatal: true }).decode(all)
        } catch {
          isWhole = false
        }
        expect(isUtf8(all, 0, all.length)).toBe(isWhole)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })

  it('of a Latin-1 text: each line is that line, or was UTF-8 by chance', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'äöüßéèç aeiou'), maxLength: 40 })
    fc.assert(
      fc.property(letters, cuts, (text, places) => {
        const bytes = latin1(text)
        expect(streamed(bytes, places)).toBe(decodeText(bytes).text)
        if (!isUtf8(bytes, 0, bytes.length)) expect(decodeText(bytes).text).toBe(text)
      }),
      { seed: 11, numRuns: 10_000 },
    )
  })
})
