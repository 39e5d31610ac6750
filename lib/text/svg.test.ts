import { describe, expect, it } from 'vitest'
import { roundedPath, straightPath, svgText } from './svg'

describe('what stands in SVG', () => {
  it('is text that every reader of XML takes, whatever is in it', () => {
    // What XML 1.0 takes as a sign (section 2.2).
    const isHeld = (code: number) =>
      [9, 10, 13].includes(code) || (code >= 0x20 && code < 0xd800) || (code > 0xdfff && code < 0xfffe)
    for (let sign = 0; sign < 0x10000; sign++) {
      const text = svgText(`a${String.fromCharCode(sign)}"<b>&`)
      expect([...text].every((each) => isHeld(each.charCodeAt(0)))).toBe(true)
      expect(text).toMatch(/^a[^<>"]*&quot;&lt;b&gt;&amp;$/)
    }
    expect(svgText('a\u202eb')).toBe('a&lt;U+202E&gt;b')
  })

  it('is a way through points, straight or with round corners', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 4 },
    ]
    expect(straightPath(points)).toBe('M0 0L10 0L10 4')
    expect(roundedPath(points)).toBe('M0 0L5 0Q10 0 10 2L10 4')
    expect([straightPath([]), roundedPath([])]).toEqual(['', ''])
    expect(roundedPath([points[0], points[0], points[1]].filter((point) => point !== undefined))).not.toMatch(/NaN/)
  })
})
