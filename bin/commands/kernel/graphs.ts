import { type CallGraph, nameOf, subsystemName, subsystemNamed, subsystemNames } from '@/lib/kernel/graph/graph'
import { operationCount } from '@/lib/kernel/graph/operations'
import { openGraph } from '@/lib/node/kernel/open'
import { StpaError } from '@/lib/stpa/errors'
import { tell, troubleOf } from '../../output'
import { UsageError } from '../../usage'
import { instanceOf } from './options'

/** Opens the graph of a command; what was left out of it is said on standard error. */
export async function graphAt(path: string | undefined, instance?: string): Promise<CallGraph> {
  if (path === undefined) throw new UsageError('Name a graph: what "stpa kernel import" wrote, or a ks-nav database.')
  const number = instanceOf(instance)
  const { graph, report } = await openGraph(path, number === undefined ? {} : { instance: number })
  tell(troubleOf(report))
  return graph
}

/** `--possible` asks for tables that the graph must have. */
export function assertTables(graph: CallGraph, possible: readonly string[]): void {
  if (possible.length > 0 && operationCount(graph) === 0)
    throw new UsageError(
      '--possible: this graph has no operation tables. Add them: stpa kernel import G --operations CSV.',
    )
}

/** @throws StpaError notFound, with the names that are alike */
export function subsystemOf(graph: CallGraph, name: string): number {
  const found = subsystemNamed(graph, name)
  if (found !== undefined) return found
  const alike = subsystemNames(graph)
    .filter((other) => other.toLowerCase().includes(name.toLowerCase()))
    .slice(0, 5)
  const hint = alike.length > 0 ? ` Did you mean ${alike.join(', ')}?` : ''
  throw new StpaError('notFound', `There is no subsystem "${name}" in this graph.${hint}`)
}

/** Name of a function with its subsystem, for people. */
export const described = (graph: CallGraph, of: number): string =>
  `${nameOf(graph, of)} [${subsystemName(graph, graph.navSubsystem[of] ?? -1)}]`
