import { callersOf } from '@/lib/kernel/callers'
import { cyclesOf, type NamedArrow } from '@/lib/kernel/cycles'
import { type CallGraph, callCount, subsystemName } from '@/lib/kernel/graph/graph'
import { noise } from '@/lib/kernel/graph/names'
import { ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { treeOf } from '@/lib/kernel/walk/tree'
import { write } from '../../output'
import { argumentsOf, oneOf } from '../../usage'
import { graphAt } from './graphs'
import { numberOf } from './options'

/** Subsystems that all reach each other. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel cycles', args, {
    symbol: { type: 'string', short: 's' },
    depth: { type: 'string', default: '0' },
    'exclude-before': { type: 'string', multiple: true, default: [...noise] },
    'exclude-after': { type: 'string', multiple: true, default: [] },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  const depth = numberOf('depth', values.depth)
  const graph = await graphAt(positionals[0], values.instance)
  const arrows =
    values.symbol === undefined
      ? everyArrow(graph)
      : treeOf(graph, {
          mode: 'subsystems',
          symbol: values.symbol,
          depth,
          excludeBefore: values['exclude-before'],
          excludeAfter: values['exclude-after'],
          targets: [],
          byFile: true,
        }).edges
  const cycles = cyclesOf(arrows.map(({ from, to }) => ({ from, to })))
  if (format === 'json')
    write(values.output, `${JSON.stringify({ version: 1, graph: graph.provenance, cycles }, null, 2)}\n`)
  else
    write(
      values.output,
      cycles
        .map(({ names, arrows: among }) => `${names.length} (${among.length} arrows): ${names.join('; ')}\n`)
        .join(''),
      format,
    )
  return 0
}

/** Arrows between all subsystems of the graph. */
function everyArrow(graph: CallGraph): NamedArrow[] {
  const own = ownSubsystemsOf(graph)
  const { callerOf } = callersOf(graph)
  const found = new Map<string, NamedArrow>()
  for (let call = 0; call < callCount(graph); call++) {
    const [left, right] = [own[callerOf[call] ?? 0] ?? -1, own[graph.callee[call] ?? 0] ?? -1]
    if (left === right || found.has(`${left} ${right}`)) continue
    found.set(`${left} ${right}`, { from: subsystemName(graph, left), to: subsystemName(graph, right) })
  }
  return [...found.values()]
}
