import { middleOf } from '@/lib/stpa/layout/geometry'
import type { Rectangle } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'

export type Direction = 'up' | 'down' | 'left' | 'right'
export type Placed = Rectangle & { readonly uid: Uid }

const axes = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] } as const

/**
 * The box that an arrow key leads to: the nearest one in that direction, where going sideways counts double.
 * Undefined when nothing stands there.
 */
export function boxTowards(boxes: readonly Placed[], from: Placed, direction: Direction): Placed | undefined {
  const [dx, dy] = axes[direction]
  const start = middleOf(from)
  let best: { box: Placed; cost: number } | undefined
  for (const box of boxes) {
    if (box.uid === from.uid) continue
    const middle = middleOf(box)
    const [x, y] = [middle.x - start.x, middle.y - start.y]
    const along = x * dx + y * dy
    const aside = Math.abs(x * dy) + Math.abs(y * dx)
    if (along <= 4 || aside > along * 3) continue
    const cost = along + 2 * aside
    if (!best || cost < best.cost) best = { box, cost }
  }
  return best?.box
}
