import type { Elk } from '@/lib/stpa/layout'
import type { Tree, TreeNode } from './walk/tree'

export type Point = { readonly x: number; readonly y: number }
export type DrawnNode = TreeNode & Point & { readonly width: number; readonly height: number }
export type DrawnArrow = {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly points: readonly Point[]
}

/** A call tree with its places, in pixels, origin at the top left. */
export type DrawnTree = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly DrawnNode[]
  readonly arrows: readonly DrawnArrow[]
}

const box = { height: 28, character: 7.2, padding: 24, most: 360 }

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'POLYLINE',
  'elk.layered.spacing.nodeNodeBetweenLayers': '90',
  'elk.spacing.nodeNode': '14',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.thoroughness': '3',
  'elk.separateConnectedComponents': 'false',
}

/** The graph that ELK lays out: callers left of what they call, as nav draws it. */
export function elkTreeOf(tree: Tree) {
  const ids = new Map(tree.nodes.map((node, index) => [node.name, String(index)]))
  return {
    id: 'root',
    layoutOptions: options,
    children: tree.nodes.map((node, index) => ({
      id: String(index),
      width: Math.min(box.most, Math.ceil(node.name.length * box.character) + box.padding),
      height: box.height,
    })),
    edges: tree.edges
      .filter((edge) => edge.from !== edge.to)
      .map((edge, index) => ({
        id: `e${index}`,
        sources: [ids.get(edge.from) ?? ''],
        targets: [ids.get(edge.to) ?? ''],
      })),
  }
}

/** Lays a call tree out in layers. */
export async function layoutTree(tree: Tree, elk: Elk): Promise<DrawnTree> {
  const laid = await elk.layout(elkTreeOf(tree))
  const places = new Map((laid.children ?? []).map((child) => [Number(child.id), child]))
  const nodes = tree.nodes.map((node, index): DrawnNode => {
    const { x = 0, y = 0, width = 0, height = 0 } = places.get(index) ?? {}
    return { ...node, x, y, width, height }
  })
  const sections = new Map((laid.edges ?? []).map((edge) => [edge.id, edge.sections?.[0]]))
  const arrows = tree.edges
    .filter((edge) => edge.from !== edge.to)
    .map(({ from, to, count }, index): DrawnArrow => {
      const section = sections.get(`e${index}`)
      const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : []
      return { from, to, count, points }
    })
  return { width: laid.width ?? 0, height: laid.height ?? 0, nodes, arrows }
}

/** An SVG path through the points. */
export const pathOf = (points: readonly Point[]): string =>
  points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`)
    .join('')
