import { type Both, diffGraphs, type GraphDiff } from '@/lib/kernel/diff'
import { write } from '../../output'
import { argumentsOf, oneOf, UsageError } from '../../usage'
import { graphAt } from './graphs'

/** What changed from one kernel to another. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = argumentsOf('kernel diff', args, {
    format: { type: 'string', default: 'text' },
    output: { type: 'string', short: 'o' },
  })
  const format = oneOf('format', values.format, ['text', 'json'])
  if (positionals.length !== 2) throw new UsageError('Name two graphs: stpa kernel diff G1 G2.')
  const [before, after] = [await graphAt(positionals[0]), await graphAt(positionals[1])]
  const diff = diffGraphs(before, after)
  const head = { version: 1, before: before.provenance, after: after.provenance }
  write(values.output, format === 'json' ? `${JSON.stringify({ ...head, ...diff }, null, 2)}\n` : textOf(diff))
  return 0
}

const listed = ({ appeared, gone }: Both, indent: string): string[] => [
  ...appeared.map((name) => `${indent}+ ${name}`),
  ...gone.map((name) => `${indent}- ${name}`),
]

function textOf({ functions, subsystems, interfaces, moved }: GraphDiff): string {
  const lines = [
    `subsystems: ${subsystems.appeared.length} appeared, ${subsystems.gone.length} gone`,
    ...listed(subsystems, '  '),
    `functions: ${functions.appeared.length} appeared, ${functions.gone.length} gone`,
    ...listed(functions, '  '),
    `functions in another subsystem: ${moved.length}`,
    ...moved.map(({ function: name, from, to }) => `  ${name}: ${from} -> ${to}`),
    `interfaces that changed: ${interfaces.length}`,
    ...interfaces.flatMap((change) => [`  ${change.from} -> ${change.to}`, ...listed(change, '    ')]),
  ]
  return `${lines.join('\n')}\n`
}
