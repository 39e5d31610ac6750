import MarkdownIt from 'markdown-it'
import type { Item } from '../model'
import type { Block, Cell, ReportDocument, Span } from './blocks'
import { reportStyle } from './style'

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')

// No HTML from texts, no pictures fetched, links only to http(s) and mail: the renderer's own filter and ours.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable('image')
markdown.validateLink = (url) => /^(https?:|mailto:|#)/i.test(url.trim())

/** Markdown of a field as safe HTML. */
export const markdownHtml = (text: string): string => markdown.render(text)

export const anchorOf = (uid: string): string => `item-${uid}`

/** One self-contained HTML page: no script, no request; prints to a clean PDF. */
export function toHtml(document: ReportDocument, items: ReadonlyMap<string, Item>): string {
  const anchored = new Set(document.chapters.flatMap((chapter) => chapter.blocks.flatMap(anchorsOf)))
  const once = new Set<string>()
  const context = { anchored, items, once }
  const contents = document.chapters.map(
    (chapter, index) => `<li><a href="#${chapter.name}">${index + 1} ${escapeHtml(chapter.title)}</a></li>`,
  )
  const cover = document.cover.map(
    ([label, value]) => `<tr><th scope="row">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
  )
  const chapters = document.chapters.map((chapter, index) =>
    [
      `<section id="${chapter.name}"><h2>${index + 1} ${escapeHtml(chapter.title)}</h2>`,
      ...chapter.blocks.map((block) => blockHtml(block, context)),
      '</section>',
    ].join('\n'),
  )
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(document.title)}</title>`,
    `<style>${reportStyle}</style>`,
    '</head>',
    '<body>',
    `<header><p class="kind">${escapeHtml(document.subtitle)}</p><h1>${escapeHtml(document.title)}</h1><table class="cover">${cover.join('')}</table>${signOff}</header>`,
    `<nav aria-label="Contents"><h2>Contents</h2><ol>${contents.join('')}</ol></nav>`,
    '<main>',
    ...chapters,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const signOff =
  '<table class="signoff"><thead><tr><th>Role</th><th>Name</th><th>Date</th><th>Signature</th></tr></thead><tbody><tr><td>Author</td><td></td><td></td><td></td></tr><tr><td>Reviewer</td><td></td><td></td><td></td></tr><tr><td>Approver</td><td></td><td></td><td></td></tr></tbody></table>'

type Context = {
  readonly anchored: ReadonlySet<string>
  readonly items: ReadonlyMap<string, Item>
  readonly once: Set<string>
}

function anchorsOf(block: Block): string[] {
  if (block.type === 'heading') return block.anchor ? [block.anchor] : []
  return block.type === 'table' ? block.rows.flatMap((row) => row.anchor ?? []) : []
}

/** Each item is anchored where it appears first; later rows only link there. */
function idOf(uid: string | undefined, { once }: Context): string {
  if (uid === undefined || once.has(uid)) return ''
  once.add(uid)
  return ` id="${anchorOf(uid)}"`
}

function spanHtml(span: Span, { anchored, items }: Context): string {
  if (typeof span === 'string') return escapeHtml(span)
  const title = String(items.get(span.ref)?.fields.text ?? '')
  const key = `<code>${escapeHtml(span.key)}</code>`
  return anchored.has(span.ref) ? `<a href="#${anchorOf(span.ref)}" title="${escapeHtml(title)}">${key}</a>` : key
}

const cellHtml = (cell: Cell, context: Context): string => cell.map((span) => spanHtml(span, context)).join('')

function blockHtml(block: Block, context: Context): string {
  switch (block.type) {
    case 'heading':
      return `<h${block.level + (block.level === 2 ? 1 : 0)}${idOf(block.anchor, context)}>${escapeHtml(block.text)}</h${block.level + (block.level === 2 ? 1 : 0)}>`
    case 'text':
      return `<p>${cellHtml(block.spans, context)}</p>`
    case 'markdown':
      return `<div class="md">${markdownHtml(block.text)}</div>`
    case 'list':
      return `<ul>${block.entries.map((entry) => `<li>${cellHtml(entry, context)}</li>`).join('')}</ul>`
    case 'figure':
      return `<figure>${block.svg.replace(/<svg /, '<svg class="drawing" ')}<figcaption>${escapeHtml(block.caption)}</figcaption></figure>`
    case 'table': {
      const rows = block.rows.map(
        (row) =>
          `<tr${idOf(row.anchor, context)}>${row.cells.map((cell) => `<td>${cellHtml(cell, context)}</td>`).join('')}</tr>`,
      )
      return `<table><thead><tr>${block.head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`
    }
  }
}
