import { type CallGraph, nameOf } from '@/lib/kernel/graph/graph'
import { type Crossing, type Interface, interfaceOf } from '@/lib/kernel/interface'
import { csvOf } from '@/lib/text/csv'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { graphAt, subsystemOf } from './graphs'

/** Through which functions a subsystem meets the others. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel interface', args, {
    subsystem: { type: 'string' },
    with: { type: 'string' },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'csv'])
  if (values.subsystem === undefined) throw new UsageError('--subsystem A is missing: whole name, as in MAINTAINERS.')
  const graph = await graphAt(positionals[0], values.instance)
  if (values.with !== undefined) subsystemOf(graph, values.with)
  const found = interfaceOf(graph, subsystemOf(graph, values.subsystem)).filter(
    (other) => values.with === undefined || other.with === values.with,
  )
  const writers = { text: textOf, json: jsonOf, csv: tableOf }
  write(values.output, writers[format](graph, values.subsystem, found), format)
  return 0
}

const named = (graph: CallGraph, crossings: readonly Crossing[]) =>
  crossings.map((crossing) => ({ function: nameOf(graph, crossing.function), calls: crossing.calls.length }))

function textOf(graph: CallGraph, subsystem: string, found: readonly Interface[]): string {
  const lines = found.flatMap(({ with: other, entered, called }) => [
    other,
    ...named(graph, entered).map(({ function: name, calls }) => `  <- ${name} (${calls})`),
    ...named(graph, called).map(({ function: name, calls }) => `  -> ${name} (${calls})`),
  ])
  return `${[`${subsystem}: ${found.length} other subsystems; <- is entered from them, -> is called there`, ...lines].join('\n')}\n`
}

function jsonOf(graph: CallGraph, subsystem: string, found: readonly Interface[]): string {
  const others = found.map((other) => ({
    with: other.with,
    entered: named(graph, other.entered),
    called: named(graph, other.called),
  }))
  return `${JSON.stringify({ version: 1, graph: graph.provenance, subsystem, interfaces: others }, null, 2)}\n`
}

function tableOf(graph: CallGraph, subsystem: string, found: readonly Interface[]): string {
  const rows = found.flatMap((other) => [
    ...named(graph, other.entered).map((row) => [other.with, subsystem, row.function, row.calls]),
    ...named(graph, other.called).map((row) => [subsystem, other.with, row.function, row.calls]),
  ])
  return csvOf([['from', 'to', 'function', 'calls'], ...rows])
}
