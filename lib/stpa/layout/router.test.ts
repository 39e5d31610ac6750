import { describe, expect, it } from 'vitest'
import { overlaps, segmentBox } from './geometry'
import { type Box, routeWires, type Wire } from './router'
import type { Point } from './types'

const box = (uid: string, x: number, y: number): Box => ({ uid, x, y, width: 130, height: 52 })

/** Boxes on a loose grid, joined criss-cross; deterministic. */
function criss(columns: number, rows: number): { boxes: Box[]; wires: Wire[] } {
  const boxes = Array.from({ length: columns * rows }, (_, index) =>
    box(
      `b${index}`,
      (index % columns) * 240 + ((index * 37) % 50),
      Math.floor(index / columns) * 170 + ((index * 23) % 40),
    ),
  )
  const wires = boxes.flatMap((from, index): Wire[] => {
    const to = boxes[(index * 7 + 3) % boxes.length]
    return to && to !== from ? [{ id: `w${index}`, from, to }] : []
  })
  return { boxes, wires }
}

const stretches = (points: readonly Point[]) => points.slice(1).map((b, index) => [points[index] ?? b, b] as const)

describe('routeWires', () => {
  it('goes straight from one box down to the next, and puts two arrows side by side', () => {
    const [upper, lower] = [box('a', 100, 0), box('b', 100, 300)]
    const ways = routeWires(
      [
        { id: 'control', from: upper, to: lower },
        { id: 'feedback', from: lower, to: upper },
      ],
      [upper, lower],
      [],
    )
    const [control, feedback] = [ways.get('control') ?? [], ways.get('feedback') ?? []]
    expect([control.length, feedback.length]).toEqual([2, 2])
    expect(Math.abs((control[0]?.x ?? 0) - (feedback[0]?.x ?? 0))).toBeGreaterThanOrEqual(14)
  })

  it('leads every arrow round every box, in right angles, from border to border', () => {
    const { boxes, wires } = criss(5, 5)
    const ways = routeWires(wires, boxes, [])
    expect(ways.size).toBe(wires.length)
    for (const { id, from, to } of wires) {
      const points = ways.get(id) ?? []
      for (const [a, b] of stretches(points)) {
        expect(a.x === b.x || a.y === b.y).toBe(true)
        const through = boxes.filter((other) => other !== from && other !== to && overlaps(segmentBox(a, b), other))
        expect(through.map(({ uid }) => `${id} through ${uid}`)).toEqual([])
      }
      for (const [end, at] of [
        [from, points[0]],
        [to, points.at(-1)],
      ] as const)
        expect(at && overlaps({ ...at, width: 0, height: 0 }, end, 1)).toBe(true)
    }
  })

  it('keeps off the arrows that stay', () => {
    const [upper, lower] = [box('a', 100, 0), box('b', 100, 300)]
    const kept = [
      { x: 165, y: 52 },
      { x: 165, y: 300 },
    ]
    const way = routeWires([{ id: 'new', from: upper, to: lower }], [upper, lower], [kept]).get('new') ?? []
    expect(way.length).toBeGreaterThan(1)
    for (const { x } of way) expect(Math.abs(x - 165)).toBeGreaterThanOrEqual(12)
  })

  it('leaves out what has no way: boxes on top of one another, or more work than a person would wait for', () => {
    const [one, other] = [box('a', 0, 0), box('b', 40, 20)]
    expect(routeWires([{ id: 'w', from: one, to: other }], [one, other], []).size).toBe(0)
    const { boxes, wires } = criss(20, 20)
    expect(routeWires(wires, boxes, []).size).toBe(0)
  })
})
