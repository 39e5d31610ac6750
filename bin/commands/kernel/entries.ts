import { type EntryPoint, entryKinds, entryPoints } from '@/lib/kernel/entries'
import { type CallGraph, fileName, nameOf, subsystemName } from '@/lib/kernel/graph/graph'
import { ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { csvOf } from '@/lib/text/csv'
import { write } from '../../output'
import { argumentsOf, oneOf } from '../../usage'
import { graphAt, subsystemOf } from './graphs'

/** Where the kernel is entered from outside. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel entries', args, {
    kind: { type: 'string' },
    subsystem: { type: 'string' },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'csv'])
  const kind = values.kind === undefined ? undefined : oneOf('kind', values.kind, entryKinds)
  const graph = await graphAt(positionals[0], values.instance)
  const own = ownSubsystemsOf(graph)
  const wanted = values.subsystem === undefined ? undefined : subsystemOf(graph, values.subsystem)
  const found = entryPoints(graph).filter(
    (entry) => (kind === undefined || entry.kind === kind) && (wanted === undefined || own[entry.function] === wanted),
  )
  const rows = found.map((entry) => rowOf(graph, own, entry))
  if (format === 'json')
    write(values.output, `${JSON.stringify({ version: 1, graph: graph.provenance, entries: rows }, null, 2)}\n`)
  else if (format === 'csv')
    write(values.output, csvOf([columns, ...rows.map((row) => columns.map((name) => row[name]))]))
  else
    write(
      values.output,
      rows.map((row) => `${row.kind} ${row.function} [${row.subsystem}] ${row.basis}\n`).join(''),
      format,
    )
  return 0
}

const columns = ['kind', 'function', 'file', 'subsystem', 'basis'] as const

function rowOf(graph: CallGraph, own: Int32Array, { kind, function: of, basis }: EntryPoint) {
  const subsystem = subsystemName(graph, own[of] ?? -1)
  return { kind, function: nameOf(graph, of), file: fileName(graph, of), subsystem, basis }
}
