import Database from 'libsql'
import { bounds, GraphBuilder } from '@/lib/kernel/builder'
import type { CallGraph } from '@/lib/kernel/graph'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'

export type Instance = { readonly id: number; readonly version: string; readonly note: string }

/** Called now and then while reading: how much of the calls has been read, 0 to 1. */
export type Progress = (fraction: number) => void

/** Tables and columns that nav reads (reference: ks-nav's db_sqlite.sql). */
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
  tags: ['subsys_name', 'tag_file_ref_id', 'tag_instance_id_ref'],
}

/** A ks-nav database in a SQLite file, opened for reading alone. */
export class KsNavFile {
  readonly #database: Database.Database

  /** @throws StpaError unreadable, when it is no SQLite file or lacks a table or column of ks-nav's */
  constructor(
    readonly name: string,
    path = name,
  ) {
    try {
      this.#database = new Database(path, { readonly: true, fileMustExist: true })
      this.#assertSchema()
    } catch (error) {
      if (error instanceof StpaError) throw error
      throw unreadable(name, `it cannot be opened as a SQLite database (${reasonOf(error)})`)
    }
  }

  #assertSchema(): void {
    for (const [table, columns] of Object.entries(schema)) {
      const present = new Set(this.#rows(`SELECT name FROM pragma_table_info('${table}')`).map(([name]) => name))
      if (present.size === 0) throw unreadable(this.name, `it has no table "${table}": is it a ks-nav database?`)
      const missing = columns.filter((column) => !present.has(column))
      if (missing.length > 0)
        throw unreadable(this.name, `its table "${table}" has no column "${missing.join('", "')}"`)
    }
  }

  #rows(sql: string): unknown[][] {
    // `raw` gives each row as an array: the driver's types do not know that.
    return this.#database.prepare(sql).raw().all() as unknown[][]
  }

  #each(sql: string): IterableIterator<unknown[]> {
    return this.#database.prepare(sql).raw().iterate() as IterableIterator<unknown[]> // as above
  }

  instances(): Instance[] {
    return this.#rows('SELECT instance_id, version_string, note FROM instances ORDER BY instance_id').map(
      ([id, version, note]) => ({ id: Number(id), version: textOf(version), note: textOf(note) }),
    )
  }

  /**
   * One instance as a graph. Rows are streamed: what is held is the graph alone.
   * @throws StpaError notFound, tooLarge, unreadable
   */
  graph(instance: number, original: string, progress: Progress = () => {}): { graph: CallGraph; report: ReportLine[] } {
    const about = this.instances().find(({ id }) => id === instance)
    if (!about) throw this.#noInstance(instance)
    try {
      const builder = new GraphBuilder()
      this.#readNames(builder, instance)
      this.#readCalls(builder, instance, progress)
      return builder.finish({
        instance,
        kernelVersion: about.version,
        note: about.note,
        format: 'ks-nav SQLite',
        original,
        partial: false,
      })
    } catch (error) {
      if (error instanceof StpaError) throw error
      throw unreadable(this.name, `reading it failed midway (${reasonOf(error)}); nothing was imported`)
    }
  }

  #noInstance(instance: number): StpaError {
    const present = this.instances().map(({ id, version }) => `${id} (${version})`)
    const message = `${this.name} has no instance ${instance}; it has ${present.join(', ') || 'none'}.`
    return new StpaError('notFound', message, { place: { file: this.name } })
  }

  #readNames(builder: GraphBuilder, instance: number): void {
    for (const [id, name] of this.#each(
      `SELECT file_id, file_name FROM files WHERE file_instance_id_ref = ${instance}`,
    ))
      builder.file(Number(id), textOf(name))
    for (const [subsystem, file] of this.#each('SELECT subsys_name, tag_file_ref_id FROM tags ORDER BY rowid'))
      builder.tag(textOf(subsystem), Number(file))
    const columns = 'symbol_id, symbol_name, symbol_address, symbol_type, symbol_file_ref_id'
    let count = 0
    for (const [id, name, address, type, file] of this.#each(
      `SELECT ${columns} FROM symbols WHERE symbol_instance_id_ref = ${instance} ORDER BY symbol_id`,
    )) {
      if (++count > bounds.functions) throw tooMany(this.name, `${bounds.functions} functions`)
      builder.symbol({
        id: Number(id),
        name: textOf(name),
        address: textOf(address),
        type: textOf(type),
        file: Number(file),
      })
    }
    if (this.#rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'configs'").length > 0) {
      const sql = `SELECT config_symbol, config_value FROM configs WHERE config_instance_id_ref = ${instance} ORDER BY 1`
      for (const [name, value] of this.#each(sql)) builder.config(textOf(name), textOf(value))
    }
  }

  #readCalls(builder: GraphBuilder, instance: number, progress: Progress): void {
    const where = `FROM xrefs WHERE xref_instance_id_ref = ${instance}`
    const total = Number(this.#rows(`SELECT count(*) ${where}`)[0]?.[0] ?? 0)
    if (total > bounds.calls) throw tooMany(this.name, `${bounds.calls} calls`)
    let read = 0
    for (const [caller, callee, address, place] of this.#each(
      `SELECT caller, callee, ref_addr, source_line ${where} ORDER BY rowid`,
    )) {
      builder.call(Number(caller), Number(callee), textOf(address), textOf(place))
      if (++read % 20_000 === 0) progress(read / total)
    }
  }

  close(): void {
    this.#database.close()
  }
}

/** Columns are declared as text, but SQLite holds what was put in. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return new TextDecoder().decode(value)
  return value === null || value === undefined ? '' : String(value)
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function unreadable(name: string, reason: string): StpaError {
  return new StpaError('unreadable', `${name} cannot be read: ${reason}.`, { place: { file: name } })
}

function tooMany(name: string, what: string): StpaError {
  return new StpaError('tooLarge', `${name} has more than ${what}: that is beyond what one graph may hold.`)
}
