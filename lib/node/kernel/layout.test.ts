import { describe, expect, it } from 'vitest'
import { type DrawnNode, type DrawnTree, layoutTree } from '@/lib/kernel/drawing/layout'
import { treeSvg } from '@/lib/kernel/drawing/svg'
import type { Tree } from '@/lib/kernel/walk/tree'
import { newElk } from '../elk'

const edge = (from: string, to: string, count = 1) => ({ from, to, count, calls: [], possible: 0 })
const tree: Tree = {
  nodes: [
    { name: 'start', mark: 'start', inside: 'GROUP' },
    { name: 'inner', inside: 'GROUP' },
    { name: 'deeper', inside: 'GROUP' },
    { name: 'OUTER' },
    { name: 'a <b> & "c"' },
  ],
  edges: [
    edge('start', 'inner'),
    edge('inner', 'deeper', 20),
    edge('deeper', 'OUTER'),
    edge('start', 'a <b> & "c"'),
    edge('inner', 'inner'),
  ],
}

/** Distance of a point from the border of a box. */
function away({ x, y, width, height }: DrawnNode, point: { x: number; y: number } | undefined): number {
  if (!point) return Number.POSITIVE_INFINITY
  const beside = Math.max(x - point.x, point.x - x - width, 0)
  const above = Math.max(y - point.y, point.y - y - height, 0)
  return beside + above
}

const nodeOf = (drawn: DrawnTree, name: string) => drawn.nodes.find((node) => node.name === name) as DrawnNode // it is there

describe('the picture of a call tree', () => {
  it('ends each arrow at its boxes, also inside of an opened subsystem', async () => {
    const drawn = await layoutTree(tree, await newElk())
    expect(drawn.arrows).toHaveLength(4)
    for (const { from, to, points } of drawn.arrows) {
      expect(away(nodeOf(drawn, from), points[0])).toBeLessThan(2)
      expect(away(nodeOf(drawn, to), points.at(-1))).toBeLessThan(2)
    }
  })

  it('keeps functions inside of their subsystem and boxes apart', async () => {
    const drawn = await layoutTree(tree, await newElk())
    const group = nodeOf(drawn, 'GROUP')
    expect(group.isGroup).toBe(true)
    for (const name of ['start', 'inner', 'deeper']) {
      const { x, y, width, height } = nodeOf(drawn, name)
      expect(
        x >= group.x && y >= group.y && x + width <= group.x + group.width && y + height <= group.y + group.height,
      ).toBe(true)
    }
    expect(away(group, nodeOf(drawn, 'OUTER'))).toBeGreaterThan(0)
  })

  it('is an SVG without markup from names', async () => {
    const svg = treeSvg(await layoutTree(tree, await newElk()))
    expect(svg).toContain('a &lt;b&gt; &amp; &quot;c&quot;')
    expect(svg).not.toContain('<b>')
  })
})
