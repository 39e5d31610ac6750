import { describe, expect, it } from 'vitest'
import { readEvidence } from '.'

const read = (text: string) => readEvidence('coverage', text)

describe('coverage', () => {
  it('counts nothing of a sum whose other half was not told', () => {
    const { coverage, report } = readEvidence(
      'a.info',
      'SF:a.c\nLF:1000\nend_of_record\nSF:b.c\nDA:1,1\nLH:7\nBRH:3\nend_of_record\n',
    )
    expect(coverage?.map(({ path, lines, branches }) => [path, lines, branches])).toEqual([
      ['a.c', undefined, undefined],
      ['b.c', { found: 1, hit: 1 }, undefined],
    ])
    expect(report.flags.map(({ code, count }) => [code, count])).toEqual([['countsDiffer', 3]])
    const said = [...report.repaired.first, ...report.skipped.first].map(({ message }) => message)
    expect(said).toEqual([
      'b.c: 7 of an untold number of lines told, 1 of 1 seen.',
      'a.c: 1000 lines, but not how many of them were hit.',
      'b.c: 3 branches, but not of how many.',
    ])
  })

  it('of lcov 2: functions by index, checksums, branches never evaluated, negative counts', () => {
    const text = `TN:boot
SF:/srv/linux/drivers/watchdog/softdog.c
VER:1
FNL:0,10,20
FNA:0,3,softdog_ping
FNA:0,0,softdog_ping_alias
FNL:1,30,40
FNA:1,0,softdog_stop
FN:50,60,softdog_init
FNDA:1,softdog_init
DA:11,3,xyz==
DA:12,0
DA:13,-2
DA:12,4
BRDA:11,0,0,-
BRDA:11,0,1,2
BRDA:11,e0,2,0
LF:3
LH:2
end_of_record
SF:b.c
LF:10
LH:4
end_of_record
`
    const { coverage, facts, report } = read(text)
    expect(coverage).toEqual([
      {
        path: '/srv/linux/drivers/watchdog/softdog.c',
        line: 2,
        lines: { found: 3, hit: 2 },
        functions: { found: 3, hit: 2 },
        branches: { found: 3, hit: 1 },
      },
      { path: 'b.c', line: 21, lines: { found: 10, hit: 4 } },
    ])
    expect(facts.subject).toBe('boot')
    expect(report.repaired.first).toEqual([{ line: 13, message: expect.stringContaining('-2') }])
    expect([report.flags, report.skipped.count]).toEqual([[], 1])
  })

  it('of lcov that sums up otherwise, has strange lines or is cut off is flagged', () => {
    const { report, coverage } = read('SF:a.c\nDA:1,1\nDA:x,1\nODD:1\nLF:7\nLH:7\nend_of_record\nSF:b.c\nDA:1,0\n')
    expect(report.flags.map(({ code }) => code)).toEqual(['unknownLines', 'countsDiffer', 'truncated'])
    expect([report.unknown.first.map(({ line }) => line), coverage?.length]).toEqual([[3, 4], 2])
  })

  it('of one file is one, however often the report tells of it', () => {
    const lcovOf = (name: string, second: number, index: number) =>
      `TN:${name}\nSF:a.h\nFNL:${index},1,2\nFNA:${index},${second},f\nDA:1,1\nDA:2,${second}\nBRDA:2,0,0,${second}\nBRDA:2,0,1,0\nLF:2\nend_of_record\n`
    const gcovOf = (second: string) =>
      `        -:    0:Source:a.h\nfunction f called ${second === '1' ? 1 : 0} returned 100%\n        1:    1:x\n    ${second}:    2:y\nbranch  0 ${second === '1' ? 'taken 1' : 'never executed'}\nbranch  1 never executed\n`
    const jsonOf = (count: number) =>
      JSON.stringify({
        gcc_version: '13',
        files: [
          {
            file: 'a.h',
            functions: [{ name: 'f', start_line: 1, execution_count: count }],
            lines: [
              { line_number: 1, count: 1 },
              { line_number: 2, count, branches: [{ count }, { count: 0 }] },
            ],
          },
        ],
      })
    const reports = [
      lcovOf('unit', 0, 0) + lcovOf('integration', 3, 7),
      gcovOf('#####') + gcovOf('1'),
      `${jsonOf(0)}\n${jsonOf(2)}\n`,
    ]
    const one = { lines: { found: 2, hit: 2 }, functions: { found: 1, hit: 1 }, branches: { found: 2, hit: 1 } }
    for (const report of reports)
      expect(read(report).coverage).toEqual([{ path: 'a.h', line: expect.any(Number), ...one }])
  })

  it('that cannot be is not told: more reached than there is, sums that are no numbers', () => {
    const sums = ['LF:10\nLH:12', 'LF:10\nLH:x', 'LF:-3\nLH:-4', 'LF:1e999\nLH:1', 'LF:2.5\nLH:1']
    const reports = [
      ...sums.map((told) => `SF:a.c\n${told}\nend_of_record\n`),
      '{"type":"llvm.coverage.json.export","data":[{"files":[{"filename":"a.c","summary":{"lines":{"count":2,"covered":3}}}]}]}',
    ]
    for (const report of reports) {
      const { coverage, report: told } = read(report)
      expect([coverage, told.flags.map(({ code }) => code)]).toEqual([
        [{ path: 'a.c', line: expect.any(Number) }],
        ['badNumbers'],
      ])
    }
  })

  it('of gcov: marks of unreached code, human-readable counts, several sources behind each other', () => {
    const text = `        -:    0:Source:a.c
        -:    0:Runs:2
     1.2k*:   3:  if (x)
branch  0 taken 50% (fallthrough)
branch  1 never executed
    #####:   4:  y();
    =====:   5:  z();
    %%%%%:   6:  w();
------------------
f(int):
function f called 0 returned 0% blocks executed 0%
        -:    0:Source:b.c
        1:    1:main
`
    expect(read(text).coverage).toEqual([
      {
        path: 'a.c',
        line: 1,
        lines: { found: 4, hit: 1 },
        functions: { found: 1, hit: 0 },
        branches: { found: 2, hit: 1 },
      },
      { path: 'b.c', line: 12, lines: { found: 1, hit: 1 } },
    ])
  })

  it('of gcov -f: functions are counted, and are no files', () => {
    const text = `Function 'main'
Lines executed:100.00% of 3
No branches
No calls

Function 'never'
Lines executed:0.00% of 2

File 'a.c'
Lines executed:60.00% of 5
Creating 'a.c.gcov'

File 'b.h'
No executable lines
Removing 'b.h.gcov'

Lines executed:60.00% of 5
`
    const { coverage, report } = read(text)
    expect(coverage).toEqual([
      { path: 'a.c', line: 9, lines: { found: 5, hit: 3 }, functions: { found: 2, hit: 1 } },
      { path: 'b.h', line: 13 },
    ])
    expect(report.unknown.count).toBe(0)
  })

  it('of gcov JSON: several documents behind each other, as --stdout writes them', () => {
    const one = (file: string) =>
      JSON.stringify({
        format_version: '2',
        gcc_version: '14.1',
        files: [
          {
            file,
            functions: [
              { name: 'f', start_line: 1, execution_count: 2 },
              { name: 'g', start_line: 9, execution_count: 0 },
            ],
            lines: [
              { line_number: 1, count: 2, branches: [{ count: 0 }, { count: 2 }] },
              { line_number: 1, count: 0, branches: [] },
              { line_number: 9, count: 0 },
            ],
          },
        ],
      })
    expect(read(`${one('a.c')}\n${one('b.c')}\n`).coverage).toEqual([
      {
        path: 'a.c',
        line: 1,
        lines: { found: 2, hit: 1 },
        functions: { found: 2, hit: 1 },
        branches: { found: 2, hit: 1 },
      },
      {
        path: 'b.c',
        line: 2,
        lines: { found: 2, hit: 1 },
        functions: { found: 2, hit: 1 },
        branches: { found: 2, hit: 1 },
      },
    ])
  })
})

describe('MC/DC', () => {
  it('of lcov 2.2 is kept: each outcome of a condition once; what cannot be reached is in no sum', () => {
    const text = `SF:net/y.c
DA:7,1
MCDC:7,2,t,3,0,a
MCDC:7,2,f,0,0,a
MCDC:7,2,t,0,1,f(b, c)
MCDC:7,2,f,1,1,f(b, c)
MCDC:9,U1,t,0,0,never
MCDC:7,2,f,2,0,a
BRDA:9,U0,0,0
BRDA:9,0,1,4
MCF:4
MCH:3
BRF:1
BRH:1
end_of_record
SF:net/z.c
MCF:6
MCH:2
end_of_record
`
    const { coverage, report } = read(text)
    expect(coverage).toMatchObject([
      { path: 'net/y.c', conditions: { found: 4, hit: 3 }, branches: { found: 1, hit: 1 } },
      { path: 'net/z.c', conditions: { found: 6, hit: 2 } },
    ])
    expect(report.flags).toEqual([])
    const wrong = read('SF:a.c\nMCDC:1,1,t,1,0,a\nMCDC:odd\nMCF:2\nMCH:1\nend_of_record\n').report
    expect(wrong.flags.map(({ code }) => code)).toEqual(['unknownLines', 'countsDiffer'])
  })

  it('of llvm-cov stands in the summary of each file, else in its records; totals are held against them', () => {
    const part = (count: number, covered: number) => ({ count, covered, percent: 0 })
    const json = (total: number) =>
      JSON.stringify({
        data: [
          {
            files: [
              { filename: 'a.c', summary: { lines: part(9, 8), mcdc: part(4, 1), branches: part(0, 0) } },
              { filename: 'b.c', mcdc_records: [[1, 1, 1, 9, 0, 5, [true, false]]], summary: { lines: part(1, 1) } },
            ],
            totals: { lines: part(10, 9), mcdc: part(total, 2) },
          },
        ],
        type: 'llvm.coverage.json.export',
        version: '2.0.1',
      })
    const { coverage, format, report } = read(json(6))
    expect([format, coverage]).toEqual([
      'llvmCov',
      [
        { path: 'a.c', line: 1, lines: { found: 9, hit: 8 }, conditions: { found: 4, hit: 1 } },
        { path: 'b.c', line: 1, lines: { found: 1, hit: 1 }, conditions: { found: 2, hit: 1 } },
      ],
    ])
    expect([report.flags, read(json(7)).report.flags]).toEqual([[], [{ code: 'countsDiffer', count: 1, line: 1 }]])
  })

  it('of gcov 14 is kept, annotated, printed or as JSON', () => {
    const annotated = `        -:    0:Source:a.c
        1:    3:  if (a && b)
condition outcomes covered 3/4
condition  1 not covered (false)
`
    expect(read(annotated).coverage?.[0]?.conditions).toEqual({ found: 4, hit: 3 })
    const printed = "File 'a.c'\nLines executed:100.00% of 1\nCondition outcomes covered:75.00% of 4\n"
    expect(read(printed).coverage?.[0]?.conditions).toEqual({ found: 4, hit: 3 })
    const line = { line_number: 3, count: 1, conditions: [{ count: 4, covered: 3 }], branches: [] }
    const json = JSON.stringify({ gcc_version: '14.1.0', files: [{ file: 'a.c', lines: [line], functions: [] }] })
    expect(read(json).coverage?.[0]?.conditions).toEqual({ found: 4, hit: 3 })
  })
})
