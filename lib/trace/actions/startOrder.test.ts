import { describe, expect, it } from 'vitest'
import { StartOrder } from './startOrder'

function given(size: number, spans: readonly (readonly [string, number, number])[]) {
  const order: string[] = []
  const window = new StartOrder<string>((name) => order.push(name), size)
  for (const [name, start, end] of spans) window.put(name, start, end)
  window.end()
  return { order: order.join(''), late: window.late }
}

describe('the order in which calls began', () => {
  it('is restored from the order in which they ended', () => {
    const spans = [
      ['b', 2, 2],
      ['d', 4, 4],
      ['c', 3, 5],
      ['a', 1, 6],
    ] as const
    expect(given(100, spans)).toEqual({ order: 'abcd', late: 0 })
  })

  it('is kept for as many lines as the window has; what took longer comes when it ended', () => {
    const spans = [
      ['b', 2, 2],
      ['c', 3, 3],
      ['d', 900, 900],
      ['a', 1, 901],
      ['e', 902, 902],
    ] as const
    expect(given(8, spans)).toEqual({ order: 'bcade', late: 1 })
    expect(given(8, [...spans, ['f', 5_000, 5_000]])).toEqual({ order: 'bcadef', late: 1 })
  })

  it('keeps what shares a line in the order in which it came', () => {
    const spans = [
      ['x', 5, 6],
      ['y', 5, 7],
      ['z', 5, 7],
      ['a', 4, 7],
    ] as const
    expect(given(8, spans).order).toBe('axyz')
  })
})
