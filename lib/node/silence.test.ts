import { expect, it } from 'vitest'
import { Silence } from './silence'

it('counts silence from when a sign was first seen, and forgets what is gone', () => {
  let now = 1_000
  const silence = new Silence(() => now)
  const told = (...signs: [id: string, sign: number][]) =>
    Object.fromEntries(silence.observe(signs.map(([id, sign]) => ({ id, sign }))))
  expect(told(['a', 7], ['b', 1])).toEqual({ a: { silent: 0, known: 0 }, b: { silent: 0, known: 0 } })
  now += 50
  expect(told(['a', 7], ['b', 2])).toEqual({ a: { silent: 50, known: 50 }, b: { silent: 0, known: 50 } })
  now += 50
  expect(told(['a', 7])).toEqual({ a: { silent: 100, known: 100 } })
  expect(told(['a', 6], ['b', 2])).toEqual({ a: { silent: 0, known: 100 }, b: { silent: 0, known: 0 } })
})
