import type { Drawing, Point } from '@/lib/stpa/layout/types'
import type { Uid } from '@/lib/stpa/model'

/** The innermost box under a point that is none of the `moving` ones and not inside one; null on the ground. */
export function boxAt(drawing: Drawing, point: Point, moving: ReadonlySet<Uid>): Uid | null {
  const out = new Set(moving)
  let found: Uid | null = null
  // Parents come before their children: the last hit is the innermost.
  for (const { uid, parent, x, y, width, height } of drawing.nodes) {
    if (parent !== null && out.has(parent)) out.add(uid)
    if (out.has(uid)) continue
    if (point.x > x && point.x < x + width && point.y > y && point.y < y + height) found = uid
  }
  return found
}
