import { type Both, type Change, diffGraphs, type GraphDiff } from '@/lib/kernel/diff'
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
  write(values.output, format === 'json' ? `${JSON.stringify({ ...head, ...diff }, null, 2)}\n` : textOf(diff), format)
  return 0
}

const listed = ({ appeared, gone }: Both, indent: string): string[] => [
  ...appeared.map((name) => `${indent}+ ${name}`),
  ...gone.map((name) => `${indent}- ${name}`),
]

const counted = ({ appeared, gone }: Both): string => `${appeared.length} appeared, ${gone.length} gone`

const changes = (found: readonly Change[]): string[] =>
  found.flatMap((change) => [`  ${change.name}`, ...listed(change, '    ')])

function textOf({ functions, subsystems, interfaces, moved }: GraphDiff): string {
  const lines = [
    `subsystems: ${counted(subsystems)}`,
    ...listed(subsystems, '  '),
    `functions: ${counted(functions)}`,
    ...listed(functions, '  '),
    `functions in another subsystem: ${moved.length}`,
    ...moved.map(({ function: name, from, to }) => `  ${name}: ${from} -> ${to}`),
    `functions that call others: ${functions.changed.length}`,
    ...changes(functions.changed),
    `subsystems with other functions: ${subsystems.changed.length}`,
    ...subsystems.changed.map((change) => `  ${change.name}: ${counted(change)}`),
    `interfaces that changed: ${interfaces.length}`,
    ...interfaces.flatMap((change) => [`  ${change.from} -> ${change.to}`, ...listed(change, '    ')]),
  ]
  return `${lines.join('\n')}\n`
}
