import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flagged, readTrace, sum } from '../testing/readTrace'

const table = (rows: readonly string[], total: string): string =>
  [
    '% time     seconds  usecs/call     calls    errors syscall',
    '------ ----------- ----------- --------- --------- ----------------',
    ...rows,
    '------ ----------- ----------- --------- --------- ----------------',
    total,
  ].join('\n')

const rows = [
  ' 66.35    0.001185         237         5         1 wait4',
  ' 33.65    0.000601          55         8           clone',
]

describe('a table of strace -c', () => {
  it('is read by columns: an empty cell is no error, whatever its neighbours', () => {
    const { format, counts, unknown, flags } = readTrace(
      table(rows, '100.00    0.001786          12        13         1 total'),
    )
    expect(format).toBe('straceTable')
    expect(counts).toEqual([
      { line: 3, table: '', name: 'wait4', calls: 5, errors: 1, seconds: 0.001185 },
      { line: 4, table: '', name: 'clone', calls: 8, errors: 0, seconds: 0.000601 },
    ])
    expect(unknown).toEqual([])
    expect(flags).toEqual([{ code: 'followUnknown', count: 8, line: 1 }])
  })

  it('whose total has no usecs/call (before strace 5) is read the same', () => {
    expect(readTrace(table(rows, '100.00    0.001786                    13         1 total')).flags).toEqual([
      { code: 'followUnknown', count: 8, line: 1 },
    ])
  })

  it.each([
    ['calls', '100.00    0.001786          12        14         1 total'],
    ['errors', '100.00    0.001786          12        13         2 total'],
    ['errors that are not there', '100.00    0.001786          12        13           total'],
    ['seconds', '100.00    0.002786          12        13         1 total'],
    ['percents', ' 99.00    0.001786          12        13         1 total'],
  ])('whose %s do not sum up is told, with the line of its total', (_what, total) => {
    expect(readTrace(table(rows, total)).flags).toContainEqual({ code: 'totalsWrong', count: 1, line: 6 })
  })

  it('may have other columns, in another order (-U), or those of strace 7', () => {
    const text = [
      'syscall              calls    errors     seconds  longest',
      '---------------- --------- --------- ----------- --------',
      'mmap                    11              0.000039 0.000017',
      'ioctl                    7         7    0.000024 0.000005',
      '---------------- --------- --------- ----------- --------',
      'total                   18         7    0.000063 0.000017',
    ].join('\n')
    const { counts, flags } = readTrace(text)
    expect(counts.map(({ name, calls, errors, seconds }) => [name, calls, errors, seconds])).toEqual([
      ['mmap', 11, 0, 0.000039],
      ['ioctl', 7, 7, 0.000024],
    ])
    expect(flags).toEqual([])
    const wall = ' wall-total     calls syscall\n----------- --------- -------\n   0.500000         2 read\n'
    expect(readTrace(wall).counts).toMatchObject([{ name: 'read', calls: 2, seconds: 0.5 }])
    expect(readTrace(wall).counts[0]?.errors).toBeUndefined()
  })

  it('with values that are wider than their column is read', () => {
    const wide = '100.00 123456.000001      123456   1000000    999999 clock_nanosleep'
    const { counts } = readTrace(table([wide], wide.replace('clock_nanosleep', 'total')))
    expect(counts).toMatchObject([{ name: 'clock_nanosleep', calls: 1_000_000, errors: 999_999 }])
  })

  it('that ends without its total was cut off', () => {
    expect(readTrace(`${table(rows, '')}`).flags).toContainEqual({ code: 'tableCut', count: 1, line: 1 })
  })

  it('is told from others by the command above it, or by its number', () => {
    const one = table(rows, '100.00    0.001786          12        13         1 total')
    const names = (text: string) => [...new Set(readTrace(text).counts.map((count) => count.table))]
    expect(names(`$ strace -f -c mdt status 2> x\n${one}\nstrace -c mdt model\n${one}`)).toEqual([
      'strace -f -c mdt status',
      'strace -c mdt model',
    ])
    expect(names([one, one, one].join('\n'))).toEqual(['', 'table 2', 'table 3'])
    expect(names(`strace -c x\n${one}\nstrace -c x\n${one}`)).toEqual(['strace -c x', 'strace -c x (table 2)'])
  })

  it('of another mode has its name, which strace writes above it', () => {
    const one = table(rows, '100.00    0.001786          12        13         1 total')
    const { counts, unknown } = readTrace(`${one}\nSystem call usage summary for 32 bit mode:\n${one}`)
    expect([[...new Set(counts.map((count) => count.table))], unknown]).toEqual([['', '32 bit'], []])
  })

  it('tells that children were followed by what strace said above it', () => {
    const text = `strace: Process 7 attached\n${table(rows, '100.00    0.001786          12        13         1 total')}`
    const { format, flags, notes } = readTrace(text)
    expect([format, flags]).toEqual(['straceTable', []])
    expect(notes).toEqual([{ line: 1, pid: 7, kind: 'attached', text: '' }])
  })

  it('with output of the program in between loses no row, and the output is given back', () => {
    const { counts, unknown } = readTrace(table([rows[0] ?? '', 'done: 12 of 12', 'x', rows[1] ?? ''], ''))
    expect([counts.length, unknown]).toEqual([2, ['done: 12 of 12', 'x']])
  })
})

const folder = '../shared/data/traces'
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: real tables of strace -c: ../shared/data is absent\n')
const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe.skipIf(!isThere)('real tables of strace -c', () => {
  const names = isThere ? readdirSync(folder).filter((name) => name.endsWith('.summary')) : []

  it.each(names)('%s has as many rows as lines between its rules, which sum up to its total', (name) => {
    const reading = readTrace(textOf(name))
    const [first = 0, last = 0] = reading.lines.flatMap((line, index) => (line.startsWith('-----') ? [index] : []))
    expect(reading.counts.length).toBe(last - first - 1)
    const total = reading.lines.find((line) => /\btotal\b/.test(line)) ?? ''
    const numbers = total.match(/\d+(?:\.\d+)?/g) ?? []
    const [calls, errors] = name === 'f-c-U.summary' ? numbers : numbers.slice(-2)
    expect([sum(reading.counts.map((row) => row.calls)), sum(reading.counts.map((row) => row.errors))]).toEqual([
      Number(calls),
      Number(errors),
    ])
    expect(flagged(reading, 'totalsWrong')).toBe(0)
  })

  it('the stand-in run has 48 ioctl, 7 openat and 9 write; whether it was followed, its table does not tell', () => {
    const reading = readTrace(textOf('mdtsim-normal.summary'))
    const callsOf = (name: string) => reading.counts.find((count) => count.name === name)?.calls
    expect([callsOf('ioctl'), callsOf('openat'), callsOf('write')]).toEqual([48, 7, 9])
    expect(reading.flags).toEqual([{ code: 'followUnknown', count: 4, line: 1 }])
  })

  it("the article's three tables have 437, 431 and 248 calls, with prose and blank lines between", () => {
    const reading = readTrace(textOf('openaps-article.txt'))
    const tables = [...new Set(reading.counts.map(({ table }) => table))]
    expect(tables).toEqual(['strace -c mdt reservoir', 'strace -c mdt tempbasal', 'strace -c pumphistory -n 1'])
    const totals = tables.map((own) =>
      sum(reading.counts.filter(({ table }) => table === own).map(({ calls }) => calls)),
    )
    expect(totals).toEqual([437, 431, 248])
    expect(flagged(reading, 'totalsWrong')).toBe(0)
    const busy = reading.counts.filter(({ table, errors }) => table === tables[2] && errors !== 0)
    expect(busy).toMatchObject([{ name: 'flock', calls: 1, errors: 1 }])
    expect(reading.unknown).toContain('Send SPI_IOC_MESSAGE(s) to talk to the pump (driver ioctl)')
    expect(reading.repaired.typography).toBeGreaterThan(95)
  })

  it('strace -C has its calls and then its table: 143 calls, 20 errors', () => {
    const reading = readTrace(textOf('f-C.strace'))
    expect(sum(reading.counts.map(({ calls }) => calls))).toBe(143)
    expect(sum(reading.counts.map(({ errors }) => errors))).toBe(20)
    // The table counts what returned, and no number that strace does not know.
    const known = reading.calls.filter(({ outcome, name }) => outcome !== 'unknown' && !name.startsWith('syscall_'))
    expect(known.length).toBe(143)
    expect(reading.unknown).toEqual([])
  })

  it('strace -C of a short run is a strace all the same', () => {
    const lines = textOf('f-C.strace').split('\n')
    const short = [...lines.slice(0, 20), ...lines.slice(lines.findIndex((line) => line.startsWith('% time')))]
    const { format, calls, counts } = readTrace(short.join('\n'))
    expect([format, calls.length, counts.length]).toEqual(['strace', 20, 49])
  })
})

describe('strace -c -U', () => {
  const line = '--------- --------\n'
  it.each([
    ['calls,name', `    calls syscall\n${line}       10 read\n${line}       10 total\n`, 10],
    ['name,calls', `syscall      calls\n${line}read            10\n${line}total           10\n`, 10],
    ['time,name', `  seconds syscall\n${line} 0.001000 read\n${line} 0.001000 total\n`, undefined],
  ])('%s has two columns, and no unknown line', (_, text, calls) => {
    const { counts, unknown, flags } = readTrace(text)
    expect([counts.map((row) => [row.name, row.calls]), unknown, flags]).toEqual([[['read', calls]], [], []])
  })
})
