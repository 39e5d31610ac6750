import { cut } from '../../../text/storable'
import { acceptFields, finish, freeKey, newReading, note, type Reading } from '../reading'
import type { Imported, SourceText } from '../types'
import { type Arrow, arrowsOf, type Habit, habitOf, isInvisible, meaningOf, stylesOf } from './arrows'
import { type DotEdge, type DotGraph, type DotNode, dotGraphOf } from './graphOf'
import { interfaceOf, joinLines, labelOfNode, splitInterface } from './labels'
import { colourName, type Legend, legendOf } from './legend'

type Context = {
  readonly file: string
  readonly graph: DotGraph
  readonly reading: Reading
  readonly legend: Legend
  readonly habit: Habit
  /** Node, or `cluster ID`, → its element. */
  readonly refs: Map<string, string>
  readonly structure: string
}

/** Reads a Graphviz control structure: see legend.ts for what styles mean. @throws StpaError unreadable, tooLarge */
export function readDot(source: SourceText, options: { legend?: Readonly<Record<string, string>> }): Imported {
  const graph = dotGraphOf(source)
  const reading = newReading()
  const stem =
    source.name
      .split(/[\\/]/)
      .at(-1)
      ?.replace(/\.[a-z]+$/i, '') ||
    graph.name ||
    'structure'
  const structureText = stem.replace(/[-_]+/g, ' ')
  const structure = `structure ${stem}`
  const place = { file: source.name, line: 1 }
  reading.items.push({
    ref: structure,
    kind: 'structure',
    key: freeKey(reading, 'structure', stem, place),
    fields: { text: structureText.charAt(0).toUpperCase() + structureText.slice(1) },
    place,
  })
  const legend = legendOf(options.legend)
  const habit = habitOf(graph, legend)
  const context: Context = { file: source.name, graph, reading, legend, habit, refs: new Map(), structure }
  readClusters(context)
  for (const node of graph.nodes.values()) readNode(context, node)
  for (const edge of graph.edges) readEdge(context, edge)
  if (!graph.directed)
    note(reading, 'repaired', 'The graph is undirected: no line says who acts on whom.', place, { rule: 'M-01e' })
  if (graph.html > 0) note(reading, 'repaired', `${graph.html} HTML labels: read without their markup.`, place)
  const styles = unknownStyles(context)
  note(reading, 'repaired', legendText(context, styles), place)
  return { ...finish(reading, 'dot'), styles }
}

const habits = {
  style: 'feedback is told by style or colour',
  direction: 'feedback is what points up (no line has a style of feedback)',
  nothing: 'nothing tells feedback from control actions',
}

/** Keys for what the legend does not know of this drawing. */
function unknownStyles({ graph, legend }: Context): string[] {
  const unknown = new Set<string>()
  for (const { attributes } of graph.edges) {
    const colour = colourName(attributes.get('color') ?? 'black')
    for (const name of [...stylesOf(attributes), colour]) if (name && !legend.all[`edge ${name}`]) unknown.add(name)
  }
  for (const name of ['black', 'solid', 'filled', 'bold', 'invisible']) unknown.delete(name)
  return [...unknown].slice(0, 10).map((name) => `edge ${name}`)
}

function legendText({ legend, habit }: Context, unknown: readonly string[]): string {
  const read = Object.entries(legend.all).map(([style, meaning]) => `${style} = ${meaning}`)
  const more = unknown.length > 0 ? ` Not in the legend: ${unknown.join(', ')}.` : ''
  return `Styles read as: ${read.join(', ')}; ${habits[habit.by]}.${more}`
}

function addElement(
  context: Context,
  name: string,
  key: string,
  fields: Record<string, unknown>,
  line: number,
  parentRef?: string,
): void {
  const { reading, file, structure } = context
  const place = { file, line }
  const free = freeKey(reading, 'element', key, place)
  const ref = `element ${free}`
  context.refs.set(name, ref)
  reading.items.push({ ref, kind: 'element', key: free, fields, place, ...(parentRef ? { parentRef } : {}) })
  reading.links.push({ from: structure, name: 'shows', to: { ref }, place })
}

function readClusters(context: Context): void {
  for (const cluster of context.graph.clusters.values()) {
    const { id, attributes, parent, line } = cluster
    if (isInvisible(attributes)) {
      leftOut(context, id, line)
      continue
    }
    const key = id.replace(/^cluster_?/, '') || id
    const name = joinLines(attributes.get('label') ?? '') || key
    addElement(context, `cluster ${id}`, key, fieldsOf(context, name, 'inReview', line), line, around(context, parent))
  }
}

/** Text and state; a text that is too long goes on in the description. */
function fieldsOf({ reading, file }: Context, text: string, state: string, line: number): Record<string, unknown> {
  return { ...acceptFields(reading, 'element', { text }, () => ({ file, line })), state }
}

/** The element of the innermost visible cluster around. */
function around({ graph, refs }: Context, cluster: string | null): string | undefined {
  for (let id = cluster; id !== null; id = graph.clusters.get(id)?.parent ?? null) {
    const ref = refs.get(`cluster ${id}`)
    if (ref !== undefined) return ref
  }
  return undefined
}

/** Invisible things keep others in their place: said, and no finding. */
function leftOut(context: Context, what: string, line: number): void {
  note(
    context.reading,
    'repaired',
    `${what} is invisible: left out.`,
    { file: context.file, line },
    { sort: 'invisible' },
  )
}

function readNode(context: Context, node: DotNode): void {
  if (isInvisible(node.attributes)) return leftOut(context, node.id, node.line)
  const text = labelOfNode(node.id, node.attributes)
  const fields = fieldsOf(context, text, 'inReview', node.line)
  const meaning = context.legend.all[`fill ${fillOf(node)}`]
  if (meaning === 'ignore') return leftOut(context, node.id, node.line)
  if (meaning === 'data') {
    Object.assign(fields, { nature: 'data', state: 'draft' })
    note(
      context.reading,
      'repaired',
      `${text} is drawn as a store of data: read as an element that holds data; confirm whether it controls anything.`,
      { file: context.file, line: node.line },
    )
  } else if (meaning === 'targetSystem' || meaning === 'environment') fields.boundary = meaning
  addElement(context, node.id, node.id, fields, node.line, around(context, node.cluster))
}

function fillOf(node: DotNode): string {
  const style = node.attributes.get('style') ?? ''
  const fill = node.attributes.get('fillcolor') ?? (style.includes('filled') ? node.attributes.get('color') : undefined)
  return fill ? colourName(fill) : 'none'
}

/** The end of an edge: of a compound one the cluster that it is clipped at (lhead, ltail), where it holds the node. */
function endOf({ graph, refs }: Context, node: string, cluster: string | undefined): string {
  if (cluster === undefined || !refs.has(`cluster ${cluster}`)) return node
  for (let id = graph.nodes.get(node)?.cluster ?? null; id !== null; id = graph.clusters.get(id)?.parent ?? null)
    if (id === cluster) return `cluster ${cluster}`
  return node
}

function readEdge(context: Context, edge: DotEdge): void {
  const { attributes, line } = edge
  const name = `${edge.from} → ${edge.to}`
  if (isInvisible(attributes)) return leftOut(context, name, line)
  const from = endOf(context, edge.from, attributes.get('ltail'))
  const to = endOf(context, edge.to, attributes.get('lhead'))
  if (!context.refs.has(from) || !context.refs.has(to)) return leftOut(context, `An end of ${name}`, line)
  const place = { file: context.file, line }
  if (from === to) return note(context.reading, 'skipped', `${nameOf(from)} points to itself: left out.`, place)
  const arrows = arrowsOf(context.graph, edge)
  if (arrows.length === 2) noteBoth(context, arrows, place)
  for (const arrow of arrows) {
    const ends = arrow.way === 'against' ? { from: to, to: from } : { from, to }
    readArrow(context, arrow, ends, place)
  }
}

const nameOf = (end: string): string => end.replace(/^cluster (cluster_?)?/, '')

function noteBoth({ reading }: Context, [one, other]: readonly Arrow[], place: Place): void {
  if (!one || !other) return
  const names = one.labels.length > 0 && one.labels.join() === other.labels.join() ? ' of one name' : ''
  const message = `${nameOf(one.from)} and ${nameOf(one.to)} point to each other: read as two interactions${names}, each from its own end.`
  note(reading, 'repaired', message, place)
}

type Ends = { readonly from: string; readonly to: string }
type Place = { file: string; line: number }

function readArrow(context: Context, arrow: Arrow, ends: Ends, place: Place): void {
  const meaning = meaningOf(context.legend, context.habit, arrow)
  const [from, to] = [nameOf(ends.from), nameOf(ends.to)]
  if (meaning === 'ignore')
    return note(context.reading, 'skipped', `${from} → ${to} is left out: so says the legend.`, place)
  const known = meaning === 'feedback' || meaning === 'otherInteraction' ? meaning : 'controlAction'
  if (arrow.way === 'none')
    note(context.reading, 'repaired', `${from} and ${to} are joined without an arrow: read as ${known}.`, place, {
      sort: 'no arrow',
    })
  const labels = [...arrow.labels]
  if (labels.length === 0) {
    note(context.reading, 'repaired', `${from} → ${to} has no label: named after its ends.`, place, {
      sort: 'no label',
    })
    labels.push(`${from} to ${to}`)
  }
  for (const label of labels) addInteraction(context, known, ends, label, place)
}

function addInteraction(context: Context, kind: string, { from, to }: Ends, label: string, place: Place): void {
  const { reading, refs, structure } = context
  const { text, interfaceName, unsure } = splitInterface(label)
  const fields = fieldsOf(context, text, unsure ? 'draft' : 'inReview', place.line)
  if (interfaceName) Object.assign(fields, { interface: interfaceOf(interfaceName), interfaceName })
  const key = freeKey(
    reading,
    kind,
    `${nameOf(from)}-${cut(text.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''), 40)}`,
    place,
  )
  const ref = `${kind} ${key}`
  reading.items.push({ ref, kind, key, fields, place })
  if (unsure)
    note(reading, 'repaired', `${text}: its interface "${interfaceName}" is marked as unsure: state draft.`, place, {
      key,
    })
  reading.links.push({ from: ref, name: 'source', to: { ref: refs.get(from) ?? '' }, place })
  reading.links.push({ from: ref, name: 'target', to: { ref: refs.get(to) ?? '' }, place })
  reading.links.push({ from: structure, name: 'shows', to: { ref }, place })
}
