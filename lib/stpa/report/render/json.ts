import { graphOf } from '../../graph'
import type { Analysis, Item } from '../../model'
import type { Block, Entry, Fact, ReportDocument, Row, Text } from '../document'
import { plainText } from '../markdownBlocks'
import type { Resolver } from './resolve'

export const documentVersion = 1

/**
 * A document as JSON, the same content as the other forms: chapters, sections and blocks with plain texts, and the
 * items that the document tells, with their fields and links. The shape is documented in docs/documents.md.
 */
export function renderJson(analysis: Analysis, document: ReportDocument, resolver: Resolver): string {
  const context: Context = { text: (text) => textOf(text, resolver), key: resolver.keyOf }
  const { cover, chapters } = document
  const { revisedAt } = analysis
  const value = {
    format: 'stpa-document',
    version: documentVersion,
    document: document.name,
    title: cover.title,
    subtitle: cover.subtitle,
    analysis: { ...document.analysis, revisedAt },
    cover: { facts: factsOf(cover.facts, context), blocks: blocksOf(cover.front, context), signOff: cover.signOff },
    chapters: chapters.map(({ name, number, annex, title, summary, sections }) => ({
      name,
      number,
      annex,
      title,
      summary,
      sections: sections.map((part) => ({
        name: part.name,
        title: part.title,
        ...(part.tag ? { tag: part.tag.label } : {}),
        blocks: blocksOf(part.blocks, context),
      })),
    })),
    items: [...document.anchors].flatMap(([uid, anchor]) => {
      const item = analysis.items.get(uid)
      return item ? [itemOf(analysis, item, anchor)] : []
    }),
  }
  return `${JSON.stringify(value, null, 1)}\n`
}

type Context = { readonly text: (text: Text) => string; readonly key: (uid: string) => string }

function textOf(text: Text, resolver: Resolver): string {
  const resolved = text.map((part) =>
    typeof part === 'object' && 'chapter' in part ? resolver.chapterOf(part).label : part,
  )
  return plainText(resolved, resolver.keyOf)
}

const blocksOf = (blocks: readonly Block[], context: Context): unknown[] =>
  blocks.map((block) => blockOf(block, context))

function blockOf(block: Block, context: Context): unknown {
  switch (block.type) {
    case 'paragraph':
      return { type: block.type, text: context.text(block.text), ...(block.tone ? { tone: block.tone } : {}) }
    case 'list':
      return {
        type: block.type,
        ordered: block.ordered,
        entries: block.entries.map((entry) => blocksOf(entry, context)),
      }
    case 'quote':
      return { type: block.type, content: blocksOf(block.content, context) }
    case 'facts':
      return { type: block.type, facts: factsOf(block.facts, context) }
    case 'table':
      return {
        type: block.type,
        caption: context.text(block.caption),
        columns: block.columns.map((column) => column.title),
        rows: block.rows.map((row) => rowOf(row, context)),
      }
    case 'entries':
      return { type: block.type, entries: block.entries.map((entry) => entryOf(entry, context)) }
    default:
      return block
  }
}

const factsOf = (facts: readonly Fact[], context: Context): unknown[] =>
  facts.map((fact) => ({ label: fact.label, content: blocksOf(fact.content, context) }))

const rowOf = (row: Row, context: Context): unknown => ({
  ...(row.defines === undefined ? {} : { item: context.key(row.defines) }),
  cells: row.cells.map((part) => context.text(part.text)),
  ...(row.detail && row.detail.length > 0 ? { detail: factsOf(row.detail, context) } : {}),
})

const entryOf = (entry: Entry, context: Context): unknown => ({
  item: entry.key,
  text: context.text(entry.title),
  ...(entry.badge ? { state: entry.badge.label } : {}),
  facts: factsOf(entry.facts, context),
})

function itemOf(analysis: Analysis, item: Item, anchor: string): unknown {
  const links = (graphOf(analysis).outgoing.get(item.uid) ?? []).flatMap((link) => {
    const end = analysis.items.get(link.to)
    return end
      ? [{ name: link.name, kind: end.kind, key: end.key, ...(link.rationale ? { rationale: link.rationale } : {}) }]
      : []
  })
  const { uid, kind, key, aliases, fields } = item
  const parent = item.parent === null ? undefined : analysis.items.get(item.parent)?.key
  return {
    uid,
    kind,
    key,
    anchor,
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(parent === undefined ? {} : { parent }),
    fields,
    links,
  }
}
