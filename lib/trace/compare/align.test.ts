import { describe, expect, it } from 'vitest'
import { align } from './align'

const steps = (text: string, weight = 3) =>
  [...text].map((label) => ({ label, looseLabel: label.toLowerCase(), weight }))
const pairs = (left: string, right: string, limit?: number): string =>
  align(steps(left), steps(right), limit)
    .pairs.map(([l, r]) => `${left[l]}${right[r]}`)
    .join(' ')

/** By the definition, without a table: the worth of the best way. */
function best(left: string, right: string): number {
  if (left === '' || right === '') return 0
  const [l = '', r = ''] = [left[0], right[0]]
  const value = l === r ? 2 : l.toLowerCase() === r.toLowerCase() ? 1 : 0
  const skipped = Math.max(best(left.slice(1), right), best(left, right.slice(1)))
  return value === 0 ? skipped : Math.max(skipped, value + best(left.slice(1), right.slice(1)))
}

describe('two lists of steps', () => {
  it('are aligned so that most of their weight is paired', () => {
    expect(pairs('abcd', 'abcd')).toBe('aa bb cc dd')
    expect(pairs('axbyc', 'abzc')).toBe('aa bb cc')
    expect(pairs('abc', '')).toBe('')
    // One that weighs three against two that weigh one each.
    const heavy = [{ label: 'H', looseLabel: 'H', weight: 3 }]
    expect(align([...heavy, ...steps('ab', 1)], [...steps('ab', 1), ...heavy]).pairs).toEqual([[0, 2]])
  })

  it('pair what is nearly the same where nothing is the same', () => {
    expect(pairs('xA', 'ya')).toBe('Aa')
    expect(pairs('xAay', 'zaw')).toBe('aa')
  })

  it('are aligned as well as can be, in random lists', () => {
    let seed = 7
    const next = (most: number): number => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % most
    }
    const text = () => Array.from({ length: next(8) }, () => 'abAB'.charAt(next(4))).join('')
    for (let round = 0; round < 300; round++) {
      const [left, right] = [text(), text()]
      const aligned = align(steps(left, 1), steps(right, 1)).pairs
      const value = aligned.reduce((sum, [l, r]) => sum + (left[l] === right[r] ? 2 : 1), 0)
      expect([left, right, value]).toEqual([left, right, best(left, right)])
      for (const [index, [l, r]] of aligned.entries()) {
        const [beforeLeft, beforeRight] = aligned[index - 1] ?? [-1, -1]
        expect(l > beforeLeft && r > beforeRight).toBe(true)
      }
    }
  })

  it('that are too long are aligned between what stands once in both, and say so', () => {
    const result = align(steps('xaabcxx1xx2'), steps('yaabczzz1z2z'), 9)
    expect(result.isApproximate).toBe(true)
    expect(pairs('xaabcxx1xx2', 'yaabczzz1z2z', 9)).toBe('aa aa bb cc 11 22')
    expect(align(steps('aaaaaaab'), steps('ccccccccd'), 4)).toEqual({ pairs: [], isApproximate: true })
  })
})
