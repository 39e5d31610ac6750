import { parse } from 'csv-parse/sync'
import { StpaError } from '@/lib/stpa/errors'
import type { ReportLine } from '@/lib/stpa/model'
import { createdLine } from '@/lib/stpa/reportCounts'
import { withoutGuard } from '@/lib/text/csv'
import { addressText, type CallGraph, fileName, functionsNamed, textAt, textsOf } from './graph'
import { compareUtf8 } from './order'

/** An entry of an operation table: which function stands in which place of which object. */
export type Operation = { readonly table: string; readonly offset: number; readonly function: number }

type Row = Record<'object' | 'offset' | 'function' | 'address' | 'file', string>

const columns = ['object', 'offset', 'function'] as const

/**
 * A graph with the operation tables of a CSV (columns object, offset, section, function, address, file; written by
 * `stpa kernel build --operations`). A row's function is found by its address, else by its name and file, else by its name
 * when only one function has it; others are counted.
 * @throws StpaError unreadable when it is no such CSV
 */
export function withOperations(
  graph: CallGraph,
  file: string,
  text: string,
): { graph: CallGraph; report: ReportLine[] } {
  const rows = rowsOf(file, text)
  const entries: Operation[] = []
  let unknown = 0
  for (const row of rows) {
    const of = functionOf(graph, row)
    const offset = Number(row.offset)
    if (of === undefined || !Number.isSafeInteger(offset) || offset < 0 || offset >= 2 ** 32) unknown++
    else entries.push({ table: row.object, offset, function: of })
  }
  if (entries.length === 0)
    throw new StpaError('unreadable', `${file}: none of its ${rows.length} functions is in this graph.`, {
      place: { file },
    })
  entries.sort((left, right) => compareUtf8(left.table, right.table) || left.offset - right.offset)
  const tables = [...new Set(entries.map(({ table }) => table))]
  const numbers = new Map(tables.map((table, index) => [table, index]))
  const operations = {
    operationTables: textsOf(tables),
    operationTable: Uint32Array.from(entries, ({ table }) => numbers.get(table) ?? 0),
    operationOffset: Uint32Array.from(entries, ({ offset }) => offset),
    operationFunction: Uint32Array.from(entries, (entry) => entry.function),
  }
  const created = createdLine(`${entries.length} entries of ${tables.length} tables`, entries.length)
  const skipped: ReportLine[] =
    unknown > 0
      ? [
          {
            outcome: 'skipped',
            message: `${unknown} entries whose function is not in this graph`,
            count: unknown,
            place: { file },
          },
        ]
      : []
  return { graph: { ...graph, ...operations }, report: [created, ...skipped] }
}

function rowsOf(file: string, text: string): Row[] {
  try {
    const options = { columns: true, skip_empty_lines: true, relax_column_count: true, cast: withoutGuard } as const
    // With `columns: true` each record is an object of texts by its column; which there are is looked at below.
    const rows = parse(text, options) as Row[]
    const missing = columns.filter((column) => rows[0]?.[column] === undefined)
    if (missing.length > 0) throw new Error(`it has no column ${missing.join(', ')}`)
    return rows
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const message = `${file} is no list of operation tables: ${reason}. Its columns are object,offset,section,function,address,file.`
    throw new StpaError('unreadable', message, { place: { file } })
  }
}

function functionOf(graph: CallGraph, { function: name, address = '', file = '' }: Row): number | undefined {
  const named = functionsNamed(graph, name ?? '')
  const byAddress = named.find((of) => addressText(graph.addresses, of) === address)
  const byFile = named.find((of) => fileName(graph, of) === file)
  return byAddress ?? byFile ?? (named.length === 1 ? named[0] : undefined)
}

/** How many entries of operation tables a graph has; 0 when none were imported. */
export const operationCount = ({ operationFunction }: CallGraph): number => operationFunction?.length ?? 0

/** An entry by its number. */
export function operationAt(graph: CallGraph, entry: number): Operation {
  const { operationTables, operationTable, operationOffset, operationFunction } = graph
  return {
    table: operationTables ? textAt(operationTables, operationTable?.[entry] ?? 0) : '',
    offset: operationOffset?.[entry] ?? 0,
    function: operationFunction?.[entry] ?? 0,
  }
}

/** `watchdog_fops+0x50`. */
export function operationText(graph: CallGraph, entry: number): string {
  const { table, offset } = operationAt(graph, entry)
  return `${table}+0x${offset.toString(16)}`
}
