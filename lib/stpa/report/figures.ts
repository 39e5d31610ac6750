import { StpaError } from '../errors'
import { itemsOf } from '../graph'
import { type Elk, layoutDiagram } from '../layout'
import { diagramOf } from '../layout/diagram'
import { svgOf } from '../layout/svg'
import type { Diagram } from '../layout/types'
import type { Analysis, Uid } from '../model'
import { anchorsOf } from './anchors'
import type { Figure } from './building'
import { escapeHtml } from './render/html'

/** A picture with more boxes and arrows cannot be read on a page, and would take long to lay out. */
export const figureLimit = 500

/** All control structures as drawn; the picture of all elements when there is no structure. */
export async function figuresOf(analysis: Analysis, elk: Elk): Promise<Map<Uid, Figure>> {
  const figures = new Map<Uid, Figure>()
  const structures = itemsOf(analysis, 'structure')
  if (structures.length === 0) {
    if (itemsOf(analysis, 'element').length > 0) figures.set('', await figureOf(analysis, null, elk))
    return figures
  }
  for (const structure of structures) figures.set(structure.uid, await figureOf(analysis, structure.uid, elk))
  return figures
}

async function figureOf(analysis: Analysis, structure: Uid | null, elk: Elk): Promise<Figure> {
  const diagram = diagramOf(analysis, structure)
  if (diagram.nodes.length === 0) return { note: 'This structure shows no elements yet.' }
  const size = diagram.nodes.length + diagram.edges.length
  if (size > figureLimit) return { note: tooLarge(diagram.nodes.length, diagram.edges.length) }
  try {
    const svg = svgOf(await layoutDiagram(diagram, elk), { theme: 'light' })
    return { svg: withLinks(svg, diagram, anchorsOf(analysis)) }
  } catch (error) {
    if (error instanceof StpaError) return { note: error.message }
    throw error
  }
}

/** The key in each box leads to its element; the chapter that holds the picture holds the elements too. */
function withLinks(svg: string, { nodes }: Diagram, anchors: ReadonlyMap<Uid, string>): string {
  const byKey = new Map(nodes.map((node) => [escapeHtml(node.key), anchors.get(node.uid)]))
  return svg.replace(/<text[^<>]*>([^<]*)<\/text>/g, (whole, content: string) => {
    const anchor = byKey.get(content)
    return anchor === undefined ? whole : `<a href="#${anchor}">${whole}</a>`
  })
}

const tooLarge = (boxes: number, arrows: number): string =>
  `${boxes} boxes and ${arrows} arrows are too many for one page: split the structure by level. The tables below hold all of it.`
