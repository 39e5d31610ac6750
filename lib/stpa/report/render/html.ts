import { shownText } from '@/lib/text/visible'
import { chapterAnchor } from '../anchors'
import type {
  Badge,
  Block,
  Cell,
  Chapter,
  Column,
  Cover,
  Entry,
  Fact,
  Inline,
  ReportDocument,
  Row,
  Text,
} from '../document'
import type { Resolver } from './resolve'
import { styleOf } from './style'

/** The five characters that mean something in HTML; controls stand there by their numbers. */
export const escapeHtml = (text: string): string =>
  shownText(text.replace(/\r\n?/g, '\n'))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')

/**
 * A document as one HTML file: styles inside, no script, nothing fetched. Screen light and dark, print with running
 * titles, page numbers and repeated table heads.
 */
export function renderHtml(document: ReportDocument, resolver: Resolver): string {
  const { cover, chapters } = document
  const title = `${cover.title} – ${cover.subtitle}`
  const parts = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="generator" content="STPA Workbench">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${styleOf(title, `Revision ${document.analysis.revision} · ${document.analysis.hash.slice(0, 12)}`)}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#contents">Skip to the contents</a>',
    coverHtml(cover, resolver),
    contentsHtml(chapters),
    '<main>',
  ]
  for (const [index, chapter] of chapters.entries()) parts.push(chapterHtml(chapter, resolver, index))
  parts.push('</main>', '</body>', '</html>', '')
  return parts.join('\n')
}

function coverHtml(cover: Cover, resolver: Resolver): string {
  const signs = cover.signOff.map((role) => `<tr><td>${escapeHtml(role)}</td><td></td><td></td><td></td></tr>`)
  return [
    '<header class="cover">',
    `<p class="subtitle">${escapeHtml(cover.subtitle)}</p>`,
    `<h1>${escapeHtml(cover.title)}</h1>`,
    factsHtml(cover.facts, resolver),
    blocksHtml(cover.front, resolver),
    ...(signs.length > 0
      ? [
          '<div class="wide"><table class="signs"><caption>Sign-off</caption><thead><tr><th scope="col">Role</th><th scope="col">Name</th><th scope="col">Date</th><th scope="col">Signature</th></tr></thead>',
          `<tbody>${signs.join('')}</tbody></table></div>`,
        ]
      : []),
    '</header>',
  ].join('\n')
}

function contentsHtml(chapters: readonly Chapter[]): string {
  const entries = chapters.map((chapter) => {
    const sections = chapter.sections.map(
      (part) =>
        `<li><a href="#${chapterAnchor(chapter.name, part.name)}">${escapeHtml(part.title)}</a>${badgeHtml(part.tag)}</li>`,
    )
    const inner = sections.length > 1 && !chapter.annex ? `<ul>${sections.join('')}</ul>` : ''
    return `<li><a href="#${chapterAnchor(chapter.name)}"><span class="number">${chapter.number}</span> ${escapeHtml(chapter.title)}</a>${inner}</li>`
  })
  const isShort = chapters.reduce((sum, chapter) => sum + 1 + chapter.sections.length, 0) < 24
  return `<nav class="contents${isShort ? ' short' : ''}" id="contents" aria-labelledby="contents-title"><h2 id="contents-title">Contents</h2><ol>${entries.join('\n')}</ol></nav>`
}

function chapterHtml(chapter: Chapter, resolver: Resolver, index: number): string {
  const anchor = chapterAnchor(chapter.name)
  const number = chapter.annex ? `Annex ${chapter.number}` : chapter.number
  const parts = [
    `<section class="chapter" aria-labelledby="${anchor}">`,
    `<h2 id="${anchor}"><span class="number">${number}</span> ${escapeHtml(chapter.title)}</h2>`,
    `<p class="summary">${escapeHtml(chapter.summary)}</p>`,
  ]
  for (const part of chapter.sections) {
    const id = chapterAnchor(chapter.name, part.name)
    parts.push(`<section aria-labelledby="${id}"><h3 id="${id}">${escapeHtml(part.title)}${badgeHtml(part.tag)}</h3>`)
    parts.push(blocksHtml(part.blocks, resolver, `${index}-${parts.length}`), '</section>')
  }
  parts.push('</section>')
  return parts.join('\n')
}

const blocksHtml = (blocks: readonly Block[], resolver: Resolver, id = ''): string =>
  blocks.map((block, index) => blockHtml(block, resolver, `${id}-${index}`)).join('\n')

function blockHtml(block: Block, resolver: Resolver, id: string): string {
  switch (block.type) {
    case 'paragraph':
      return `<p${block.tone ? ` class="note ${block.tone}"` : ''}>${textHtml(block.text, resolver)}</p>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.entries.map((entry) => `<li>${tightHtml(entry, resolver)}</li>`).join('')}</${tag}>`
    }
    case 'code':
      return `<pre><code>${escapeHtml(block.code)}</code></pre>`
    case 'quote':
      return `<blockquote>${blocksHtml(block.content, resolver)}</blockquote>`
    case 'facts':
      return factsHtml(block.facts, resolver)
    case 'table':
      return tableHtml(block, resolver)
    case 'entries':
      return block.entries.map((entry) => entryHtml(entry, resolver)).join('\n')
    case 'figure':
      return `<figure><div class="picture">${ownMarkers(block.svg, id)}</div><figcaption>${escapeHtml(block.caption)}</figcaption></figure>`
    case 'rule':
      return '<hr>'
  }
}

/** Arrow heads are named inside each picture: two pictures in one page need names of their own. */
const ownMarkers = (svg: string, id: string): string =>
  svg.replace(/(<marker id="|marker-(?:start|end)="url\(#)/g, (start) => `${start}arrow${id}-`)

/** One paragraph needs no paragraph of its own. */
function tightHtml(blocks: readonly Block[], resolver: Resolver): string {
  const [only] = blocks
  return blocks.length === 1 && only?.type === 'paragraph' && !only.tone
    ? textHtml(only.text, resolver)
    : blocksHtml(blocks, resolver)
}

/** A fact that fits beside others on one line. */
function isShort({ content: [only, ...more] }: Fact): boolean {
  if (more.length > 0 || only?.type !== 'paragraph') return false
  const length = only.text.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 8), 0)
  return length <= 60
}

function factsHtml(facts: readonly Fact[], resolver: Resolver): string {
  if (facts.length === 0) return ''
  const rows = facts.map(
    (fact) =>
      `<div${isShort(fact) ? ' class="short"' : ''}><dt>${escapeHtml(fact.label)}</dt><dd>${tightHtml(fact.content, resolver)}</dd></div>`,
  )
  return `<dl>${rows.join('')}</dl>`
}

const badgeHtml = (badge: Badge | undefined): string =>
  badge ? ` <span class="badge ${badge.tone}">${escapeHtml(badge.label)}</span>` : ''

function entryHtml(entry: Entry, resolver: Resolver): string {
  const anchor = resolver.anchorOf(entry.item) ?? ''
  const level = Math.min(entry.level, 6)
  return [
    `<article class="entry${level > 0 ? ` level${level}` : ''}" id="${anchor}">`,
    `<p class="key"><a href="#${anchor}">${escapeHtml(entry.key)}</a></p>`,
    `<div><p class="statement">${textHtml(entry.title, resolver)}${badgeHtml(entry.badge)}</p>${factsHtml(entry.facts, resolver)}</div>`,
    '</article>',
  ].join('')
}

type Table = Extract<Block, { type: 'table' }>

function tableHtml({ caption, columns, rows, dense }: Table, resolver: Resolver): string {
  const heads = columns.map((column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.title)}</th>`).join('')
  const body = rows.map((row) => rowHtml(row, columns, resolver)).join('\n')
  const title = caption.length > 0 ? `<caption>${textHtml(caption, resolver)}</caption>` : ''
  const names = [columns.length > 8 ? 'many' : '', dense ? 'dense' : ''].filter((name) => name !== '')
  const size = names.length > 0 ? ` class="${names.join(' ')}"` : ''
  return `<div class="wide"><table${size}>${title}<thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`
}

function classOf(column: Column, cell?: Cell): string {
  const names = [column.width, column.align, cell?.tone].filter((name) => name !== undefined)
  return names.length > 0 ? ` class="${names.join(' ')}"` : ''
}

function rowHtml(row: Row, columns: readonly Column[], resolver: Resolver): string {
  const anchor = row.defines === undefined ? undefined : resolver.anchorOf(row.defines)
  const cells = row.cells.map((part, index) => {
    const column = columns[index] ?? { title: '' }
    return `<td${classOf(column, part)}>${textHtml(part.text, resolver)}</td>`
  })
  const level = Math.min(row.level ?? 0, 6)
  const detail = row.detail ?? []
  const open = `<tr${anchor === undefined ? '' : ` id="${anchor}"`}${level > 0 ? ` class="level${level}"` : ''}>`
  if (detail.length === 0) return `${open}${cells.join('')}</tr>`
  const below = `<tr class="detail"><td></td><td colspan="${Math.max(1, columns.length - 1)}">${factsHtml(detail, resolver)}</td></tr>`
  return `${open.replace(/>$/, level > 0 ? '>' : ' class="has-detail">')}${cells.join('')}</tr>${below}`
}

function textHtml(text: Text, resolver: Resolver): string {
  return text.map((part) => inlineHtml(part, resolver)).join('')
}

const tags = { strong: 'strong', emphasis: 'em', strike: 's' } as const

function inlineHtml(part: Inline, resolver: Resolver): string {
  if (typeof part === 'string') return escapeHtml(part)
  if ('item' in part) return itemHtml(part, resolver)
  if ('chapter' in part) {
    const { label, anchor } = resolver.chapterOf(part)
    return anchor === undefined ? escapeHtml(label) : `<a href="#${anchor}">${escapeHtml(label)}</a>`
  }
  if ('mark' in part) return `<${tags[part.mark]}>${textHtml(part.content, resolver)}</${tags[part.mark]}>`
  if ('code' in part) return `<code>${escapeHtml(part.code)}</code>`
  if ('break' in part) return '<br>'
  return `<a class="web" href="${escapeHtml(part.url)}" rel="noopener noreferrer">${textHtml(part.content, resolver)}</a>`
}

function itemHtml(part: Extract<Inline, { item: string }>, resolver: Resolver): string {
  const label = escapeHtml(part.label ?? resolver.keyOf(part.item))
  const anchor = resolver.anchorOf(part.item)
  if (anchor === undefined) return label
  const text = part.label === undefined ? resolver.textOf(part.item) : ''
  return `<a class="ref" href="#${anchor}"${text === '' ? '' : ` title="${escapeHtml(text)}"`}>${label}</a>`
}
