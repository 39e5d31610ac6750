import { nameOf } from '@/lib/kernel/graph'
import { pathsBetween } from '@/lib/kernel/paths'
import { startOf } from '@/lib/kernel/walk/request'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { described, graphAt } from './graphs'
import { numberOf } from './options'

/** How one function comes to be called from another. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel paths', args, {
    from: { type: 'string' },
    to: { type: 'string' },
    longer: { type: 'string', default: '0' },
    most: { type: 'string', default: '20' },
    instance: { type: 'string' },
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  if (values.from === undefined || values.to === undefined) throw new UsageError('Name both ends: --from S --to S.')
  const graph = await graphAt(positionals[0], values.instance)
  const [from, to] = [startOf(graph, values.from), startOf(graph, values.to)]
  const { paths, more } = pathsBetween(graph, {
    from,
    to,
    longer: numberOf('longer', values.longer),
    most: Math.max(1, numberOf('most', values.most)),
  })
  if (format === 'json') {
    const named = paths.map((path) => path.map((of) => nameOf(graph, of)))
    write(values.output, `${JSON.stringify({ version: 1, graph: graph.provenance, paths: named, more }, null, 2)}\n`)
  } else {
    const lines = paths.map((path) => `${path.length - 1}: ${path.map((of) => described(graph, of)).join(' -> ')}`)
    const none = `No path of direct calls leads from ${values.from} to ${values.to}; indirect calls are not followed.`
    write(
      values.output,
      `${[...(lines.length > 0 ? lines : [none]), ...(more ? ['… and more: --most'] : [])].join('\n')}\n`,
    )
  }
  return 0
}
