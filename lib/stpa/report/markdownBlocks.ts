import MarkdownIt, { type Token } from 'markdown-it'
import type { Block, Inline, Row, Text } from './document'

/**
 * Markdown → blocks. Raw HTML is not read as HTML (it stays text), pictures become their description (a document
 * fetches nothing), and only http, https and mailto addresses become links: what a renderer then writes is its own.
 */
const parser = new MarkdownIt({ html: false, linkify: false, typographer: false })

export function markdownBlocks(source: string): Block[] {
  if (source.trim() === '') return []
  if (isPlain(source)) return source.split(/\n\s*\n/).map((part) => ({ type: 'paragraph', text: [part.trim()] }))
  const tokens = parser.parse(source, {})
  return blocksOf(tokens, { at: 0 }, '')
}

/** Nothing that Markdown would read otherwise: most texts. Saves the parser on large analyses. */
const isPlain = (source: string): boolean =>
  /^[\p{L}\p{N} ,.;:'"?%()–/\n-]*$/u.test(source) && !/^\s*(\d+[.)]|[-=]|\s{4})|\S\n\S/m.test(source)

/** One line of text from blocks, for table cells: paragraphs and list entries with line breaks between them. */
export function flatten(blocks: readonly Block[]): Text {
  const lines = blocks.flatMap((block): Text[] => {
    if (block.type === 'paragraph') return [block.text]
    if (block.type === 'code') return [[{ code: block.code }]]
    if (block.type === 'quote') return [flatten(block.content)]
    if (block.type === 'list') return block.entries.map((entry) => ['• ', ...flatten(entry)])
    if (block.type === 'table') return block.rows.map((row) => row.cells.flatMap((part) => [...part.text, ' ']))
    return []
  })
  return lines.flatMap((line, index): Text => (index === 0 ? line : [{ break: true }, ...line]))
}

type Cursor = { at: number }

/** Reads blocks up to the closing token `end`. */
function blocksOf(tokens: readonly Token[], cursor: Cursor, end: string): Block[] {
  const blocks: Block[] = []
  for (let token = tokens[cursor.at]; token; token = tokens[cursor.at]) {
    cursor.at++
    if (token.type === end) break
    const block = blockOf(tokens, cursor, token)
    if (block) blocks.push(block)
  }
  return blocks
}

function blockOf(tokens: readonly Token[], cursor: Cursor, token: Token): Block | undefined {
  switch (token.type) {
    case 'inline':
      return { type: 'paragraph', text: textOf(token.children ?? []) }
    // A heading inside a field must not disturb the outline of the document.
    case 'heading_open': {
      const content = blocksOf(tokens, cursor, 'heading_close')
      return { type: 'paragraph', text: [{ mark: 'strong', content: flatten(content) }] }
    }
    case 'paragraph_open':
      return blocksOf(tokens, cursor, 'paragraph_close')[0]
    case 'bullet_list_open':
    case 'ordered_list_open':
      return listOf(tokens, cursor, token.type === 'ordered_list_open')
    case 'blockquote_open':
      return { type: 'quote', content: blocksOf(tokens, cursor, 'blockquote_close') }
    case 'fence':
    case 'code_block':
      return { type: 'code', code: token.content.replace(/\n$/, '') }
    case 'hr':
      return { type: 'rule' }
    case 'table_open':
      return tableOf(tokens, cursor)
    default:
      return undefined
  }
}

function listOf(tokens: readonly Token[], cursor: Cursor, ordered: boolean): Block {
  const close = ordered ? 'ordered_list_close' : 'bullet_list_close'
  const entries: Block[][] = []
  for (let token = tokens[cursor.at]; token; token = tokens[cursor.at]) {
    cursor.at++
    if (token.type === close) break
    if (token.type === 'list_item_open') entries.push(blocksOf(tokens, cursor, 'list_item_close'))
  }
  return { type: 'list', ordered, entries }
}

function tableOf(tokens: readonly Token[], cursor: Cursor): Block {
  const rows: Text[][] = []
  for (let token = tokens[cursor.at]; token; token = tokens[cursor.at]) {
    cursor.at++
    if (token.type === 'table_close') break
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'inline') rows.at(-1)?.push(textOf(token.children ?? []))
  }
  const [head = [], ...body] = rows
  return {
    type: 'table',
    caption: [],
    columns: head.map((text) => ({ title: plainText(text) })),
    rows: body.map((cells): Row => ({ cells: cells.map((text) => ({ text })) })),
  }
}

const marks: Readonly<Record<string, 'strong' | 'emphasis' | 'strike'>> = {
  strong_open: 'strong',
  em_open: 'emphasis',
  s_open: 'strike',
}

function textOf(tokens: readonly Token[]): Text {
  return inlinesOf(tokens, { at: 0 }, '')
}

function inlinesOf(tokens: readonly Token[], cursor: Cursor, end: string): Inline[] {
  const parts: Inline[] = []
  for (let token = tokens[cursor.at]; token; token = tokens[cursor.at]) {
    cursor.at++
    if (token.type === end) break
    parts.push(...inlineOf(tokens, cursor, token))
  }
  return parts
}

function inlineOf(tokens: readonly Token[], cursor: Cursor, token: Token): Inline[] {
  const mark = marks[token.type]
  if (mark) return [{ mark, content: inlinesOf(tokens, cursor, token.type.replace('_open', '_close')) }]
  switch (token.type) {
    case 'text':
    case 'text_special':
      return token.content === '' ? [] : [token.content]
    case 'softbreak':
      return [' ']
    case 'hardbreak':
      return [{ break: true }]
    case 'code_inline':
      return [{ code: token.content }]
    case 'image':
      return [`[picture: ${token.content || 'without description'}] ${token.attrGet('src') ?? ''}`.trim()]
    case 'link_open': {
      const content = inlinesOf(tokens, cursor, 'link_close')
      const url = String(token.attrGet('href') ?? '')
      return isWebAddress(url) ? [{ url, content }] : content
    }
    default:
      return token.content === '' ? [] : [token.content]
  }
}

export const isWebAddress = (url: string): boolean => /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(url)

/** The letters of a text alone; references by their label. */
export function plainText(text: Text, keyOf: (uid: string) => string = (uid) => uid): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return part
      if ('item' in part) return part.label ?? keyOf(part.item)
      if ('code' in part) return part.code
      if ('break' in part) return '\n'
      if ('content' in part) return plainText(part.content, keyOf)
      return part.label ?? part.chapter
    })
    .join('')
}
