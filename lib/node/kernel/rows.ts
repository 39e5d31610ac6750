import { bounds, GraphBuilder } from '@/lib/kernel/builder'
import type { CallGraph } from '@/lib/kernel/graph'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'

/** A ks-nav database, whatever serves it: rows as arrays, in batches, so that they are never all held. */
export type RowSource = {
  /** In messages; no password. */
  readonly name: string
  /** What the graph says of where it comes from. */
  readonly format: string
  /** SQL that gives rows in the order in which they were inserted. */
  readonly insertionOrder: string
  readonly batches: (sql: string) => AsyncIterable<readonly unknown[][]>
  /** Names of a table's columns; none when there is no such table. */
  readonly columnsOf: (table: string) => Promise<ReadonlySet<string>>
  readonly close: () => Promise<void>
}

export type Instance = { readonly id: number; readonly version: string; readonly note: string }

/** Called now and then while reading: how much of the calls has been read, 0 to 1. */
export type Progress = (fraction: number) => void

/** Tables and columns that nav reads (reference: ks-nav's db_sqlite.sql, psql.sql, mysql.sql: the same in all three). */
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
  xrefs: ['caller', 'callee', 'ref_addr', 'source_line', 'xref_instance_id_ref'],
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

export async function instancesOf(source: RowSource): Promise<Instance[]> {
  const rows = await allRows(source, 'SELECT instance_id, version_string, note FROM instances ORDER BY instance_id')
  return rows.map(([id, version, note]) => ({ id: Number(id), version: textOf(version), note: textOf(note) }))
}

async function allRows(source: RowSource, sql: string): Promise<unknown[][]> {
  const rows: unknown[][] = []
  for await (const batch of source.batches(sql)) rows.push(...batch)
  return rows
}

type Wanted = {
  readonly instance?: number | undefined
  readonly original: string
  readonly progress?: Progress | undefined
}

/**
 * One instance as a graph: the only one, or the one asked for, else 1 (nav's own default).
 * @throws StpaError notFound, tooLarge, unreadable
 */
export async function readGraph(
  source: RowSource,
  { instance, original, progress = () => {} }: Wanted,
): Promise<{ graph: CallGraph; report: ReportLine[] }> {
  try {
    await assertSchema(source)
    const instances = await instancesOf(source)
    const wanted = instance ?? (instances.length === 1 ? instances[0]?.id : 1)
    const about = instances.find(({ id }) => id === wanted)
    if (!about) throw noInstance(source, wanted, instances)
    const builder = new GraphBuilder()
    await readNames(source, builder, about.id)
    await readCalls(source, builder, about.id, progress)
    const { version: kernelVersion, note, id } = about
    return builder.finish({ instance: id, kernelVersion, note, format: source.format, original, partial: false })
  } catch (error) {
    if (error instanceof StpaError) throw error
    throw unreadable(source, `reading it failed (${reasonOf(error)}); nothing was imported`)
  }
}

async function readNames(source: RowSource, builder: GraphBuilder, instance: number): Promise<void> {
  await each(
    source,
    `SELECT file_id, file_name FROM files WHERE file_instance_id_ref = ${instance} ORDER BY file_id`,
    ([id, name]) => builder.file(Number(id), textOf(name)),
  )
  const tags = `SELECT subsys_name, tag_file_ref_id FROM tags ORDER BY tag_id`
  await each(source, tags, ([subsystem, file]) => builder.tag(textOf(subsystem), Number(file)))
  const columns = 'symbol_id, symbol_name, symbol_address, symbol_type, symbol_file_ref_id'
  const symbols = `SELECT ${columns} FROM symbols WHERE symbol_instance_id_ref = ${instance} ORDER BY symbol_id`
  let count = 0
  await each(source, symbols, ([id, name, address, type, file]) => {
    if (++count > bounds.functions) throw tooMany(source, `${bounds.functions} functions`)
    builder.symbol({
      id: Number(id),
      name: textOf(name),
      address: textOf(address),
      type: textOf(type),
      file: Number(file),
    })
  })
  if ((await source.columnsOf('configs')).size > 0) {
    const config = `SELECT config_symbol, config_value FROM configs WHERE config_instance_id_ref = ${instance}`
    await each(source, config, ([name, value]) => builder.config(textOf(name), textOf(value)))
  }
}

async function readCalls(
  source: RowSource,
  builder: GraphBuilder,
  instance: number,
  progress: Progress,
): Promise<void> {
  const where = `FROM xrefs WHERE xref_instance_id_ref = ${instance}`
  const total = Number((await allRows(source, `SELECT count(*) ${where}`))[0]?.[0] ?? 0)
  if (total > bounds.calls) throw tooMany(source, `${bounds.calls} calls`)
  let read = 0
  for await (const batch of source.batches(
    `SELECT caller, callee, ref_addr, source_line ${where} ${source.insertionOrder}`,
  )) {
    for (const [caller, callee, address, place] of batch)
      builder.call(Number(caller), Number(callee), textOf(address), textOf(place))
    read += batch.length
    progress(read / Math.max(1, total))
  }
}

async function each(source: RowSource, sql: string, act: (row: unknown[]) => void): Promise<void> {
  for await (const batch of source.batches(sql)) for (const row of batch) act(row)
}

/** Columns are declared as text, but SQLite holds what was put in. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return new TextDecoder().decode(value)
  return value === null || value === undefined ? '' : String(value)
}

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
