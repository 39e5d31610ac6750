import { withoutEnds } from '../../text/ends'
import { check } from '../checks'
import { StpaError } from '../errors'
import type { Elk } from '../layout'
import type { Analysis } from '../model'
import { type BasisInput, basisOf } from './basis'
import { type Building, type ChapterDefinition, unclaimedSections } from './building'
import { reportChapters } from './chapters'
import { contentHash, type Hashes } from './contentHash'
import { coverOf, outputTable, titleOfAnalysis } from './cover'
import type { Block, Chapter, ReportDocument } from './document'
import { figuresOf } from './figures'
import { finish } from './finish'
import { renderHtml } from './render/html'
import { renderJson } from './render/json'
import { renderMarkdown } from './render/markdown'
import { resolverOf } from './render/resolve'
import { answersCsv, answersJson } from './uses/answers'
import { useChapters } from './uses/chapters'

export type DocumentName = 'report' | 'aou' | 'answers'
export type DocumentFormat = 'html' | 'md' | 'json' | 'csv'

type DocumentDefinition = {
  readonly title: string
  readonly summary: string
  readonly formats: readonly DocumentFormat[]
  readonly chapters: readonly ChapterDefinition[]
  readonly signOff: readonly string[]
}

/** What can be handed out. */
export const documents: Readonly<Record<DocumentName, DocumentDefinition>> = {
  report: {
    title: 'Safety analysis report',
    summary: 'For the assessor: the whole analysis, from claim to evidence.',
    formats: ['html', 'md', 'json'],
    chapters: reportChapters,
    signOff: ['Author', 'Independent STPA reviewer', 'Subject-matter expert', 'Released by'],
  },
  aou: {
    title: 'Assumptions of use',
    summary: 'For the integrator: what others must do, by who must act.',
    formats: ['html', 'md', 'json'],
    chapters: useChapters,
    signOff: ['Author', 'Released by', 'Received by'],
  },
  answers: {
    title: 'Answer sheet',
    summary: 'To be filled in by the integrator and sent back.',
    formats: ['csv', 'json'],
    chapters: [],
    signOff: [],
  },
}

export type DocumentRequest = BasisInput & {
  readonly document: DocumentName
  readonly format: DocumentFormat
  /** Names of chapters to print; all when absent. */
  readonly chapters?: readonly string[]
}

export type RenderedDocument = { readonly text: string; readonly mediaType: string; readonly fileName: string }

const mediaTypes: Readonly<Record<DocumentFormat, string>> = {
  html: 'text/html; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
}

/**
 * One document of an analysis in one format. Deterministic: the same revision gives the same bytes (dates come from
 * the analysis alone). `elk` lays the control structures out; without it there are no pictures.
 * @throws StpaError badRequest for a format that the document does not have or a chapter that it does not know
 */
export async function renderDocument(
  analysis: Analysis,
  options: DocumentRequest,
  elk?: Elk,
): Promise<RenderedDocument> {
  const { document: name, format } = options
  const definition = documents[name]
  if (!definition.formats.includes(format)) {
    throw new StpaError(
      'badRequest',
      `${definition.title}: there is no ${format} form of it, use ${definition.formats.join(', ')}.`,
    )
  }
  return {
    text: await textOf(analysis, options, elk),
    mediaType: mediaTypes[format],
    fileName: fileNameOf(analysis, name, format),
  }
}

async function textOf(analysis: Analysis, options: DocumentRequest, elk?: Elk): Promise<string> {
  const { document: name, format } = options
  if (format === 'csv') return answersCsv(analysis)
  const hashes = { content: await contentHash(analysis), basis: await basisOf(analysis, options) }
  if (name === 'answers') return answersJson(analysis, titleOfAnalysis(analysis), hashes)
  const document = await buildDocument(analysis, options, hashes, elk)
  const resolver = resolverOf(analysis, document)
  if (format === 'html') return renderHtml(document, resolver)
  return format === 'md' ? renderMarkdown(document, resolver) : renderJson(analysis, document, resolver)
}

/** The document before any format. */
export async function buildDocument(
  analysis: Analysis,
  options: DocumentRequest,
  hashes: Hashes,
  elk?: Elk,
): Promise<ReportDocument> {
  const definition = documents[options.document]
  const chosen = chosenChapters(definition, options.chapters)
  const wantsPictures = options.format !== 'md' && chosen.some((chapter) => chapter.kinds.includes('structure'))
  const building: Building = {
    analysis,
    checks: check(analysis),
    figures: elk && wantsPictures ? await figuresOf(analysis, elk) : new Map(),
    changes: options.changes ?? [],
    basis: hashes.basis.entries,
    ...(options.coverage ? { coverage: options.coverage } : {}),
    ...(options.systemView ? { systemView: options.systemView } : {}),
  }
  const claimed = new Set(definition.chapters.flatMap((chapter) => chapter.kinds))
  const chapters = chosen.flatMap((chapter) => chapterOf(chapter, building, claimed))
  const front: Block[] = options.document === 'report' ? [outputTable(namesOf(chapters))] : []
  const cover = coverOf(analysis, definition.title, hashes, front, definition.signOff)
  return finish(analysis, { name: options.document, cover, chapters }, hashes)
}

/** `purpose`, and `purpose.hazards` for its sections. */
const namesOf = (chapters: readonly Omit<Chapter, 'number'>[]): Set<string> =>
  new Set(chapters.flatMap(({ name, sections }) => [name, ...sections.map((section) => `${name}.${section.name}`)]))

function chapterOf(
  definition: ChapterDefinition,
  building: Building,
  claimed: ReadonlySet<string>,
): Omit<Chapter, 'number'>[] {
  const { name, title, summary, step, annex = false } = definition
  const more = step ? unclaimedSections(building.analysis, step, claimed) : []
  const sections = [...definition.build(building), ...more]
  return sections.length === 0 ? [] : [{ name, title, summary, annex, sections }]
}

function chosenChapters(
  definition: DocumentDefinition,
  names: readonly string[] | undefined,
): readonly ChapterDefinition[] {
  if (names === undefined) return definition.chapters
  const unknown = names.filter((name) => !definition.chapters.some((chapter) => chapter.name === name))
  if (unknown.length > 0) {
    const known = definition.chapters.map((chapter) => chapter.name).join(', ')
    throw new StpaError('badRequest', `${definition.title} has no chapter "${unknown[0]}". It has: ${known}.`)
  }
  return definition.chapters.filter((chapter) => names.includes(chapter.name))
}

/** `telltale-report.html`: letters, digits and joints alone, so that no header or shell reads anything else in it. */
function fileNameOf(analysis: Analysis, name: DocumentName, format: DocumentFormat): string {
  const base = withoutEnds(analysis.id.replace(/[^A-Za-z0-9_-]+/g, '-'), '-') || 'analysis'
  const suffix = { report: 'report', aou: 'assumptions-of-use', answers: 'answer-sheet' }[name]
  return `${base}-${suffix}.${format}`
}
