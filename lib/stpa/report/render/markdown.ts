import { shownText } from '@/lib/text/visible'
import { chapterAnchor } from '../anchors'
import type { Block, Chapter, Entry, Fact, Inline, ReportDocument, Row, Text } from '../document'
import type { Resolver } from './resolve'

/** Characters that Markdown or HTML would read as markup, wherever they stand. */
const markup = /[\\`*_[\]<>|~&]/g

/** Plain text inside Markdown: no markup, no HTML, no automatic link, on one line. */
export function escapeMarkdown(text: string): string {
  return shownText(text.replace(/\s+/g, ' '))
    .replace(markup, (character) => (character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`))
    .replace(/\b(https?|ftp|mailto|xmpp):/gi, '$1\\:')
    .replace(/\bwww\./gi, 'www\\.')
}

/** At the start of a line more characters mean something: lists, headings, rules, underlines of headings. */
const escapeStart = (line: string): string =>
  line.replace(/^(\s*)([-+](?=\s|$)|#+(?=\s|$)|-{2,}|=+\s*$)/, '$1\\$2').replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')

/** A document as Markdown with anchors: what GitHub and GitLab render, and what a diff can be read in. */
export function renderMarkdown(document: ReportDocument, resolver: Resolver): string {
  const { cover, chapters } = document
  const lines: string[] = [`# ${escapeMarkdown(cover.title)}`, '', escapeStart(escapeMarkdown(cover.subtitle)), '']
  lines.push(...factLines(cover.facts, resolver, ''), '')
  lines.push(...blocksLines(cover.front, resolver))
  if (cover.signOff.length > 0) {
    lines.push('| Role | Name | Date | Signature |', '| --- | --- | --- | --- |')
    lines.push(...cover.signOff.map((role) => `| ${escapeMarkdown(role)} | | | |`), '')
  }
  lines.push('## Contents', '')
  for (const chapter of chapters)
    lines.push(`- [${chapter.number} ${escapeMarkdown(chapter.title)}](#${chapterAnchor(chapter.name)})`)
  lines.push('')
  for (const chapter of chapters) chapterLines(lines, chapter, resolver)
  // Code is not escaped, and may hold such signs as well.
  return shownText(
    `${lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd()}\n`,
  )
}

const anchorTag = (anchor: string): string => `<a id="${anchor}"></a>`

function chapterLines(lines: string[], chapter: Chapter, resolver: Resolver): void {
  const number = chapter.annex ? `Annex ${chapter.number}:` : chapter.number
  lines.push(anchorTag(chapterAnchor(chapter.name)), '', `## ${number} ${escapeMarkdown(chapter.title)}`, '')
  lines.push(escapeStart(escapeMarkdown(chapter.summary)), '')
  for (const part of chapter.sections) {
    const tag = part.tag ? ` (${escapeMarkdown(part.tag.label)})` : ''
    lines.push(anchorTag(chapterAnchor(chapter.name, part.name)), '', `### ${escapeMarkdown(part.title)}${tag}`, '')
    for (const line of blocksLines(part.blocks, resolver)) lines.push(line)
  }
}

const blocksLines = (blocks: readonly Block[], resolver: Resolver): string[] =>
  blocks.flatMap((block) => [...blockLines(block, resolver), ''])

const indent = (lines: readonly string[], by: string): string[] =>
  lines.map((line) => (line === '' ? '' : `${by}${line}`))

function blockLines(block: Block, resolver: Resolver): string[] {
  switch (block.type) {
    case 'paragraph':
      return textLines(block.text, resolver)
    case 'list':
      return block.entries.flatMap((entry, index) => {
        const mark = block.ordered ? `${index + 1}. ` : '- '
        const [first = '', ...rest] = trimmedLines(blocksLines(entry, resolver))
        return [`${mark}${first}`, ...indent(rest, ' '.repeat(mark.length))]
      })
    case 'code':
      return codeLines(block.code)
    case 'quote':
      return trimmedLines(blocksLines(block.content, resolver)).map((line) => `> ${line}`.trimEnd())
    case 'facts':
      return factLines(block.facts, resolver, '')
    case 'table':
      return tableLines(block, resolver)
    case 'entries':
      return block.entries.flatMap((entry) => [...entryLines(entry, resolver), ''])
    case 'figure':
      return [
        `*Picture: ${escapeMarkdown(block.caption)} It is in the HTML form of this document; the tables below hold what it shows.*`,
      ]
    case 'rule':
      return ['---']
  }
}

function trimmedLines(lines: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => line !== '')
  return lines.slice(0, end + 1)
}

/** A fence longer than any run of backticks inside. */
function codeLines(code: string): string[] {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((match) => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return [fence, ...code.split(/\r?\n/), fence]
}

const textLines = (text: Text, resolver: Resolver): string[] =>
  inline(text, resolver, '\n')
    .split('\n')
    .map((line, index, all) => `${escapeStart(line.trim())}${index < all.length - 1 ? '\\' : ''}`)

function factLines(facts: readonly Fact[], resolver: Resolver, by: string): string[] {
  return facts.flatMap((fact) => {
    const [first = '', ...rest] = trimmedLines(blocksLines(fact.content, resolver))
    return indent([`- **${escapeMarkdown(fact.label)}:** ${first}`, ...indent(rest, '  ')], by)
  })
}

function entryLines(entry: Entry, resolver: Resolver): string[] {
  const badge = entry.badge ? ` (${escapeMarkdown(entry.badge.label.toLowerCase())})` : ''
  const anchor = anchorTag(resolver.anchorOf(entry.item) ?? '')
  const head = `${anchor}**${escapeMarkdown(entry.key)}** ${inline(entry.title, resolver, ' ')}${badge}`
  return [head, '', ...factLines(entry.facts, resolver, '')]
}

function tableLines({ caption, columns, rows }: Extract<Block, { type: 'table' }>, resolver: Resolver): string[] {
  const lines = caption.length > 0 ? [`**${inline(caption, resolver, ' ')}**`, ''] : []
  lines.push(`| ${columns.map((column) => escapeMarkdown(column.title) || ' ').join(' | ')} |`)
  lines.push(`| ${columns.map((column) => (column.align === 'end' ? '---:' : '---')).join(' | ')} |`)
  for (const row of rows) lines.push(rowLine(row, resolver))
  // A table holds one line per row; what stands under a row comes after it.
  const details = rows.filter((row) => row.detail && row.detail.length > 0)
  if (details.length > 0) lines.push('')
  for (const row of details) {
    lines.push(`- ${inline(row.cells[0]?.text ?? [], resolver, ' ')}`, ...factLines(row.detail ?? [], resolver, '  '))
  }
  return lines
}

function rowLine(row: Row, resolver: Resolver): string {
  const anchor = row.defines === undefined ? undefined : resolver.anchorOf(row.defines)
  const cells = row.cells.map((part) => inline(part.text, resolver, '<br>') || ' ')
  return `| ${anchor === undefined ? '' : anchorTag(anchor)}${cells.join(' | ')} |`
}

const marks = { strong: '**', emphasis: '*', strike: '~~' } as const

function inline(text: Text, resolver: Resolver, lineBreak: string): string {
  return text.map((part) => inlinePart(part, resolver, lineBreak)).join('')
}

function inlinePart(part: Inline, resolver: Resolver, lineBreak: string): string {
  if (typeof part === 'string') return escapeMarkdown(part)
  if ('item' in part) {
    const label = escapeMarkdown(part.label ?? resolver.keyOf(part.item))
    const anchor = resolver.anchorOf(part.item)
    return anchor === undefined ? label : `[${label}](#${anchor})`
  }
  if ('chapter' in part) {
    const { label, anchor } = resolver.chapterOf(part)
    return anchor === undefined ? escapeMarkdown(label) : `[${escapeMarkdown(label)}](#${anchor})`
  }
  if ('mark' in part) {
    const content = inline(part.content, resolver, lineBreak).trim()
    return content === '' ? '' : `${marks[part.mark]}${content}${marks[part.mark]}`
  }
  if ('code' in part) return codeSpan(part.code)
  if ('break' in part) return lineBreak
  return `[${inline(part.content, resolver, ' ')}](<${part.url.replace(/[<>\s\\]/g, encodeURIComponent)}>)`
}

function codeSpan(code: string): string {
  const text = code.replace(/\s+/g, ' ').replaceAll('|', '\\|')
  if (text.trim() === '') return ''
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`
}
