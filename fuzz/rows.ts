import { z } from 'zod'
import type { CallGraph } from '@/lib/kernel/graph/graph'
import { callColumns, type RowSource, readGraph } from '@/lib/node/kernel/rows'
import { StpaError } from '@/lib/stpa/errors'

const cells = z.array(z.array(z.unknown()))
const shape = z.object({ instances: cells, files: cells, tags: cells, symbols: cells, calls: cells })

/** Columns that the reader looks for; their order is that of its questions. */
const columns: Readonly<Record<string, readonly string[]>> = {
  instances: ['instance_id', 'version_string', 'note'],
  files: ['file_id', 'file_name', 'file_instance_id_ref'],
  symbols: [
    ...['symbol_id', 'symbol_name', 'symbol_address', 'symbol_type'],
    ...['symbol_file_ref_id', 'symbol_instance_id_ref'],
  ],
  xrefs: [...callColumns, 'xref_instance_id_ref'],
  tags: ['tag_id', 'subsys_name', 'tag_file_ref_id', 'tag_instance_id_ref'],
}

/** The rows of a ks-nav database as JSON: damaged cells as a database may hold them, without a database. */
export async function readRows(bytes: Uint8Array): Promise<CallGraph> {
  const tables = tablesIn(bytes)
  const rowsFor = (sql: string): unknown[][] => {
    if (sql.startsWith('SELECT count(')) return [[tables.calls.length, tables.calls.length]]
    const table = /FROM (\w+)/.exec(sql)?.[1] ?? ''
    return Object.hasOwn(tables, table) ? tables[table as keyof typeof tables] : [] // one of its own keys
  }
  const source: RowSource = {
    name: 'fuzz',
    format: 'fuzz',
    report: [],
    table: (name) => name,
    batches: (sql) => batched(rowsFor(sql)),
    calls: () => batched(tables.calls),
    asText: (column) => column,
    asNumber: (column) => column,
    columnsOf: async (table) => new Set(columns[table] ?? []),
    close: async () => {},
  }
  return (await readGraph(source, { original: '' })).graph
}

async function* batched(rows: unknown[][]): AsyncGenerator<unknown[][]> {
  yield rows
}

function tablesIn(bytes: Uint8Array) {
  try {
    return shape.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    throw new StpaError('unreadable', 'These rows are no JSON.')
  }
}
