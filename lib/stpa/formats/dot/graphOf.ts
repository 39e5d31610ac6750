import { type AttributeASTNode, type ClusterStatementASTNode, type LiteralASTNode, parse } from '@ts-graphviz/ast'
import { StpaError } from '../../errors'
import type { SourceText } from '../types'

export type DotNode = { id: string; attributes: Map<string, string>; cluster: string | null; line: number }
export type DotEdge = { from: string; to: string; attributes: Map<string, string>; line: number }
export type DotCluster = { id: string; attributes: Map<string, string>; parent: string | null; line: number }
/** Nodes that stand on one level: `same`, or the first (`min`, `source`) or last one (`max`, `sink`). */
export type DotRank = { rank: string; members: ReadonlySet<string> }

export type DotGraph = {
  readonly name: string
  readonly directed: boolean
  readonly nodes: Map<string, DotNode>
  readonly edges: DotEdge[]
  readonly clusters: Map<string, DotCluster>
  /** Of the graph itself: rankdir and the like. */
  readonly attributes: Map<string, string>
  readonly ranks: DotRank[]
  /** Values that were HTML: their tags are taken out. */
  html: number
}

/** At most this many nodes and edges become elements and interactions: a larger graph is no control structure. */
export const dotLimit = 5_000

/** Parses DOT with its scopes of defaults, chains, subgraph ends and clusters. @throws StpaError unreadable, tooLarge */
export function dotGraphOf(source: SourceText): DotGraph {
  const root = parseDot(source)
  const graph: DotGraph = {
    name: root.id ? String(root.id.value) : '',
    directed: root.directed,
    nodes: new Map(),
    edges: [],
    clusters: new Map(),
    attributes: new Map(),
    ranks: [],
    html: 0,
  }
  walk(graph, root.children, { node: new Map(), edge: new Map(), own: graph.attributes, cluster: null })
  if (graph.nodes.size + graph.edges.length > dotLimit) {
    const message = `${source.name}: ${graph.nodes.size} nodes and ${graph.edges.length} edges; at most ${dotLimit} make a control structure.`
    throw new StpaError('tooLarge', message, { place: { file: source.name } })
  }
  return graph
}

function parseDot(source: SourceText) {
  try {
    // The published grammar wants a space-free start; a byte order mark was taken off when decoding.
    const dot = parse(source.text, { maxInputSize: 4_000_000, maxASTNodes: 400_000 })
    const root = dot.children.find((child) => child.type === 'Graph')
    if (root) return root
  } catch (error) {
    const line = lineOf(error)
    const reason = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 200) : ''
    const place = { file: source.name, ...(line === undefined ? {} : { line }) }
    throw new StpaError('unreadable', `${source.name}${line ? `:${line}` : ''}: not readable as DOT: ${reason}`, {
      place,
    })
  }
  throw new StpaError('unreadable', `${source.name}: no graph in it.`, { place: { file: source.name } })
}

function lineOf(error: unknown): number | undefined {
  const cause = error instanceof Error ? error.cause : undefined // the parser wraps what its grammar threw
  return (cause as { location?: { start?: { line?: number } } } | null | undefined)?.location?.start?.line // peggy's shape
}

/** Defaults of nodes and edges, the attributes of the graph or subgraph itself, and the cluster around. */
type Scope = {
  node: Map<string, string>
  edge: Map<string, string>
  own: Map<string, string>
  cluster: string | null
}

function walk(graph: DotGraph, statements: readonly ClusterStatementASTNode[], scope: Scope): Set<string> {
  const members = new Set<string>()
  const add = (id: string) => members.add(id)
  for (const statement of statements) {
    const line = statement.location?.start.line ?? 1
    if (statement.type === 'AttributeList') {
      const defaults = statement.kind === 'Node' ? scope.node : statement.kind === 'Edge' ? scope.edge : scope.own
      for (const attribute of statement.children) if (attribute.type === 'Attribute') set(graph, defaults, attribute)
    } else if (statement.type === 'Attribute') set(graph, scope.own, statement)
    else if (statement.type === 'Node') {
      const node = touch(graph, String(statement.id.value), scope, line)
      for (const attribute of statement.children)
        if (attribute.type === 'Attribute') set(graph, node.attributes, attribute)
      add(node.id)
    } else if (statement.type === 'Subgraph') for (const id of subgraph(graph, statement, scope, line)) add(id)
    else if (statement.type === 'Edge') {
      const ends = statement.targets.map((target) => endIds(graph, target, scope, line))
      for (const end of ends) end.forEach(add)
      connect(graph, ends, statement.children, scope, line)
    }
  }
  return members
}

type EdgeTarget = Extract<ClusterStatementASTNode, { type: 'Edge' }>['targets'][number]

function endIds(graph: DotGraph, target: EdgeTarget, scope: Scope, line: number): string[] {
  if (target.type === 'NodeRef') return [touch(graph, String(target.id.value), scope, line).id]
  return target.children.map((reference) => touch(graph, String(reference.id.value), scope, line).id)
}

function connect(
  graph: DotGraph,
  ends: readonly string[][],
  children: readonly { type: string }[],
  scope: Scope,
  line: number,
): void {
  const attributes = new Map(scope.edge)
  // Told apart by `type` right below.
  for (const child of children as readonly AttributeASTNode[]) {
    if (child.type === 'Attribute') set(graph, attributes, child)
  }
  for (let index = 1; index < ends.length; index++) {
    for (const from of ends[index - 1] ?? []) {
      for (const to of ends[index] ?? []) {
        if (graph.edges.length <= dotLimit) graph.edges.push({ from, to, attributes: new Map(attributes), line })
      }
    }
  }
}

function subgraph(
  graph: DotGraph,
  statement: Extract<ClusterStatementASTNode, { type: 'Subgraph' }>,
  scope: Scope,
  line: number,
): Set<string> {
  const id = statement.id ? String(statement.id.value) : ''
  const isCluster = id.startsWith('cluster') || (id !== '' && isMarked(statement.children))
  const known = isCluster ? graph.clusters.get(id) : undefined
  const own = known?.attributes ?? new Map<string, string>()
  if (isCluster && !known) graph.clusters.set(id, { id, attributes: own, parent: scope.cluster, line })
  const inner = { node: new Map(scope.node), edge: new Map(scope.edge), own, cluster: isCluster ? id : scope.cluster }
  const members = walk(graph, statement.children, inner)
  const rank = own.get('rank')
  if (rank !== undefined) graph.ranks.push({ rank, members })
  return members
}

/** `cluster=true` (Graphviz 2.50) makes one of any subgraph. */
const isMarked = (statements: readonly ClusterStatementASTNode[]): boolean =>
  statements.some(
    (statement) =>
      statement.type === 'Attribute' &&
      String(statement.key.value) === 'cluster' &&
      /^(?:true|yes|[1-9]\d{0,8})$/i.test(String(statement.value.value)),
  )

function set(graph: DotGraph, attributes: Map<string, string>, { key, value }: AttributeASTNode): void {
  attributes.set(String(key.value), textOf(graph, value))
}

/** A node stands in the cluster in which it is met first, with the defaults of that place. */
function touch(graph: DotGraph, id: string, scope: Scope, line: number): DotNode {
  const known = graph.nodes.get(id)
  if (known) {
    known.cluster ??= scope.cluster
    return known
  }
  const node = { id, attributes: new Map(scope.node), cluster: scope.cluster, line }
  graph.nodes.set(id, node)
  return node
}

function textOf(graph: DotGraph, literal: LiteralASTNode): string {
  const value = String(literal.value)
  if (literal.quoted !== 'html') return decoded(value)
  graph.html++
  return decoded(value.replace(/<br\s*\/?>/gi, '\\n').replace(/<[^<>]*>/g, ' '))
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', amp: '&' }

/** Graphviz takes HTML's entities in every label. */
function decoded(text: string): string {
  return text.replace(/&(#x?)?(\w{1,8});/gi, (whole, numeric: string | undefined, name: string) => {
    if (numeric === undefined) return entities[name.toLowerCase()] ?? whole
    const code = Number.parseInt(name, numeric.length === 2 ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
