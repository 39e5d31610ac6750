import { type CallGraph, nameOf } from '@/lib/kernel/graph/graph'
import { ownSubsystemsOf } from '@/lib/kernel/graph/subsystemRule'
import { pathsBetween } from '@/lib/kernel/paths'
import { startOf } from '@/lib/kernel/walk/request'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { described, graphAt, subsystemOf } from './graphs'
import { numberOf } from './options'

/** How one function comes to be called from another. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel paths', args, {
    from: { type: 'string' },
    to: { type: 'string' },
    'from-subsystem': { type: 'string' },
    'to-subsystem': { type: 'string' },
    longer: { type: 'string', default: '0' },
    most: { type: 'string', default: '20' },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  const { from, to, 'from-subsystem': fromSubsystem, 'to-subsystem': toSubsystem } = values
  if ((from === undefined) === (fromSubsystem === undefined) || (to === undefined) === (toSubsystem === undefined))
    throw new UsageError('Name both ends: --from S or --from-subsystem A, and --to S or --to-subsystem B.')
  const graph = await graphAt(positionals[0], values.instance)
  const { paths, more } = pathsBetween(graph, {
    from: endOf(graph, from, fromSubsystem),
    to: endOf(graph, to, toSubsystem),
    longer: numberOf('longer', values.longer),
    most: Math.max(1, numberOf('most', values.most)),
  })
  if (format === 'json') {
    const named = paths.map((path) => path.map((of) => nameOf(graph, of)))
    write(values.output, `${JSON.stringify({ version: 1, graph: graph.provenance, paths: named, more }, null, 2)}\n`)
  } else {
    const lines = paths.map((path) => `${path.length - 1}: ${path.map((of) => described(graph, of)).join(' -> ')}`)
    const none = `No path of direct calls leads from ${from ?? fromSubsystem} to ${to ?? toSubsystem}; indirect calls are not followed.`
    write(
      values.output,
      `${[...(lines.length > 0 ? lines : [none]), ...(more ? ['… and more: --most'] : [])].join('\n')}\n`,
      format,
    )
  }
  return 0
}

function endOf(graph: CallGraph, symbol: string | undefined, subsystem: string | undefined): number[] {
  if (symbol !== undefined) return [startOf(graph, symbol)]
  const number = subsystemOf(graph, subsystem ?? '')
  return [...ownSubsystemsOf(graph).entries()].flatMap(([of, own]) => (own === number ? [of] : []))
}
