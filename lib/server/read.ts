import { StpaError } from '@/lib/stpa/errors'
import { type Analysis, type AnalysisSnapshot, fromSnapshot, toSnapshot } from '@/lib/stpa/model'
import { catchUp } from './door/catchUp'
import type { Body, Head } from './store/cache'
import { parseItem } from './store/rows'
import { type Selected, selectAnalysis } from './store/select'
import type { Store } from './store/store'

/** The newest revision of an analysis. @throws StpaError notFound */
export async function headOf(store: Store, id: string): Promise<Head> {
  const row = await store.read.analysis.findUnique({ where: { id }, select: { revision: true, updatedAt: true } })
  if (!row) throw notFound(id)
  return { revision: row.revision, revisedAt: row.updatedAt.toISOString() }
}

export function notFound(id: string): StpaError {
  return new StpaError('notFound', `There is no analysis "${id}". It may have been removed: see the list of analyses.`)
}

/** The newest revision as a value: the remembered one with what was committed since. @throws StpaError notFound */
export async function loadAnalysis(store: Store, id: string): Promise<Analysis> {
  const head = await headOf(store, id)
  const known = remembered(store, id)
  const analysis = (known && (await catchUp(store.read, known, head))) ?? (await readAnalysis(store, id))
  if (analysis !== known) store.cache.putAnalysis(analysis)
  return analysis
}

/** What this process remembers, whether others have gone on since or not; read when it remembers nothing. */
export async function knownAnalysis(store: Store, id: string): Promise<Analysis> {
  return remembered(store, id) ?? (await loadAnalysis(store, id))
}

function remembered(store: Store, id: string): Analysis | undefined {
  const { analysis, body } = store.cache.newest(id) ?? {}
  if (analysis || !body) return analysis
  const value = valueFrom(body.bytes.toString())
  store.cache.putAnalysis(value)
  return value
}

/** The newest revision as JSON, made once per revision. @throws StpaError notFound */
export async function loadBody(store: Store, id: string): Promise<Body> {
  const head = await headOf(store, id)
  const known = store.cache.body(id, head)
  if (known) return known
  const analysis = store.cache.analysis(id, head)
  const body = analysis ? bodyOf(analysis, JSON.stringify(toSnapshot(analysis))) : await readBody(store, id)
  store.cache.putBody(body)
  return body
}

/** The newest revision from the database, each item parsed by its kind. @throws StpaError notFound */
export async function readAnalysis(store: Store, id: string): Promise<Analysis> {
  const row = await selectAnalysis(store, id)
  if (!row) throw notFound(id)
  return valueFrom(textOf(id, row), row.outdated)
}

/**
 * Fields of the present version were parsed by this registry when they were written: what is only sent goes as the
 * database gave it, which is what makes the first load fast.
 */
async function readBody(store: Store, id: string): Promise<Body> {
  const row = await selectAnalysis(store, id)
  if (!row) throw notFound(id)
  const text = textOf(id, row)
  const head = { id, revision: row.revision, revisedAt: revisedAt(row) }
  return bodyOf(head, row.outdated === '[]' ? text : JSON.stringify(toSnapshot(valueFrom(text, row.outdated))))
}

const revisedAt = (row: Selected): string => new Date(row.updatedAt).toISOString()

/** The JSON text of the snapshot, in the order of its properties. */
function textOf(id: string, row: Selected): string {
  const head = `"id":${JSON.stringify(id)},"revision":${row.revision},"revisedAt":"${revisedAt(row)}"`
  const lists = `"items":${row.items},"links":${row.links},"positions":${row.positions}`
  return `{${head},${lists},"counters":${row.counters}}`
}

function valueFrom(text: string, outdated = '[]'): Analysis {
  // Both texts come from select.ts, whose columns are those of the snapshot.
  const snapshot = JSON.parse(text) as AnalysisSnapshot
  // The second one too.
  const rows = JSON.parse(outdated) as { uid: string; version: number }[]
  const versions = new Map(rows.map((row) => [row.uid, row.version]))
  return fromSnapshot({ ...snapshot, items: snapshot.items.map((item) => parseItem(item, versions.get(item.uid))) })
}

function bodyOf({ id, revision, revisedAt }: Head & { readonly id: string }, text: string): Body {
  return { id, revision, revisedAt, bytes: Buffer.from(text) }
}
