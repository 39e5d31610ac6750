import { describe, expect, it } from 'vitest'
import {
  type Column,
  countsText,
  figuresCsv,
  nextSorting,
  searchable,
  secondsText,
  shownRows,
  sizeText,
} from './figures'

type Row = { readonly name: string; readonly calls: number | null }

const rows: Row[] = [
  { name: 'read', calls: 2 },
  { name: 'openat', calls: 10 },
  { name: 'Open file 10', calls: null },
  { name: 'open file 9', calls: 1 },
]
const columns: Column<Row>[] = [
  { name: 'name', title: 'Name', width: '1fr', value: ({ name }) => name },
  { name: 'calls', title: 'Calls', width: '1fr', value: ({ calls }) => calls },
]
const names = (words: string, sorting?: Parameters<typeof shownRows>[3]) =>
  shownRows(searchable(rows, columns), columns, words, sorting).map(({ name }) => name)

describe('lists of figures', () => {
  it('keep rows that have all the words, in whichever column', () => {
    expect(names('OPEN file')).toEqual(['Open file 10', 'open file 9'])
    expect(names('open 10')).toEqual(['openat', 'Open file 10'])
    expect(names('none')).toEqual([])
  })

  it('sort numbers as numbers and texts as people do, with nothing at the end', () => {
    expect(names('', { column: 'calls', isDown: true })).toEqual(['openat', 'read', 'open file 9', 'Open file 10'])
    expect(names('', { column: 'calls', isDown: false }).at(-1)).toBe('Open file 10')
    expect(names('file', { column: 'name', isDown: false })).toEqual(['open file 9', 'Open file 10'])
  })

  it('begin with the largest number, go on with the smallest, then as it was', () => {
    const [name, calls] = columns as [Column<Row>, Column<Row>] // two are declared above
    const first = nextSorting(undefined, calls, rows)
    expect(first).toEqual({ column: 'calls', isDown: true })
    expect(nextSorting(first, calls, rows)).toEqual({ column: 'calls', isDown: false })
    expect(nextSorting({ column: 'calls', isDown: false }, calls, rows)).toBeUndefined()
    expect(nextSorting(first, name, rows)).toEqual({ column: 'name', isDown: false })
  })

  it('are saved so that no spreadsheet computes what a trace says', () => {
    expect(figuresCsv([{ name: '=cmd|"calc"', calls: null }], columns)).toBe('Name,Calls\r\n"\'=cmd|""calc""",\r\n')
  })

  it('say numbers in words that people use', () => {
    expect([secondsText(0.000012), secondsText(0.0137), secondsText(102.4), secondsText(null)]).toEqual([
      ...['12 µs', '13.7 ms', '102 s', ''],
    ])
    expect([sizeText(900), sizeText(57_829), sizeText(282_502_685)]).toEqual(['900 B', '57.8 kB', '283 MB'])
    expect(countsText({ ENOENT: 2, EAGAIN: 1_000 })).toBe('EAGAIN 1,000, ENOENT 2')
  })
})
