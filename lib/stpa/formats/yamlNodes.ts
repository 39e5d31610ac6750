import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import { type Place, StpaError } from '../errors'
import type { SourceText } from './types'
import { composeText, depthLimit } from './yamlParts'

/** At most this many characters of one YAML input. Command line and server refuse more than 24 MB before. */
export const yamlLimit = 64_000_000
/** Nodes that aliases may add: an alias bomb expands a few lines into billions. */
const aliasLimit = 100_000

/** A parsed YAML text, walked node by node so that every value still knows its line. */
export type YamlSource = {
  readonly file: string
  readonly text: string
  readonly root: Node | null
  readonly placeOf: (node: Node | null | undefined) => Place
  /** Follows an alias; counts what aliases add. */
  readonly follow: (node: Node | null | undefined) => Node | null
}

/** @throws StpaError tooLarge or unreadable, with file and line */
export function parseYaml(source: SourceText): YamlSource {
  const { name: file, text } = source
  if (text.length > yamlLimit) {
    throw new StpaError('tooLarge', `${file} has ${text.length} characters; at most ${yamlLimit} are read. Split it.`)
  }
  const lines = new LineCounter()
  const document = composeText(text, lines)
  const placeOf = (node: Node | null | undefined): Place => {
    const offset = node?.range?.[0]
    return offset === undefined ? { file } : { file, line: lines.linePos(offset).line }
  }
  const error = document.errors[0]
  if (error) {
    const line = lines.linePos(error.pos[0]).line
    throw new StpaError('unreadable', `${file}:${line}: not readable as YAML: ${error.message.split('\n')[0]}`, {
      place: { file, line },
    })
  }
  return { file, text, root: document.contents, placeOf, follow: follower(file, document.contents) }
}

function follower(file: string, root: Node | null) {
  let anchors: Map<string, Node> | undefined
  let expanded = 0
  return (node: Node | null | undefined): Node | null => {
    if (!node || !isAlias(node)) return node ?? null
    anchors ??= anchorsOf(root)
    const target = anchors.get(node.source)
    expanded += target ? sizeOf(target) : 1
    if (expanded > aliasLimit) throw new StpaError('tooLarge', `${file}: aliases expand to too much. Write it out.`)
    return target ?? null
  }
}

// The parser's types leave open what stands in lists and mappings; parseDocument only puts nodes there.
const entriesIn = (list: YAMLSeq): Node[] => list.items as Node[]
// Likewise.
const pairsIn = (map: YAMLMap): Pair<Node, Node | null>[] => map.items as Pair<Node, Node | null>[]

/** Entries of a list; keys and values of a mapping. */
export function childrenOf(node: Node): Node[] {
  if (isSeq(node)) return entriesIn(node)
  if (!isMap(node)) return []
  return pairsIn(node).flatMap((pair) => (pair.value ? [pair.key, pair.value] : [pair.key]))
}

function anchorsOf(root: Node | null): Map<string, Node> {
  const anchors = new Map<string, Node>()
  const stack = root ? [root] : []
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node)
    stack.push(...childrenOf(node))
  }
  return anchors
}

function sizeOf(root: Node): number {
  let size = 0
  const stack = [root]
  for (let node = stack.pop(); node && size <= aliasLimit; node = stack.pop()) {
    size++
    stack.push(...childrenOf(node))
  }
  return size
}

export type Entry = { readonly name: string; readonly node: Node | null; readonly key: Node }

/** The entries of a mapping, in order; undefined when the node is none. */
export function entriesOf(yaml: YamlSource, node: Node | null | undefined): Entry[] | undefined {
  const map = yaml.follow(node)
  if (!isMap(map)) return undefined
  return pairsIn(map).map((pair) => ({
    name: isScalar(pair.key) ? String(pair.key.value) : '',
    node: yaml.follow(pair.value),
    key: pair.key,
  }))
}

/** The entries of a list; a single value stands for a list of one; null for an empty list. */
export function listOf(yaml: YamlSource, node: Node | null | undefined): (Node | null)[] {
  const list = yaml.follow(node)
  if (isSeq(list)) return entriesIn(list).map((entry) => yaml.follow(entry))
  return list === null || (isScalar(list) && list.value === null) ? [] : [list]
}

/** A scalar as text; undefined when the node is a list or a mapping. */
export function scalarText(node: Node | null): string | undefined {
  if (node === null) return ''
  if (!isScalar(node)) return undefined
  return node.value === null || node.value === undefined ? '' : String(node.value)
}

/** White space collapsed: a folded YAML text ends in a newline, a wrapped one holds some. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Plain data of a node (lists, mappings, scalars), for values whose shape a field's schema checks. */
export function plainOf(yaml: YamlSource, node: Node | null, depth = 0): unknown {
  const value = yaml.follow(node)
  if (value === null || depth > depthLimit) return null
  if (isScalar(value)) return value.value
  if (isSeq(value)) return entriesIn(value).map((entry) => plainOf(yaml, entry, depth + 1))
  const entries = entriesOf(yaml, value) ?? []
  // fromEntries defines own properties: a key like __proto__ stays data.
  return Object.fromEntries(entries.map((entry) => [entry.name, plainOf(yaml, entry.node, depth + 1)]))
}
