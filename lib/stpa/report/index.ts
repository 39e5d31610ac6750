import { StpaError } from '../errors'
import { fieldOf, textOf } from '../fieldValues'
import { contentHash } from '../formats/native/write'
import { analysisItem, itemsOf } from '../graph'
import { type Elk, layoutDiagram } from '../layout'
import { diagramOf } from '../layout/diagram'
import { svgOf } from '../layout/svg'
import type { Analysis } from '../model'
import { answersCsv, answersOf } from './answers'
import type { Chapter, ReportDocument } from './blocks'
import { assumptionChapters } from './chapters/assumptionsOfUse'
import { reportChapters } from './chapters/report'
import { toHtml } from './html'
import { toMarkdown } from './markdown'

export type ReportOptions = {
  readonly document: 'report' | 'aou' | 'answers'
  readonly format: 'html' | 'md' | 'json' | 'csv'
  /** Names of chapters; all when absent. */
  readonly chapters?: readonly string[]
  /** Draws the control structures; without it there are no pictures. */
  readonly elk?: Elk
}

export type Rendered = { readonly text: string; readonly mediaType: string; readonly fileName: string }

const mediaTypes = { html: 'text/html', md: 'text/markdown', json: 'application/json', csv: 'text/csv' } as const

/**
 * One of the documents of kinds.md 5 in one format. Deterministic: the same revision gives the same bytes.
 * @throws StpaError unknownFormat for a combination that makes no sense (csv is for answers alone)
 */
export async function renderDocument(analysis: Analysis, options: ReportOptions): Promise<Rendered> {
  const { document, format } = options
  const text = document === 'answers' ? answers(analysis, format) : await documentText(analysis, document, options)
  const extension = document === 'report' ? 'report' : document === 'aou' ? 'assumptions-of-use' : 'answers'
  return {
    text,
    mediaType: `${mediaTypes[format]}; charset=utf-8`,
    fileName: `${slug(titleOf(analysis))}-${extension}.${format}`,
  }
}

function answers(analysis: Analysis, format: ReportOptions['format']): string {
  if (format === 'csv') return answersCsv(analysis)
  if (format === 'json')
    return `${JSON.stringify({ version: 1, analysis: titleOf(analysis), revision: analysis.revision, answers: answersOf(analysis) }, null, 2)}\n`
  throw new StpaError('unknownFormat', 'The answer sheet is written as csv or json.')
}

async function documentText(
  analysis: Analysis,
  document: 'report' | 'aou',
  { format, chapters, elk }: ReportOptions,
): Promise<string> {
  if (format === 'csv')
    throw new StpaError('unknownFormat', 'Only the answer sheet (--document answers) is written as csv.')
  const built = await buildDocument(analysis, document, chapters, elk)
  if (format === 'html') return toHtml(built, analysis.items)
  if (format === 'md') return toMarkdown(built)
  return `${JSON.stringify({ version: 1, ...built }, null, 2)}\n`
}

/** The document as data: what all three renderers print. */
export async function buildDocument(
  analysis: Analysis,
  document: 'report' | 'aou',
  chosen?: readonly string[],
  elk?: Elk,
): Promise<ReportDocument> {
  const all = document === 'aou' ? assumptionChapters(analysis) : await reportOf(analysis, chosen, elk)
  const chapters = all.filter((chapter) => chapter.blocks.length > 0 && (!chosen || chosen.includes(chapter.name)))
  const subtitle = document === 'aou' ? 'Assumptions of use' : 'Safety analysis report'
  return { document, title: titleOf(analysis), subtitle, cover: coverOf(analysis), chapters }
}

async function reportOf(
  analysis: Analysis,
  chosen: readonly string[] | undefined,
  elk: Elk | undefined,
): Promise<Chapter[]> {
  const figures = new Map<string, string>()
  if (elk && (!chosen || chosen.includes('structure'))) {
    for (const structure of itemsOf(analysis, 'structure')) {
      const diagram = diagramOf(analysis, structure.uid)
      if (diagram.nodes.length > 0) figures.set(structure.uid, svgOf(await layoutDiagram(diagram, elk)))
    }
  }
  return reportChapters
    .filter((chapter) => !chosen || chosen.includes(chapter.name))
    .map(({ name, title, build }) => ({ name, title, blocks: build({ analysis, figures }) }))
}

function titleOf(analysis: Analysis): string {
  const item = analysisItem(analysis)
  return (item && textOf(item)) || 'Analysis'
}

function coverOf(analysis: Analysis): (readonly [string, string])[] {
  const item = analysisItem(analysis)
  const authors = item ? fieldOf(item, 'authors') : []
  const rows: (readonly [string, string])[] = [
    ['Identifier', analysis.id],
    ['Version', item ? textOf(item, 'version') : ''],
    ['Revision', analysis.revision > 0 ? String(analysis.revision) : ''],
    ['Content hash', contentHash(analysis)],
    ['Date', analysis.revisedAt.slice(0, 10)],
    ['Status', item ? textOf(item, 'state') : ''],
    ['Authors', Array.isArray(authors) ? authors.join(', ') : ''],
  ]
  return rows.filter(([, value]) => value !== '')
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'analysis'
