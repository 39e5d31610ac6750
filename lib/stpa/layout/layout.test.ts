import { existsSync, readFileSync } from 'node:fs'
import ELK from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it } from 'vitest'
import { importSources } from '../formats/importSources'
import { itemsOf } from '../graph'
import { diagramOf } from './diagram'
import { overlapsOf } from './geometry'
import { type Elk, layoutDiagram } from './index'
import { svgOf } from './svg'
import type { Diagram } from './types'

const folder = new URL('../../../../shared/data/stpa/', import.meta.url)
const present = existsSync(folder)
if (!present) console.info('SKIPPED: ../shared/data is absent, the Telltale structure is not drawn')

// elkjs types its default export as a module namespace under this resolution.
const elk = new (ELK as unknown as new () => Elk)()

/** A structure of layers with control downward and feedback upward; deterministic. */
function generated(boxes: number, arrows: number): Diagram {
  const nodes = Array.from({ length: boxes }, (_, index) => ({
    uid: `n${index}`,
    key: `E-${index}`,
    text: `Element number ${index}`,
    nature: '',
    boundary: 'systemUnderAnalysis',
    rank: null,
    draft: false,
    parent: index % 9 === 8 ? `n${index - 1}` : null,
    placed: null,
  }))
  const edges = Array.from({ length: arrows }, (_, index) => {
    const low = (index * 7919) % boxes
    const high = Math.floor((((index * 104729) % 1000) / 1000) * low)
    const down = index % 3 !== 0
    const [from, to] = down ? [high, low] : [low, high]
    return {
      id: `e${index}`,
      uid: `e${index}`,
      leg: 0,
      kind: down ? ('controlAction' as const) : ('feedback' as const),
      key: `CA-${index}`,
      text: `Do the thing ${index}`,
      from: `n${from}`,
      to: `n${to}`,
      draft: false,
    }
  }).filter((edge) => edge.from !== edge.to)
  return { structure: null, title: 'generated', nodes, edges }
}

describe('layoutDiagram', () => {
  it.skipIf(!present)('draws the Telltale structure without overlaps and with authority downward', async () => {
    const sources = ['telltale.yml', 'telltale-control-structure.dot'].map((name) => ({
      name,
      hash: name,
      text: readFileSync(new URL(name, folder), 'utf8'),
    }))
    const { analysis } = importSources(null, sources)
    const structure = itemsOf(analysis, 'structure')[0]?.uid ?? null
    const drawing = await layoutDiagram(diagramOf(analysis, structure), elk)
    expect([drawing.nodes.length, drawing.edges.length]).toEqual([13, 22])
    expect(overlapsOf(drawing)).toMatchObject({ boxes: 0, labels: 0 })
    expect(overlapsOf(drawing).upward).toEqual([])
    expect(svgOf(drawing)).toBe(svgOf(await layoutDiagram(diagramOf(analysis, structure), elk)))
  })

  it.each([
    [5, 8],
    [50, 90],
    [120, 240],
  ])('draws %i boxes with %i arrows without overlaps', async (boxes, arrows) => {
    const drawing = await layoutDiagram(generated(boxes, arrows), elk)
    expect(overlapsOf(drawing)).toMatchObject({ boxes: 0, labels: 0 })
  })

  it('keeps a placed box exactly where a person put it, and nothing overlaps it', async () => {
    const diagram = generated(20, 30)
    const nodes = diagram.nodes.map((node) => (node.uid === 'n4' ? { ...node, placed: { x: 333, y: 222 } } : node))
    const drawing = await layoutDiagram({ ...diagram, nodes }, elk)
    expect(drawing.nodes.find((node) => node.uid === 'n4')).toMatchObject({ x: 333, y: 222 })
    expect(overlapsOf(drawing)).toMatchObject({ boxes: 0, labels: 0 })
  })

  it('writes an SVG in which hostile texts are only text', async () => {
    const diagram = generated(3, 2)
    const nodes = diagram.nodes.map((node) => ({ ...node, text: '</text><script>alert(1)</script>' }))
    const svg = svgOf(await layoutDiagram({ ...diagram, nodes }, elk))
    expect(svg).not.toContain('<script')
  })
})
