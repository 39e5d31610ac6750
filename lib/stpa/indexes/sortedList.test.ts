import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SortedList } from './sortedList'

const compare = (left: number, right: number): number => left - right
const numbers = fc.uniqueArray(fc.nat(60), { maxLength: 40 })
/** Each step turns these numbers over: what is there goes, what is not comes. It is read, or asked for its last, or neither. */
const step = fc.record({ turned: numbers, asked: fc.constantFrom('all', 'last', 'nothing') })

it('a list made by many changes holds what was put in, in order, whenever it is read', () => {
  fc.assert(
    fc.property(numbers, fc.array(step, { maxLength: 12 }), (start, steps) => {
      const there = new Set(start)
      const ordered = () => [...there].sort(compare)
      let list = SortedList.of(ordered())
      const lists: [SortedList<number>, number[]][] = [[list, ordered()]]
      for (const { turned, asked } of steps) {
        const removed = turned.filter((number) => there.delete(number))
        const added = turned.filter((number) => !removed.includes(number))
        for (const number of added) there.add(number)
        list = list.changed(removed, added, compare)
        if (asked === 'all') expect(list.read(compare)).toEqual(ordered())
        if (asked === 'last') expect(list.last(compare)).toBe(ordered().at(-1))
        lists.push([list, ordered()])
      }
      for (const [made, wanted] of lists) {
        expect([made.last(compare), made.size, made.read(compare)]).toEqual([wanted.at(-1), wanted.length, wanted])
      }
    }),
    { numRuns: 10_000, seed: 1 },
  )
})
