import { textOf } from '../fieldValues'
import { kindOf } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import { inReadingOrder } from '../order'
import { anchorsOf, chapterAnchor } from './anchors'
import type { Hashes } from './contentHash'
import type { Block, Chapter, Cover, Entry, Fact, ReportDocument, Row, Section, Text } from './document'
import { cell, refTo } from './document'
import { type KeyIndex, keyIndexOf, withKeys } from './keys'

export type Draft = {
  readonly name: string
  readonly cover: Cover
  readonly chapters: readonly Omit<Chapter, 'number'>[]
}

type Walk = {
  readonly index: KeyIndex
  /** Items that already have their place. */
  readonly placed: Set<Uid>
  /** Items that are named. */
  readonly named: Set<Uid>
}

/**
 * Makes a document of built chapters: numbers them, gives every item one place, turns exact keys in texts into
 * references, and adds an annex with the items that are named but have no place, so that no reference is dead.
 */
export function finish(analysis: Analysis, draft: Draft, hashes: Hashes): ReportDocument {
  const walk: Walk = { index: keyIndexOf(analysis), placed: new Set(), named: new Set() }
  const cover = {
    ...draft.cover,
    facts: draft.cover.facts.map((fact) => finishFact(fact, walk)),
    front: finishBlocks(draft.cover.front, walk),
  }
  const chapters = draft.chapters.map((chapter) => ({
    ...chapter,
    sections: ownNames(chapter.sections).map((part) => finishSection(part, walk)),
  }))
  const annex = annexOf(analysis, walk)
  const all = numbered([...chapters, ...(annex ? [annex] : [])])
  const anchors = new Map([...anchorsOf(analysis)].filter(([uid]) => walk.placed.has(uid)))
  return {
    name: draft.name,
    cover,
    chapters: all,
    anchors,
    analysis: { id: analysis.id, revision: analysis.revision, hash: hashes.content, basis: hashes.basis.hash },
  }
}

function numbered(chapters: readonly Omit<Chapter, 'number'>[]): Chapter[] {
  let [count, annexes] = [0, 0]
  return chapters.map((chapter) => ({ ...chapter, number: chapter.annex ? letters(annexes++) : String(++count) }))
}

const letters = (index: number): string => String.fromCharCode(65 + (index % 26))

/** Section names that stay apart as anchors: keys may differ in characters that an anchor does not keep. */
function ownNames(sections: readonly Section[]): Section[] {
  const taken = new Set<string>()
  return sections.map((section) => {
    let name = section.name
    for (let count = 2; taken.has(chapterAnchor('', name).toLowerCase()); count++) name = `${section.name}.${count}`
    taken.add(chapterAnchor('', name).toLowerCase())
    return { ...section, name }
  })
}

function finishSection(section: Section, walk: Walk): Section {
  return { ...section, blocks: finishBlocks(section.blocks, walk) }
}

const finishBlocks = (blocks: readonly Block[], walk: Walk): Block[] => blocks.map((block) => finishBlock(block, walk))

function finishBlock(block: Block, walk: Walk): Block {
  switch (block.type) {
    case 'paragraph':
      return { ...block, text: finishText(block.text, walk) }
    case 'list':
      return { ...block, entries: block.entries.map((entry) => finishBlocks(entry, walk)) }
    case 'quote':
      return { ...block, content: finishBlocks(block.content, walk) }
    case 'facts':
      return { ...block, facts: block.facts.map((fact) => finishFact(fact, walk)) }
    case 'table':
      return { ...block, caption: finishText(block.caption, walk), rows: block.rows.map((row) => finishRow(row, walk)) }
    case 'entries':
      return { ...block, entries: block.entries.map((entry) => finishEntry(entry, walk)) }
    default:
      return block
  }
}

function finishText(text: Text, walk: Walk): Text {
  const result = withKeys(text, walk.index)
  collect(result, walk.named)
  return result
}

function collect(text: Text, named: Set<Uid>): void {
  for (const part of text) {
    if (typeof part === 'string') continue
    if ('item' in part) named.add(part.item)
    else if ('content' in part) collect(part.content, named)
  }
}

const finishFact = (fact: Fact, walk: Walk): Fact => ({ ...fact, content: finishBlocks(fact.content, walk) })

function finishRow(row: Row, walk: Walk): Row {
  const { defines, ...rest } = row
  const isPlace = defines !== undefined && !walk.placed.has(defines)
  if (isPlace) walk.placed.add(defines)
  return {
    ...rest,
    ...(isPlace ? { defines } : {}),
    cells: row.cells.map((part) => {
      const text = finishText(part.text, walk)
      return text === part.text ? part : { ...part, text }
    }),
    ...(row.detail ? { detail: row.detail.map((fact) => finishFact(fact, walk)) } : {}),
  }
}

function finishEntry(entry: Entry, walk: Walk): Entry {
  walk.placed.add(entry.item)
  return { ...entry, title: finishText(entry.title, walk), facts: entry.facts.map((fact) => finishFact(fact, walk)) }
}

/** Items that the document names without having a place for them: key, kind and text, until nothing new is named. */
function annexOf(analysis: Analysis, walk: Walk): Omit<Chapter, 'number'> | undefined {
  const found: Item[] = []
  // A set grows while it is walked: texts of these items name further ones.
  for (const uid of walk.named) {
    const item = walk.placed.has(uid) ? undefined : analysis.items.get(uid)
    if (!item) continue
    found.push(item)
    finishText([textOf(item)], walk)
  }
  if (found.length === 0) return undefined
  const rows = inReadingOrder(analysis, found).map((item) => {
    const cells = [cell(refTo(item)), cell(kindOf(item.kind).title), cell(textOf(item))]
    return finishRow({ defines: item.uid, cells }, walk)
  })
  const columns = [{ title: 'Key', width: 'key' }, { title: 'Kind' }, { title: 'Text', width: 'wide' }] as const
  const table: Block = { type: 'table', caption: [], columns, rows, dense: true }
  const section: Section = { name: 'items', title: 'Items', blocks: [table] }
  const summary = 'Items of the analysis that this document names; the safety analysis report tells them in full.'
  return { name: 'referred', title: 'Items referred to', annex: true, summary, sections: [section] }
}
