import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Cell, clipboardRows, csvOf, withoutGuard } from './csv'

const read = (text: string): string[][] => parse(text, { relax_column_count: true, skip_empty_lines: false })

const odd = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' ',
  '"',
  "'",
  ',',
  ';',
  '＝',
  '﹣',
  '\u00a0',
  '\u200b',
  'a',
  '1',
)
const text = fc.oneof(
  fc.array(odd, { maxLength: 6 }).map((signs) => signs.join('')),
  fc.string(),
)
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))

test('Every text comes back through CSV as it was, and every number as a number', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, number, text), { minLength: 1, maxLength: 4 }), (rows) => {
      const back = read(csvOf(rows)).map(([left = '', middle = '', right = '']) => [
        ...[withoutGuard(left), Number(middle), withoutGuard(right)],
      ])
      expect(back).toEqual(
        rows.map(([left, middle, right]) => [left.replaceAll('\0', '␀'), middle + 0, right.replaceAll('\0', '␀')]),
      )
    }),
    { numRuns: 10_000, seed: 3 },
  )
})

test('No cell of a text begins as a formula, whatever a spreadsheet takes off first', () => {
  fc.assert(
    fc.property(text, (value) => {
      const [[cell = ''] = []] = read(csvOf([[value, 'x']]))
      expect(cell).not.toMatch(/^[\t\r\n]|^[\s\u200b"]*[=+\-@＝﹣]/)
      expect(clipboardRows([[value]])).not.toMatch(/^[\t\r\n]|^[\s\u200b"]*[=+\-@＝﹣]/)
    }),
    { numRuns: 10_000, seed: 4 },
  )
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"=1"', "'=1", '＝1', '\u00a0=1', '\ufeff=1'])(
  'A spreadsheet takes %j for text, and it comes back',
  (value) => {
    const [[cell = ''] = []] = read(csvOf([[value]]))
    expect(cell).toBe(`'${value}`)
    expect(withoutGuard(cell)).toBe(value)
  },
)

test('Cells are quoted where RFC 4180 wants it, and a number that is none leaves its cell empty', () => {
  expect(csvOf([['a', 'b,c', 'd"e', 'f\ng', ' h']])).toBe('a,"b,c","d""e","f\ng"," h"\r\n')
  const numbers: Cell[] = [-5, 0.5, Number.NaN, Number.POSITIVE_INFINITY, null, undefined]
  expect(csvOf([numbers])).toBe('-5,0.5,,,,\r\n')
  expect(withoutGuard("'tis")).toBe("'tis")
})

test('Rows for the clipboard have one line each', () => {
  expect(
    clipboardRows([
      ['H-1', 'two\nlines\tand a tab', '=1'],
      ['H-2', '', -1],
    ]),
  ).toBe("H-1\ttwo lines and a tab\t'=1\nH-2\t\t-1")
})
