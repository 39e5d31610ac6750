import { cut } from '../../../text/storable'
import { finish, freeKey, newReading, note, type Reading } from '../reading'
import type { Imported, SourceText } from '../types'
import { type DotEdge, type DotGraph, type DotNode, dotGraphOf } from './graphOf'
import { interfaceOf, joinLines, labelsOf, splitInterface } from './labels'
import { colourName, legendOf, type Meaning } from './legend'

type Context = {
  readonly file: string
  readonly graph: DotGraph
  readonly reading: Reading
  readonly legend: Readonly<Record<string, Meaning>>
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
  const context: Context = {
    file: source.name,
    graph,
    reading,
    legend: legendOf(options.legend),
    refs: new Map(),
    structure,
  }
  readClusters(context)
  for (const node of graph.nodes.values()) readNode(context, node)
  for (const edge of graph.edges) readEdge(context, edge)
  if (!graph.directed)
    note(reading, 'repaired', 'The graph is undirected: each line is read from its first end to its second.', place)
  if (graph.html > 0) note(reading, 'repaired', `${graph.html} HTML labels: read without their markup.`, place)
  note(
    reading,
    'repaired',
    `Styles read as: ${Object.entries(context.legend)
      .map(([style, meaning]) => `${style} = ${meaning}`)
      .join(', ')}.`,
    place,
  )
  return finish(reading, 'dot')
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
  for (const { id, label, parent, line } of context.graph.clusters.values()) {
    const name = joinLines(label) || id.replace(/^cluster_?/, '')
    const above = parent === null ? undefined : context.refs.get(`cluster ${parent}`)
    addElement(
      context,
      `cluster ${id}`,
      id.replace(/^cluster_?/, '') || id,
      { text: name, state: 'inReview' },
      line,
      above,
    )
  }
}

function readNode(context: Context, node: DotNode): void {
  const raw = node.attributes.get('label')
  const text = raw === undefined || raw === '\\N' ? node.id : joinLines(raw.replace(/[{}|]/g, ' ')) || node.id
  const fields: Record<string, unknown> = { text: cut(text, 4_000), state: 'inReview' }
  const meaning = context.legend[`fill ${fillOf(node)}`]
  if (meaning === 'data') {
    Object.assign(fields, { nature: 'data', state: 'draft' })
    note(
      context.reading,
      'repaired',
      `${text} is drawn as a store of data: read as an element that holds data; confirm whether it controls anything.`,
      { file: context.file, line: node.line },
    )
  } else if (meaning === 'targetSystem' || meaning === 'environment') fields.boundary = meaning
  const parent = node.cluster === null ? undefined : context.refs.get(`cluster ${node.cluster}`)
  addElement(context, node.id, node.id, fields, node.line, parent)
}

function fillOf(node: DotNode): string {
  const style = node.attributes.get('style') ?? ''
  const fill = node.attributes.get('fillcolor') ?? (style.includes('filled') ? node.attributes.get('color') : undefined)
  return fill ? colourName(fill) : 'none'
}

function kindOfEdge({ legend }: Context, edge: DotEdge): Meaning {
  const colour = colourName(edge.attributes.get('color') ?? 'black')
  const styles = (edge.attributes.get('style') ?? 'solid').split(',').map((style) => style.trim())
  const style = styles.find((name) => legend[`edge ${name}`]) ?? 'solid'
  // A colour of its own says more than a plain solid line; a drawn style says more than a colour.
  return (style === 'solid' ? legend[`edge ${colour}`] : undefined) ?? legend[`edge ${style}`] ?? 'controlAction'
}

function readEdge(context: Context, edge: DotEdge): void {
  const kind = kindOfEdge(context, edge)
  const place = { file: context.file, line: edge.line }
  if (kind === 'ignore')
    return note(context.reading, 'skipped', `${edge.from} → ${edge.to} is invisible: left out.`, place)
  const known = kind === 'feedback' || kind === 'otherInteraction' ? kind : 'controlAction'
  const back = edge.attributes.get('dir') === 'back'
  const [from, to] = back ? [edge.to, edge.from] : [edge.from, edge.to]
  if (from === to) return note(context.reading, 'skipped', `${from} points to itself: left out.`, place)
  const labels = labelsOf(edge.attributes)
  if (labels.length === 0) {
    note(context.reading, 'repaired', `${from} → ${to} has no label: named after its ends.`, place, {
      sort: 'no label',
    })
    labels.push(`${from} to ${to}`)
  }
  for (const label of labels) addInteraction(context, known, from, to, label, place)
  if (edge.attributes.get('dir') === 'both')
    note(context.reading, 'repaired', `${from} and ${to} point to each other: read as one direction.`, place)
}

function addInteraction(
  context: Context,
  kind: string,
  from: string,
  to: string,
  label: string,
  place: { file: string; line: number },
): void {
  const { reading, refs, structure } = context
  const { text, interfaceName, unsure } = splitInterface(label)
  const fields: Record<string, unknown> = { text, state: unsure ? 'draft' : 'inReview' }
  if (interfaceName) Object.assign(fields, { interface: interfaceOf(interfaceName), interfaceName })
  const key = freeKey(
    reading,
    kind,
    `${from}-${cut(text.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''), 40)}`,
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
