import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MapDraft } from './layeredMap'

type Step = { readonly remove: boolean; readonly key: number; readonly value: number }

const step = fc.record({ remove: fc.boolean(), key: fc.nat(40), value: fc.nat() })
/** Each inner list is one draft. */
const story = fc.array(fc.array(step, { maxLength: 12 }), { maxLength: 12 })

function carriedOut(from: ReadonlyMap<number, number>, steps: readonly Step[]): ReadonlyMap<number, number> {
  const draft = new MapDraft(from)
  for (const { remove, key, value } of steps) {
    if (remove) draft.delete(key)
    else draft.set(key, value)
  }
  return draft.finish()
}

function carryOut(map: Map<number, number>, steps: readonly Step[]): void {
  for (const { remove, key, value } of steps) {
    if (remove) map.delete(key)
    else map.set(key, value)
  }
}

const answers = (map: ReadonlyMap<number, number>): string => {
  const got = Array.from({ length: 41 }, (_, key) => [map.get(key), map.has(key)])
  return JSON.stringify([[...map], [...map.keys()], [...map.values()], map.size, got])
}

describe('a map made from another one by a few changes', () => {
  it('holds what a Map that went the same way holds, in the same order', () => {
    const start = fc.uniqueArray(fc.tuple(fc.nat(40), fc.nat()), { selector: ([key]) => key })
    fc.assert(
      fc.property(start, story, (entries, drafts) => {
        const native = new Map(entries)
        let map: ReadonlyMap<number, number> = new Map(entries)
        for (const steps of drafts) {
          map = carriedOut(map, steps)
          carryOut(native, steps)
        }
        expect(answers(map)).toBe(answers(native))
      }),
      { numRuns: 10_000, seed: 1 },
    )
  })

  it('leaves the maps that it was made from as they were', () => {
    fc.assert(
      fc.property(story, (drafts) => {
        const maps: ReadonlyMap<number, number>[] = [new Map()]
        const kept = [[...(maps[0] ?? [])]]
        for (const steps of drafts) {
          const next = carriedOut(maps.at(-1) ?? new Map(), steps)
          maps.push(next)
          kept.push([...next])
        }
        expect(maps.map((map) => [...map])).toEqual(kept)
      }),
      { numRuns: 1_000, seed: 1 },
    )
  })

  it('is the same map when nothing was changed', () => {
    const map = new Map([[1, 1]])
    const draft = new MapDraft(map)
    draft.delete(2)
    expect(draft.finish()).toBe(map)
  })

  it('lays many changes down as a new base, so that reading it is reading a Map', () => {
    const draft = new MapDraft(new Map<number, number>())
    for (let key = 0; key < 1_000; key++) draft.set(key, key)
    expect(draft.finish()).toBeInstanceOf(Map)
  })
})
