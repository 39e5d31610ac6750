import { isInlined } from '../callers'
import { addressText, type CallGraph, nameOf, placeText } from '../graph/graph'
import { operationText } from '../graph/operations'
import { entryOfCall, targetOfCall } from '../possible'
import type { TreeRequest } from './starts'
import type { Tree, TreeEdge, TreeNode } from './tree'

/** nav's label of one call: `callee([address]file:line)`; of a possible one `callee(table+0xoffset)`. */
export function callLabel(graph: CallGraph, call: number): string {
  const name = nameOf(graph, targetOfCall(graph, call))
  const entry = entryOfCall(graph, call)
  if (entry !== undefined) return `${name}(${operationText(graph, entry)})`
  return `${name}([${addressText(graph.referenceAddresses, call)}]${placeText(graph, call)})`
}

/** The calls of an arrow as labels, each once, in the order in which they were met. */
export const labelsOf = (graph: CallGraph, { calls }: TreeEdge): string[] => [
  ...new Set(calls.map((call) => callLabel(graph, call))),
]

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`

const looks: Readonly<Record<NonNullable<TreeNode['mark']>, string>> = {
  start: 'style="filled,bold"',
  target: 'style="filled,bold"',
  excluded: 'style=filled fillcolor=orange',
  limited: 'style=filled fillcolor=red',
}

/** Graphviz DOT of a walk: nav's names in double quotes (those that hold quotes escaped), labels where the mode has them. */
export function treeDot(graph: CallGraph, tree: Tree, { mode }: TreeRequest): string {
  const hasLabels = mode === 'labels' || mode === 'targeted'
  const nodes = tree.nodes.map(({ name, mark }) => `${quoted(name)}${mark ? ` [${looks[mark]}]` : ''}`)
  const edges = tree.edges.map((edge) => {
    const texts = hasLabels ? labelsOf(graph, edge).map((text) => `${quoted(text).slice(1, -1)},\\n`) : []
    const label = hasLabels ? [`label="${texts.join('')}"`] : []
    const attributes = [...label, ...(edge.possible === edge.count ? ['style=dashed'] : [])]
    return `${quoted(edge.from)}->${quoted(edge.to)}${attributes.length > 0 ? ` [${attributes.join(' ')}]` : ''}`
  })
  const lines = ['rankdir=LR', 'node [style=filled fillcolor=yellow]', ...nodes, ...edges].map((line) => `${line};`)
  return `${['digraph G {', ...lines, '}'].join('\n')}\n`
}

/** The walk as JSON (docs/cli.md). */
export function treeJson(graph: CallGraph, { nodes, edges }: Tree, request: TreeRequest): string {
  const arrows = edges.map(({ from, to, calls }) => ({
    from,
    to,
    calls: calls.map((call) => callJson(graph, call)),
  }))
  const points = nodes.map(({ name, mark }) => ({ name, ...(mark ? { mark } : {}) }))
  return `${JSON.stringify({ version: 1, graph: graph.provenance, request, nodes: points, edges: arrows })}\n`
}

function callJson(graph: CallGraph, call: number) {
  const callee = nameOf(graph, targetOfCall(graph, call))
  const entry = entryOfCall(graph, call)
  if (entry !== undefined) return { callee, possible: operationText(graph, entry) }
  const [address, place] = [addressText(graph.referenceAddresses, call), placeText(graph, call)]
  return { callee, address, place, ...(isInlined(graph, call) ? { inlined: true } : {}) }
}
