import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api'
import type { Uid } from '../model'
import { widthOf, wrap } from './text'
import type { Diagram, DiagramEdge, DiagramNode } from './types'

export const nodeFont = 14
export const labelFont = 12
export const nodeLine = 18
export const labelLine = 15
const wrapNode = 190
const wrapLabel = 130

export type Sized = { readonly lines: string[]; readonly width: number; readonly height: number }

export function nodeSize(node: DiagramNode, degree: number): Sized {
  const lines = wrap(node.text, nodeFont, wrapNode)
  const text = Math.max(...lines.map((line) => widthOf(line, nodeFont)), widthOf(node.key, 11))
  // Arrows need room side by side along the edge of the box.
  return { lines, width: Math.max(130, text + 28, degree * 26), height: lines.length * nodeLine + 34 }
}

export function labelSize(text: string): Sized {
  const lines = wrap(text, labelFont, wrapLabel)
  return {
    lines,
    width: Math.max(...lines.map((line) => widthOf(line, labelFont)), 10) + 8,
    height: lines.length * labelLine + 4,
  }
}

/** ELK's options: what layoutDiagram and the benchmark's bare run share. Small pictures get more of its time. */
export function rootOptions(arrows: number): Record<string, string> {
  const small = arrows <= 70
  return {
    ...baseOptions,
    'elk.layered.thoroughness': small ? '20' : '3',
    'elk.layered.nodePlacement.strategy': small ? 'NETWORK_SIMPLEX' : 'BRANDES_KOEPF',
  }
}

const baseOptions: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.mergeEdges': 'false',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '6',
  'elk.layered.spacing.nodeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeNodeBetweenLayers': '14',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '9',
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
}

/** On its arrow, not beside it: between two arrows nobody could tell whose label it is. ELK reads this from the label alone. */
const labelOptions = { 'elk.edgeLabels.inline': 'true' }

export type ElkInput = {
  readonly root: ElkNode
  readonly sizes: ReadonlyMap<Uid, Sized>
  readonly labels: ReadonlyMap<string, Sized>
  readonly turned: ReadonlySet<string>
}

/**
 * The graph for ELK. Feedback is given upside down, so that only control actions decide who stands above; `turned`
 * names the edges whose points must be turned round afterwards.
 */
export function elkGraphOf(diagram: Diagram): ElkInput {
  const degrees = degreesOf(diagram)
  const children = new Map<Uid | null, DiagramNode[]>()
  for (const node of diagram.nodes) children.set(node.parent, [...(children.get(node.parent) ?? []), node])
  const sizes = new Map(diagram.nodes.map((node) => [node.uid, nodeSize(node, degrees.get(node.uid) ?? 0)]))
  const labels = new Map<string, Sized>()
  const turned = new Set<string>()
  const ranks = new Map(diagram.nodes.map((node) => [node.uid, node.rank]))
  const edges = diagram.edges.map((edge): ElkExtendedEdge => {
    if (isUpward(edge, ranks)) turned.add(edge.id)
    const [from, to] = turned.has(edge.id) ? [edge.to, edge.from] : [edge.from, edge.to]
    const size = labelSize(edge.text)
    labels.set(edge.id, size)
    return {
      id: edge.id,
      sources: [from],
      targets: [to],
      labels: [
        {
          id: `${edge.id}.label`,
          text: edge.text,
          width: size.width,
          height: size.height,
          layoutOptions: labelOptions,
        },
      ],
      layoutOptions: { 'elk.layered.priority.direction': edge.kind === 'controlAction' ? '10' : '1' },
    }
  })
  const root: ElkNode = {
    id: 'root',
    layoutOptions: rootOptions(edges.length),
    children: nodesOf(children, null, sizes),
    edges,
  }
  return { root, sizes, labels, turned }
}

function isUpward(edge: DiagramEdge, ranks: ReadonlyMap<Uid, number | null>): boolean {
  const [from, to] = [ranks.get(edge.from) ?? null, ranks.get(edge.to) ?? null]
  if (from !== null && to !== null && from !== to) return from > to
  return edge.kind === 'feedback'
}

function degreesOf(diagram: Diagram): Map<Uid, number> {
  const out = new Map<Uid, number>()
  const into = new Map<Uid, number>()
  for (const edge of diagram.edges) {
    const [from, to] = edge.kind === 'feedback' ? [edge.to, edge.from] : [edge.from, edge.to]
    out.set(from, (out.get(from) ?? 0) + 1)
    into.set(to, (into.get(to) ?? 0) + 1)
  }
  return new Map(diagram.nodes.map((node) => [node.uid, Math.max(out.get(node.uid) ?? 0, into.get(node.uid) ?? 0)]))
}

function nodesOf(
  children: ReadonlyMap<Uid | null, DiagramNode[]>,
  parent: Uid | null,
  sizes: ReadonlyMap<Uid, Sized>,
): ElkNode[] {
  return (children.get(parent) ?? []).map((node): ElkNode => {
    const size = sizes.get(node.uid)
    const inner = nodesOf(children, node.uid, sizes)
    if (inner.length === 0) return { id: node.uid, width: size?.width, height: size?.height }
    const top = (size?.height ?? 50) + 6
    return {
      id: node.uid,
      children: inner,
      layoutOptions: {
        'elk.padding': `[top=${top},left=18,bottom=18,right=18]`,
        'elk.nodeSize.constraints': 'MINIMUM_SIZE',
        'elk.nodeSize.minimum': `(${size?.width ?? 130},${(size?.height ?? 50) + 40})`,
      },
    }
  })
}
