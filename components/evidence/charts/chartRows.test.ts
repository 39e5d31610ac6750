import { describe, expect, it } from 'vitest'
import { bucketNames, callRows, errorRow, sliceStart } from './chartRows'

const series = {
  ...{ start: 100, width: 0.5, calls: [10, 0, 4], errors: [1, 0, 2] },
  subsystems: [
    { name: 'SPI SUBSYSTEM', calls: [6, 0, 4] },
    { name: '__proto__', calls: [3, 0, 0] },
  ],
}

describe('rows of the charts', () => {
  it('give each slice of time its calls by subsystem, and the rest', () => {
    expect(callRows(series).map(({ name, values }) => [name, values])).toEqual([
      ['SPI SUBSYSTEM', [6, 0, 4]],
      ['__proto__', [3, 0, 0]],
      ['all others', [1, 0, 0]],
    ])
    expect(errorRow(series).values).toEqual([10, 0, 50])
    expect([sliceStart(series, 0), sliceStart(series, 3)]).toEqual(['0 s', '1.5 s'])
  })

  it('name buckets of time by where they begin', () => {
    const names = bucketNames({ syscall: 'read', counts: Array(21).fill(1), slowest: { line: 1, seconds: 2 } })
    expect([names[0], names[1], names[10], names[20]]).toEqual(['< 2 µs', '≥ 2 µs', '≥ 1.02 ms', '≥ 1.05 s'])
  })
})
