import { bounds, GraphBuilder } from '@/lib/kernel/graph/builder'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'

/** A ks-nav database, whatever serves it: rows as arrays, in batches, so that they are never all held. */
export type RowSource = {
  /** In messages; no password. */
  readonly name: string
  /** What the graph says of where it comes from. */
  readonly format: string
  /** What is to be known of it before a row is read. */
  readonly report: readonly ReportLine[]
  /** A table's name as SQL that reads the table itself. */
  readonly table: (name: string) => string
  readonly batches: (sql: string) => AsyncIterable<readonly unknown[][]>
  /** Caller, callee, ref_addr and source_line of each call of an instance, in the order in which they were inserted. */
  readonly calls: (instance: number) => AsyncIterable<readonly unknown[][]>
  /** A column as SQL that gives it as text, as bytes where it is no plain text, or as a whole number. */
  readonly asText: (column: string) => string
  readonly asNumber: (column: string) => string
  /** Names of a table's columns; none when there is no such table. */
  readonly columnsOf: (table: string) => Promise<ReadonlySet<string>>
  readonly close: () => Promise<void>
}

export type Instance = { readonly id: number; readonly version: string; readonly note: string }

/** Called now and then while reading: how much of the calls has been read, 0 to 1. */
export type Progress = (fraction: number) => void

/** Columns of a call, in the order of `RowSource.calls`. */
export const callColumns = ['caller', 'callee', 'ref_addr', 'source_line'] as const

/** Tables and columns that nav reads (ks-nav's db_sqlite.sql, psql.sql and mysql.sql: the same in all three). */
const schema: Readonly<Record<string, readonly string[]>> = {
  instances: ['instance_id', 'version_string', 'note'],
  files: ['file_id', 'file_name', 'file_instance_id_ref'],
  symbols: [
    'symbol_id',
    'symbol_name',
    'symbol_address',
    'symbol_type',
    'symbol_file_ref_id',
    'symbol_instance_id_ref',
  ],
  xrefs: [...callColumns, 'xref_instance_id_ref'],
  tags: ['tag_id', 'subsys_name', 'tag_file_ref_id', 'tag_instance_id_ref'],
}

/** @throws StpaError unreadable, when a table or column of ks-nav's is missing */
export async function assertSchema(source: RowSource): Promise<void> {
  for (const [table, columns] of Object.entries(schema)) {
    const present = await source.columnsOf(table)
    if (present.size === 0) throw unreadable(source, `it has no table "${table}": is it a ks-nav database?`)
    const missing = columns.filter((column) => !present.has(column))
    if (missing.length > 0) throw unreadable(source, `its table "${table}" has no column "${missing.join('", "')}"`)
  }
}

export async function instancesOf({ batches, table, asText, asNumber }: RowSource): Promise<Instance[]> {
  const columns = [asNumber('instance_id'), asText('version_string'), asText('note')]
  const from = `FROM ${table('instances')} ORDER BY instance_id LIMIT ${mostInstances}`
  const rows = await allRows(batches(`SELECT ${columns} ${from}`))
  return rows.map(([id, version, note]) => ({ id: numberOf(id), version: textOf(version), note: textOf(note) }))
}

/** So many kernels of one database are told. */
const mostInstances = 1_000

async function allRows(batches: AsyncIterable<readonly unknown[][]>): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

type Wanted = {
  readonly instance?: number | undefined
  readonly original: string
  readonly progress?: Progress | undefined
}

export type ReadGraph = {
  readonly graph: CallGraph
  readonly report: readonly ReportLine[]
  /** Other instances of the same database. */
  readonly others: readonly Instance[]
}

/**
 * One instance as a graph: the only one, or the one asked for, else 1 (nav's own default).
 * @throws StpaError notFound, tooLarge, unreadable
 */
export async function readGraph(
  source: RowSource,
  { instance, original, progress = () => {} }: Wanted,
): Promise<ReadGraph> {
  try {
    await assertSchema(source)
    const instances = await instancesOf(source)
    const wanted = instance ?? (instances.length === 1 ? instances[0]?.id : 1)
    const about = instances.find(({ id }) => id === wanted)
    if (!about) throw noInstance(source, wanted, instances)
    const builder = new GraphBuilder(source.name)
    await readNames(source, builder, about.id)
    await readCalls(source, builder, about.id, progress)
    const { version: kernelVersion, note, id } = about
    const provenance = { instance: id, kernelVersion, note, format: source.format, original, partial: false }
    const { graph, report } = builder.finish(provenance)
    const others = instances.filter((other) => other.id !== id)
    const unasked = instance === undefined ? othersReport(others) : []
    const strays = await straysReport(source, id)
    return { graph, report: [...source.report, ...report, ...strays, ...unasked], others }
  } catch (error) {
    if (error instanceof StpaError) throw error
    throw unreadable(source, `reading it failed (${reasonOf(error)}); nothing was imported`)
  }
}

function othersReport(others: readonly Instance[]): ReportLine[] {
  if (others.length === 0) return []
  const named = others.slice(0, 10).map(({ id, version }) => `${id} (${version})`)
  const message = `${others.length} other ${others.length === 1 ? 'instance' : 'instances'} of the database: ${named.join(', ')}`
  return [{ outcome: 'skipped', message }]
}

async function readNames(source: RowSource, builder: GraphBuilder, instance: number): Promise<void> {
  const { asText, asNumber, table } = source
  const files = [asNumber('file_id'), asText('file_name')]
  await each(
    source,
    `SELECT ${files} FROM ${table('files')} WHERE file_instance_id_ref = ${instance} ORDER BY file_id`,
    ([id, name]) => builder.file(numberOf(id), textOf(name)),
  )
  const tags = [asText('subsys_name'), asNumber('tag_file_ref_id'), asNumber('tag_instance_id_ref')]
  await each(source, `SELECT ${tags} FROM ${table('tags')} ORDER BY tag_id`, ([subsystem, file, of]) =>
    builder.tag(textOf(subsystem), numberOf(file), numberOf(of) === instance),
  )
  const kind = "CASE WHEN symbol_type = 'indirect' THEN 'indirect' ELSE 'direct' END"
  const symbols = [
    asText('symbol_name'),
    asText('symbol_address'),
    kind,
    asNumber('symbol_id'),
    asNumber('symbol_file_ref_id'),
  ]
  await each(
    source,
    `SELECT ${symbols} FROM ${table('symbols')} WHERE symbol_instance_id_ref = ${instance} ORDER BY symbol_id`,
    ([name, address, type, id, file]) =>
      builder.symbol({
        ...{ id: numberOf(id), name: textOf(name), address: textOf(address), type: textOf(type) },
        file: numberOf(file),
      }),
  )
  if ((await source.columnsOf('configs')).size > 0) {
    const config = `SELECT ${['config_symbol', 'config_value'].map(asText)} FROM ${table('configs')} WHERE config_instance_id_ref = ${instance}`
    await each(source, config, ([name, value]) => builder.config(textOf(name), textOf(value)))
  }
}

async function readCalls(
  source: RowSource,
  builder: GraphBuilder,
  instance: number,
  progress: Progress,
): Promise<void> {
  const { own: total } = await countsOf(source, 'xrefs', instance)
  if (total > bounds.calls) throw tooMany(source, `${bounds.calls} calls`)
  let read = 0
  for await (const batch of source.calls(instance)) {
    for (const [caller, callee, address, place] of batch)
      builder.call(numberOf(caller), numberOf(callee), textOf(address), textOf(place))
    read += batch.length
    if (read > total) break // rows in a circle would never end
    progress(read / Math.max(1, total))
  }
  if (read !== total) throw unreadable(source, `it counts ${total} calls and gives ${read}; nothing was imported`)
}

/** The column by which a row belongs to an instance, and what is said of such rows. */
const owned = {
  files: ['file_instance_id_ref', 'files'],
  tags: ['tag_instance_id_ref', 'tags'],
  symbols: ['symbol_instance_id_ref', 'functions'],
  xrefs: ['xref_instance_id_ref', 'calls'],
} as const

/** Rows in all, and of one instance. */
async function countsOf(source: RowSource, of: keyof typeof owned, instance: number) {
  const own = `count(CASE WHEN ${owned[of][0]} = ${instance} THEN 1 END)`
  const [row] = await allRows(source.batches(`SELECT count(*), ${own} FROM ${source.table(of)}`))
  return { all: Number(row?.[0] ?? 0), own: Number(row?.[1] ?? 0) }
}

/** A row of no instance, as a damaged one may be, is in no graph at all. */
async function straysReport(source: RowSource, instance: number): Promise<ReportLine[]> {
  const lines: ReportLine[] = []
  // Its own keys.
  for (const of of Object.keys(owned) as (keyof typeof owned)[]) {
    const [column, title] = owned[of]
    const { all, own } = await countsOf(source, of, instance)
    if (all === own) continue
    const known = `${column} IN (SELECT instance_id FROM ${source.table('instances')})`
    const [row] = await allRows(source.batches(`SELECT count(*) FROM ${source.table(of)} WHERE ${known}`))
    const strays = all - Number(row?.[0] ?? 0)
    if (strays > 0) lines.push({ outcome: 'skipped', message: `${strays} ${title} of no instance of the database` })
  }
  return lines
}

async function each(source: RowSource, sql: string, act: (row: unknown[]) => void): Promise<void> {
  for await (const batch of source.batches(sql)) for (const row of batch) act(row)
}

/** Characters of one text: ks-nav's own columns hold 1,024 at most. */
export const longestText = 10_000

/** Columns are declared as text, but SQLite holds what was put in; bytes that are no UTF-8 become U+FFFD. */
function textOf(value: unknown): string {
  const text =
    value instanceof Uint8Array || value instanceof ArrayBuffer ? new TextDecoder().decode(value) : String(value ?? '')
  if (text.length <= longestText) return text
  throw new StpaError('tooLarge', `A name of more than ${longestText} characters: "${text.slice(0, 40)}…".`)
}

/** NaN for what is none: it refers to nothing. */
const numberOf = (value: unknown): number =>
  value === null || value === undefined || value === '' ? Number.NaN : Number(value)

export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error)

export function unreadable({ name }: Pick<RowSource, 'name'>, reason: string): StpaError {
  return new StpaError('unreadable', `${name} cannot be read: ${reason}.`, { place: { file: name } })
}

function noInstance({ name }: RowSource, instance: number | undefined, instances: readonly Instance[]): StpaError {
  const present = instances.map(({ id, version }) => `${id} (${version})`)
  const message = `${name} has no instance ${instance}; it has ${present.join(', ') || 'none'}.`
  return new StpaError('notFound', message, { place: { file: name } })
}

function tooMany({ name }: RowSource, what: string): StpaError {
  return new StpaError('tooLarge', `${name} has more than ${what}: that is beyond what one graph may hold.`)
}
