import { Document, type Node, type Pair, visit, type YAMLMap } from 'yaml'
import type { Kind } from '../../defineKind'
import { graphOf, itemsOf } from '../../graph'
import { keyId } from '../../indexes/itemIndex'
import { compareItems } from '../../indexes/order'
import { kinds, targetKinds } from '../../kinds'
import { type Analysis, emptyAnalysis, type Item, type Link } from '../../model'
import { draftOf } from '../../operations/draft'
import { countKey } from '../../operations/keys'
import { createdLine } from '../../reportCounts'
import { sortReport } from '../report'
import type { Exported } from '../types'
import { derivedUid } from '../uid'

export const nativeVersion = 1

/**
 * Writes the native format: lossless, in the registry's order, items in reading order, links by key.
 * One small change gives one small diff: nothing is numbered, counted or dated that did not change itself.
 */
export function writeNative(analysis: Analysis): Exported {
  const counters = countersBeyondKeys(analysis)
  const layout = layoutOf(analysis)
  const text = [
    written({ stpa: nativeVersion, id: analysis.id, ...(Object.keys(counters).length > 0 ? { counters } : {}) }),
    ...kinds.flatMap((kind) => section(analysis, kind)),
    layout.size > 0 ? written({ layout }) : '',
  ].join('')
  const created = kinds.flatMap((kind) => {
    const count = itemsOf(analysis, kind.name).length
    return count > 0 ? [createdLine(`${count} ${(count === 1 ? kind.title : kind.plural).toLowerCase()}`, count)] : []
  })
  return { text, report: sortReport(created) }
}

/** Texts are never folded: the writer loses a line of blanks in a folded text of two quotes. */
const style = {
  lineWidth: 0,
  indentSeq: false,
  flowCollectionPadding: false,
  doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
} as const

function written(content: Record<string, unknown>): string {
  const document = new Document(content, { aliasDuplicateObjects: false })
  styleFlow(document)
  return document.toString(style)
}

/** Items whose nodes are in memory at a time: a whole large analysis would be many times its text. */
const portion = 500

/** `hazard:` and its items, written portion by portion. */
function section(analysis: Analysis, kind: Kind): string[] {
  const items = itemsOf(analysis, kind.name)
  const head = `${kind.name}:\n`
  const texts: string[] = []
  for (let start = 0; start < items.length; start += portion) {
    const records = items.slice(start, start + portion).map((item) => record(analysis, kind, item))
    const text = written({ [kind.name]: records })
    texts.push(start === 0 ? text : text.slice(head.length))
  }
  return texts
}

function record(analysis: Analysis, kind: Kind, item: Item): Record<string, unknown> {
  const result: Record<string, unknown> = { key: item.key }
  if (item.uid !== derivedUid(item.kind, item.key)) result.uid = item.uid
  if (item.aliases.length > 0) result.aliases = item.aliases
  if (item.parent !== null) result.parent = analysis.items.get(item.parent)?.key ?? item.parent
  for (const name of Object.keys(kind.allFields)) if (item.fields[name] !== undefined) result[name] = item.fields[name]
  const links = graphOf(analysis).outgoing.get(item.uid) ?? []
  for (const [name, definition] of Object.entries(kind.links)) {
    const own = links.filter((link) => link.name === name)
    if (own.length > 0) result[name] = own.map((link) => linkEntry(analysis, link, targetKinds(definition)))
  }
  if (item.origin) result.origin = item.origin
  return result
}

/** A key where it is enough; `kind/KEY` where two legal kinds hold it or it begins so; a mapping where the link says more. */
function linkEntry(analysis: Analysis, link: Link, legal: ReadonlySet<string>): unknown {
  const target = analysis.items.get(link.to)
  const to = target ? reference(analysis, target, legal) : link.to
  if (!link.rationale && !link.confirmed) return to
  return {
    to,
    ...(link.rationale ? { rationale: link.rationale } : {}),
    ...(link.confirmed ? { confirmed: [link.confirmed.from, link.confirmed.to] } : {}),
  }
}

function reference(analysis: Analysis, target: Item, legal: ReadonlySet<string>): string {
  const { byKey } = graphOf(analysis)
  const clash = [...legal].some(
    (kind) =>
      target.key.startsWith(`${kind}/`) ||
      (kind !== target.kind && byKey.get(keyId(kind, target.key))?.key === target.key),
  )
  return clash ? `${target.kind}/${target.key}` : target.key
}

function layoutOf(analysis: Analysis): Map<string, Map<string, unknown>> {
  const layout = new Map<string, Map<string, unknown>>() // a key may be __proto__
  const positions = [...analysis.positions.values()].flatMap((position) => {
    const structure = analysis.items.get(position.structure)
    const item = analysis.items.get(position.item)
    return structure && item ? [{ position, structure, item }] : []
  })
  positions.sort((left, right) => compareItems(left.structure, right.structure) || compareItems(left.item, right.item))
  for (const { position, structure, item } of positions) {
    const { x, y, width, height } = position
    const places = layout.get(structure.key) ?? new Map<string, unknown>()
    layout.set(structure.key, places)
    const name = item.kind === 'element' && !item.key.includes('/') ? item.key : `${item.kind}/${item.key}`
    places.set(name, {
      x,
      y,
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
    })
  }
  return layout
}

/** Counters that the keys in the file do not show: a number was given and its item removed. */
function countersBeyondKeys(analysis: Analysis): Record<string, number> {
  const shown = draftOf(emptyAnalysis(analysis.id))
  for (const item of analysis.items.values()) countKey(shown, item.kind, item.key)
  const beyond = Object.entries(analysis.counters).filter(([name, value]) => value > (shown.counters[name] ?? 0))
  return Object.fromEntries(beyond.sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** Lists of keys, boxes and origins on one line; texts of several lines as block literals. */
function styleFlow(document: Document): void {
  const root = document.contents as YAMLMap<Node, Node> | null // made from a record above
  for (const pair of (root?.items ?? []) as Pair<Node, Node>[]) {
    visit(pair.value, {
      Seq: (key, node) => {
        if (key !== null) node.flow = true
      },
      Map: (_, node, path) => {
        if (path.length >= 2 && !(path.length === 2 && isItem(node))) node.flow = true
      },
      Scalar: (_, node) => {
        if (typeof node.value !== 'string') return
        if (needsEscapes(node.value)) node.type = 'QUOTE_DOUBLE'
        else if (node.value.includes('\n')) node.type = hasBlankLine(node.value) ? 'QUOTE_DOUBLE' : 'BLOCK_LITERAL'
      },
    })
  }
}

/** A line of blanks alone: a block literal takes its first ones for indentation. */
const hasBlankLine = (text: string): boolean => text.split('\n').some((line) => line !== '' && line.trim() === '')

/** Control characters: a carriage return would be read as a line end, others are refused as those of a binary file. */
function needsEscapes(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 10) return true
  }
  return false
}

const isItem = (node: YAMLMap): boolean => node.has('key')
