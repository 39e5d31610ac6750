import type { Block, Cell, ReportDocument, Span } from './blocks'
import { anchorOf } from './html'

const escape = (text: string): string => text.replace(/([\\`*_{}[\]<>#|~])/g, '\\$1').replace(/\r?\n/g, ' ')

/** The document as Markdown, with anchors, for a repository or a wiki. */
export function toMarkdown(document: ReportDocument): string {
  const anchored = new Set<string>()
  for (const chapter of document.chapters)
    for (const block of chapter.blocks) {
      if (block.type === 'heading' && block.anchor) anchored.add(block.anchor)
      if (block.type === 'table') for (const row of block.rows) if (row.anchor) anchored.add(row.anchor)
    }
  const once = new Set<string>()
  const lines = [
    `# ${escape(document.title)}`,
    '',
    escape(document.subtitle),
    '',
    '| | |',
    '| --- | --- |',
    ...document.cover.map(([label, value]) => `| ${escape(label)} | ${escape(value)} |`),
    '',
    '## Contents',
    '',
    ...document.chapters.map((chapter, index) => `${index + 1}. [${escape(chapter.title)}](#${chapter.name})`),
    '',
  ]
  for (const [index, chapter] of document.chapters.entries()) {
    lines.push(`<a id="${chapter.name}"></a>`, '', `## ${index + 1} ${escape(chapter.title)}`, '')
    for (const block of chapter.blocks) lines.push(...blockLines(block, anchored, once), '')
  }
  return `${lines.join('\n').trimEnd()}\n`
}

function anchorTag(uid: string | undefined, once: Set<string>): string {
  if (uid === undefined || once.has(uid)) return ''
  once.add(uid)
  return `<a id="${anchorOf(uid)}"></a>`
}

function spanText(span: Span, anchored: ReadonlySet<string>): string {
  if (typeof span === 'string') return escape(span)
  return anchored.has(span.ref) ? `[${escape(span.key)}](#${anchorOf(span.ref)})` : escape(span.key)
}

const cellText = (cell: Cell, anchored: ReadonlySet<string>): string =>
  cell.map((span) => spanText(span, anchored)).join('')

function blockLines(block: Block, anchored: ReadonlySet<string>, once: Set<string>): string[] {
  switch (block.type) {
    case 'heading':
      return [
        `${'#'.repeat(block.level + (block.level === 2 ? 1 : 0))} ${anchorTag(block.anchor, once)}${escape(block.text)}`,
      ]
    case 'text':
      return [cellText(block.spans, anchored)]
    case 'markdown':
      // Texts are Markdown already; HTML in them is made harmless.
      return [block.text.replace(/</g, '&lt;')]
    case 'list':
      return block.entries.map((entry) => `- ${cellText(entry, anchored)}`)
    case 'figure':
      return [`*Figure: ${escape(block.caption)}*`]
    case 'table':
      return [
        `| ${block.head.map(escape).join(' | ')} |`,
        `| ${block.head.map(() => '---').join(' | ')} |`,
        ...block.rows.map(
          (row) => `| ${anchorTag(row.anchor, once)}${row.cells.map((cell) => cellText(cell, anchored)).join(' | ')} |`,
        ),
      ]
  }
}
