import { entryPoints } from '@/lib/kernel/entries'
import { type CallGraph, fileName, nameOf } from '@/lib/kernel/graph/graph'
import { ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { type Reach, reaching, reachOf } from '@/lib/kernel/reach'
import { startOf } from '@/lib/kernel/walk/request'
import { csvOf } from '@/lib/text/csv'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { assertTables, graphAt, subsystemOf } from './graphs'

/** Which subsystems system calls can reach, and which system calls can reach a function or subsystem. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel reach', args, {
    from: { type: 'string', multiple: true, default: [] },
    to: { type: 'string' },
    'to-subsystem': { type: 'string' },
    possible: { type: 'string', multiple: true, default: [] },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json', 'csv'])
  const { to, 'to-subsystem': subsystem, possible } = values
  if (to !== undefined && subsystem !== undefined) throw new UsageError('--to or --to-subsystem: name one of them.')
  const graph = await graphAt(positionals[0], values.instance)
  assertTables(graph, possible)
  const syscalls = entryPoints(graph).filter(({ kind }) => kind === 'syscall')
  const starts =
    values.from.length > 0 ? values.from.map((name) => startOf(graph, name)) : syscalls.map((entry) => entry.function)
  const goals = goalsOf(graph, to, subsystem)
  const fitting = goals ? fittingOf(graph, starts, goals, possible) : starts
  const found = reachOf(graph, fitting, { possible, of: ownSubsystemsOf(graph) })
  const writers = { text: goals ? namesText : textOf, json: jsonOf, csv: tableOf }
  write(values.output, writers[format](graph, found), format)
  return 0
}

function goalsOf(graph: CallGraph, to: string | undefined, subsystem: string | undefined): number[] | undefined {
  if (to !== undefined) return [startOf(graph, to)]
  if (subsystem === undefined) return undefined
  const number = subsystemOf(graph, subsystem)
  return [...ownSubsystemsOf(graph).entries()].flatMap(([of, own]) => (own === number ? [of] : []))
}

function fittingOf(graph: CallGraph, starts: readonly number[], goals: readonly number[], possible: readonly string[]) {
  const reaches = reaching(graph, goals, possible)
  return starts.filter((of) => reaches[of] === 1)
}

const namesText = (graph: CallGraph, found: readonly Reach[]): string =>
  found.length === 0
    ? 'None of them can reach it through direct calls, or those that --possible names.\n'
    : found.map(({ from }) => `${nameOf(graph, from)} (${fileName(graph, from)})\n`).join('')

const textOf = (graph: CallGraph, found: readonly Reach[]): string =>
  found
    .map(({ from, functions, subsystems }) => {
      const lines = subsystems.map((subsystem) => `  ${subsystem.name} (${subsystem.functions})\n`)
      return `${nameOf(graph, from)}: ${functions} functions, ${subsystems.length} subsystems\n${lines.join('')}`
    })
    .join('')

function jsonOf(graph: CallGraph, found: readonly Reach[]): string {
  const reach = found.map(({ from, functions, subsystems }) => ({ from: nameOf(graph, from), functions, subsystems }))
  return `${JSON.stringify({ version: 1, graph: graph.provenance, reach }, null, 2)}\n`
}

function tableOf(graph: CallGraph, found: readonly Reach[]): string {
  const rows = found.flatMap(({ from, subsystems }) =>
    subsystems.map(({ name, functions }) => [nameOf(graph, from), name, functions]),
  )
  return csvOf([['from', 'subsystem', 'functions'], ...rows])
}
