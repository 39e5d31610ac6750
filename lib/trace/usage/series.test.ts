import { describe, expect, it } from 'vitest'
import { LatencyCounter, SeriesCounter } from './series'

const sum = (row: readonly number[] = []) => row.reduce((total, count) => total + count, 0)

describe('times of calls', () => {
  it('of names beyond the bound are those of others', () => {
    const counter = new LatencyCounter()
    for (let at = 0; at < 1_000; at++) counter.add({ name: `call${at}`, seconds: 0.001, line: at })
    expect(counter.result().reduce((total, { counts }) => total + sum(counts), 0)).toBe(1_000)
  })
})

describe('calls over time', () => {
  it('widen their slices as the trace goes on, and lose none', () => {
    const counter = new SeriesCounter()
    for (let second = 0; second < 100_000; second++)
      counter.add(1000 + second, second % 10 === 0, second < 50 ? 'SPI SUBSYSTEM' : 'VFS')
    const series = counter.result()
    expect([series?.start, sum(series?.calls), sum(series?.errors)]).toEqual([1000, 100_000, 10_000])
    expect(series?.calls.length).toBeLessThanOrEqual(240)
    expect(series?.subsystems.map(({ name, calls }) => [name, sum(calls)])).toEqual([
      ['VFS', 99_950],
      ['SPI SUBSYSTEM', 50],
    ])
  })

  it('are none without times, and stay in order with a clock that was set', () => {
    const none = new SeriesCounter()
    none.add(undefined, false, 'VFS')
    expect(none.result()).toBeUndefined()
    const wild = new SeriesCounter()
    for (const at of [1e9, 5, 1e9 + 1, Number.MAX_VALUE]) wild.add(at, false, '')
    expect(sum(wild.result()?.calls)).toBe(3)
  })
})

describe('times of calls', () => {
  it('are counted between powers of two of microseconds, with the slowest and its line', () => {
    const counter = new LatencyCounter()
    const times = [1e-7, 0.0000015, 0.000003, 0.000003, 5]
    for (const [index, seconds] of times.entries()) counter.add({ name: 'read', seconds, line: index + 1 })
    counter.add({ name: 'write', seconds: undefined, line: 9 })
    const [read, ...others] = counter.result()
    expect(others).toEqual([])
    expect(read?.counts.slice(0, 2)).toEqual([2, 2])
    expect(read?.counts[22]).toBe(1)
    expect(read?.slowest).toEqual({ line: 5, seconds: 5 })
  })
})
