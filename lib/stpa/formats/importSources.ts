import type { ImportChange } from '../api'
import { type Place, StpaError } from '../errors'
import { itemsOf } from '../graph'
import { kinds } from '../kinds'
import { type Analysis, emptyAnalysis, type Report, type ReportLine, type Uid } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { assertStorable } from '../storable'
import { type Doubtful, matchByName } from './dot/match'
import { foreignOf, refusal } from './foreign'
import { itemsNamed } from './identity'
import { findFormat, formats, recogniseFormat } from './index'
import { integrate } from './integrate'
import { joined } from './joined'
import type { Unresolved } from './pairing'
import { sortReport } from './report'
import { defaultId, type Exported, type ExportOptions, type Imported, type SourceText } from './types'
import { derivedUid } from './uid'

export type ImportSettings = {
  /** DOT: name in the source → key of an item that is there. */
  readonly match?: Readonly<Record<string, string>>
  readonly legend?: Readonly<Record<string, string>>
  /** Conflicting fields to take from the source: `uid field`. */
  readonly takeTheirs?: readonly string[]
  /** Title of a new analysis that no source names. */
  readonly title?: string
  readonly id?: string
}

export type ImportResult = {
  /** To be carried out on `base` (or on an empty analysis), in this order. */
  readonly operations: readonly Operation[]
  readonly analysis: Analysis
  readonly report: Report
  readonly changes: readonly ImportChange[]
  readonly doubtful: readonly Doubtful[]
  /** Styles of drawings that no legend knows: to be given a meaning. */
  readonly styles: readonly string[]
  readonly title: string
  readonly formats: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  /** Where each item stands in the first of the sources that has it (`origin` of a native file's item is older). */
  readonly places: ReadonlyMap<Uid, Place>
  /** The id that a native file has: an edit of it is recognised by this. */
  readonly id: string | undefined
  /** Key counters of a native file, for a new analysis. */
  readonly counters: Readonly<Record<string, number>>
}

/** Native files first (they hold identity), then tables, then drawings, which are matched onto what is there by name. */
const precedence = formats.map(({ name }) => name)

type Read = { readonly source: SourceText; readonly imported: Imported }

/**
 * Reads one or more sources, each in its own format, and merges them into one analysis: new items are created, those
 * that are there already are updated three-way against their last import. References across sources resolve. The same
 * sources give the same operations, uids included.
 * @throws StpaError when a source cannot be read at all
 */
export function importSources(
  base: Analysis | null,
  given: readonly SourceText[],
  settings: ImportSettings = {},
): ImportResult {
  const { sources, report } = distinct(given)
  const read = sources.map((source): Read => ({ source, imported: readSource(source, settings) }))
  read.sort((left, right) => precedence.indexOf(left.imported.format) - precedence.indexOf(right.imported.format))
  const formats = read.map((entry) => entry.imported.format)
  const title = titleOf(
    base,
    read.map((entry) => entry.imported),
    settings,
    sources,
  )
  const state = start(base, read[0]?.imported, title, settings)
  state.report.push(...report)
  for (const group of groupsOf(read)) merge(state, group, settings)
  resolveLater(state)
  return {
    operations: state.operations,
    analysis: state.analysis,
    report: sortReport(state.report),
    changes: state.changes,
    doubtful: state.doubtful,
    styles: [...new Set(read.flatMap(({ imported }) => imported.styles ?? []))],
    places: state.places,
    title,
    formats,
    id: read[0]?.imported.id,
    counters: base ? {} : (read[0]?.imported.counters ?? {}),
    counts: Object.fromEntries(kinds.map((kind) => [kind.name, itemsOf(state.analysis, kind.name).length])),
  }
}

/** A file that is named twice is read once; others of its name (a browser tells no folders) are told apart by a number. */
function distinct(given: readonly SourceText[]): { sources: SourceText[]; report: ReportLine[] } {
  const sources: SourceText[] = []
  const report: ReportLine[] = []
  const texts = new Map<string, string[]>()
  for (const source of given) {
    const { name, text } = source
    const known = texts.get(name) ?? []
    texts.set(name, known)
    if (known.includes(text))
      report.push({ outcome: 'repaired', message: 'Named twice: read once.', place: { file: name } })
    else sources.push(known.push(text) === 1 ? source : { ...source, name: `${name} (${known.length})` })
  }
  return { sources, report }
}

/** The files of one analysis in stpatools YAML belong together; each other source is merged by itself. */
function groupsOf(read: readonly Read[]): Read[][] {
  const tables = read.filter(({ imported }) => imported.format === 'stpatools')
  const [first] = tables
  return read.flatMap((one) => (one === first ? [tables] : tables.includes(one) ? [] : [[one]]))
}

function merge(state: State, group: readonly Read[], settings: ImportSettings): void {
  const whole = joined(group.map(({ imported }) => imported))
  if (!whole) return
  const matched = whole.format === 'dot' ? matchByName(state.analysis, whole, settings.match ?? {}) : undefined
  const sources = group.map(({ source }) => source)
  const step = integrate(state.analysis, matched?.imported ?? whole, sources, settings)
  carryOut(state, step.operations)
  for (const line of [...whole.report, ...(matched?.report ?? []), ...step.report]) state.report.push(line)
  for (const change of step.changes) state.changes.push(change)
  state.doubtful.push(...(matched?.doubtful ?? []))
  for (const link of step.unresolved) state.unresolved.push(link)
  for (const [uid, place] of step.places) if (!state.places.has(uid)) state.places.set(uid, place)
}

type State = {
  analysis: Analysis
  readonly operations: Operation[]
  readonly report: ReportLine[]
  readonly changes: ImportChange[]
  readonly doubtful: Doubtful[]
  readonly unresolved: Unresolved[]
  readonly places: Map<Uid, Place>
}

function readSource(source: SourceText, settings: ImportSettings): Imported {
  const format = foreignOf(source, true) ? undefined : recogniseFormat(source)
  if (!format?.read) throw refusal(source)
  const imported = format.read(source, { legend: settings.legend })
  // An escape (`"\0"`, `&#0;`) brings in what no text file holds.
  for (const item of imported.items) assertStorable({ ...item, place: undefined }, item.kind, item.place)
  for (const link of imported.links) assertStorable({ ...link, place: undefined }, link.name, link.place)
  return imported
}

function titleOf(
  base: Analysis | null,
  read: readonly Imported[],
  settings: ImportSettings,
  sources: readonly SourceText[],
): string {
  const present = base && itemsOf(base, 'analysis')[0]?.fields.text
  const named = read.find((imported) => imported.title)?.title
  const file = sources[0]?.name
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/(\.stpa)?\.[a-z]+$/i, '')
  return typeof present === 'string' ? present : (settings.title ?? named ?? file ?? 'Analysis')
}

/** An empty analysis gets its one analysis item first, unless the source brings it. */
function start(base: Analysis | null, first: Imported | undefined, title: string, settings: ImportSettings): State {
  const state: State = {
    analysis: base ?? { ...emptyAnalysis(settings.id ?? first?.id ?? defaultId), counters: first?.counters ?? {} },
    operations: [],
    report: [],
    changes: [],
    doubtful: [],
    unresolved: [],
    places: new Map(),
  }
  const brings = first?.items.some((item) => item.kind === 'analysis')
  if (itemsOf(state.analysis, 'analysis').length === 0 && !brings) {
    carryOut(state, [{ op: 'create', uid: derivedUid('analysis', 'AN-1'), kind: 'analysis', fields: { text: title } }])
  }
  return state
}

function carryOut(state: State, operations: readonly Operation[]): void {
  if (operations.length === 0) return
  const applied = apply(state.analysis, operations)
  state.analysis = { ...applied.analysis, revision: state.analysis.revision }
  for (const operation of applied.operations) state.operations.push(operation)
}

/** Links whose target came with a later source; what is still open now is reported. */
function resolveLater(state: State): void {
  const operations: Operation[] = []
  for (const { from, name, key, kinds: legal, place } of state.unresolved) {
    const [target, ...others] = legal.flatMap((kind) => itemsNamed(state.analysis, kind, key))
    if (target && others.length === 0 && target.uid !== from)
      operations.push({ op: 'link', from, name, to: target.uid })
    else {
      const source = state.analysis.items.get(from)
      const problem = others.length > 0 ? 'which several items are called: left open' : 'which is not there'
      const message = `${source?.key ?? from}: "${name}" points to ${key}, ${problem}.`
      state.report.push({ outcome: 'skipped', message, place, rule: 'M-01b' })
    }
  }
  carryOut(state, operations)
}

/** Writes an analysis in a format of the registry. @throws StpaError unknownFormat */
export function exportAnalysis(analysis: Analysis, format: string, options: ExportOptions = {}): Exported {
  const found = findFormat(format)
  if (!found?.write)
    throw new StpaError('unknownFormat', `"${format}" is no format that can be written: use native, stpatools or dot.`)
  return found.write(analysis, options)
}
