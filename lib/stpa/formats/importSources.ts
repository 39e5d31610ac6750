import type { ImportChange } from '../api'
import { type Place, StpaError } from '../errors'
import { findByKey, itemsOf } from '../graph'
import { kinds } from '../kinds'
import { type Analysis, emptyAnalysis, type Report, type ReportLine, type Uid } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { assertStorable } from '../storable'
import { type Doubtful, matchByName } from './dot/match'
import { findFormat, recogniseFormat } from './index'
import { integrate } from './integrate'
import type { Unresolved } from './pairing'
import { sortReport } from './report'
import type { Exported, ExportOptions, Imported, SourceText } from './types'

export type ImportSettings = {
  /** DOT: name in the source → key of an item that is there. */
  readonly match?: Readonly<Record<string, string>>
  readonly legend?: Readonly<Record<string, string>>
  /** Conflicting fields to take from the source: `uid field`. */
  readonly takeTheirs?: readonly string[]
  /** The core has no randomness: new uids come from outside. */
  readonly newUid: () => string
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
  readonly title: string
  readonly formats: readonly string[]
  readonly counts: Readonly<Record<string, number>>
  /** Where each item stands in the first of the sources that has it (`origin` of a native file's item is older). */
  readonly places: ReadonlyMap<Uid, Place>
  /** Key counters of a native file, for a new analysis. */
  readonly counters: Readonly<Record<string, number>>
}

/** Native files first (they hold identity), then tables, then drawings, which are matched onto what is there by name. */
const precedence = ['native', 'stpatools', 'dot']

/**
 * Reads one or more sources, each in its own format, and merges them into one analysis: new items are created, those
 * that are there already are updated three-way against their last import. References across sources resolve.
 * @throws StpaError when a source cannot be read at all
 */
export function importSources(
  base: Analysis | null,
  sources: readonly SourceText[],
  settings: ImportSettings,
): ImportResult {
  const read = sources.map((source) => ({ source, imported: readSource(source, settings) }))
  read.sort((left, right) => precedence.indexOf(left.imported.format) - precedence.indexOf(right.imported.format))
  const title = titleOf(
    base,
    read.map((entry) => entry.imported),
    settings,
    sources,
  )
  const state = start(base, read[0]?.imported, title, settings)
  for (const { source, imported } of read) {
    const matched = imported.format === 'dot' ? matchByName(state.analysis, imported, settings.match ?? {}) : undefined
    const step = integrate(state.analysis, matched?.imported ?? imported, source, settings)
    carryOut(state, step.operations)
    for (const line of [...imported.report, ...(matched?.report ?? []), ...step.report]) state.report.push(line)
    for (const change of step.changes) state.changes.push(change)
    state.doubtful.push(...(matched?.doubtful ?? []))
    for (const link of step.unresolved) state.unresolved.push(link)
    for (const [uid, place] of step.places) if (!state.places.has(uid)) state.places.set(uid, place)
  }
  resolveLater(state)
  return {
    operations: state.operations,
    analysis: state.analysis,
    report: sortReport(state.report),
    changes: state.changes,
    doubtful: state.doubtful,
    places: state.places,
    title,
    formats: read.map((entry) => entry.imported.format),
    counters: base ? {} : (read[0]?.imported.counters ?? {}),
    counts: Object.fromEntries(kinds.map((kind) => [kind.name, itemsOf(state.analysis, kind.name).length])),
  }
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
  const format = recogniseFormat(source)
  if (!format?.read) {
    const message = `${source.name}: none of the formats that can be read (native, stpatools YAML, Graphviz DOT).`
    throw new StpaError('unknownFormat', message, { place: { file: source.name } })
  }
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
    analysis: base ?? { ...emptyAnalysis(settings.id ?? first?.id ?? 'analysis'), counters: first?.counters ?? {} },
    operations: [],
    report: [],
    changes: [],
    doubtful: [],
    unresolved: [],
    places: new Map(),
  }
  const brings = first?.items.some((item) => item.kind === 'analysis')
  if (itemsOf(state.analysis, 'analysis').length === 0 && !brings) {
    carryOut(state, [{ op: 'create', uid: settings.newUid(), kind: 'analysis', fields: { text: title } }])
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
    const target = findByKey(state.analysis, legal, key)
    if (target && target.uid !== from) operations.push({ op: 'link', from, name, to: target.uid })
    else {
      const source = state.analysis.items.get(from)
      const message = `${source?.key ?? from}: "${name}" points to ${key}, which is not there.`
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
