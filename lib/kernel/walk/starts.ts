import { StpaError } from '@/lib/stpa/errors'
import { withClones } from '../graph/duplicates'
import { type CallGraph, subsystemNamed } from '../graph/graph'
import { chosenSubsystems, ownSubsystemsOf } from '../graph/subsystemRule'
import { noFunction, startOf, type WalkRequest } from './request'

export type TreeRequest = WalkRequest & {
  /** Begin at all functions of this subsystem instead of at `symbol`, which is then ''. */
  readonly subsystem?: string
  /** Who calls the symbol, instead of what it calls. */
  readonly callers?: boolean
  /** Clones (`f.cold`) shown as their function; each call still knows its own. */
  readonly joinClones?: boolean
  /** A function's subsystem by its own file, instead of nav's rule by name; duplicate names are told apart by file. */
  readonly byFile?: boolean
  /** A person's word on whose a file or a function is: `kernel/exit.c=SCHEDULER`; the last one of several counts. */
  readonly whose?: readonly string[]
  /** Subsystems whose functions are shown one by one, where the mode shows subsystems. */
  readonly opened?: readonly string[]
  /** Names of boxes that are entered beyond the depth: each one step further. */
  readonly expanded?: readonly string[]
  /** Names of boxes that are shown but not entered. */
  readonly closed?: readonly string[]
  /** Expressions over operation tables (`watchdog_fops\\+0x50`): indirect calls may lead to what they hold. */
  readonly possible?: readonly string[]
}

/** @throws StpaError notFound, badRequest */
export function startsOf(graph: CallGraph, { symbol, subsystem, joinClones }: TreeRequest, of: Int32Array): number[] {
  if (subsystem === undefined && joinClones) {
    const found = withClones(graph, symbol)
    if (found.length === 0) throw noFunction(graph, symbol)
    return found
  }
  if (subsystem === undefined) return [startOf(graph, symbol)]
  const wanted = subsystemNamed(graph, subsystem)
  const found: number[] = []
  for (let index = 0; index < of.length; index++) if (of[index] === wanted) found.push(index)
  if (found.length === 0) throw new StpaError('notFound', `No function of this graph belongs to "${subsystem}".`)
  return found
}

/** The subsystem of each function, by the rule that is asked for and what a person said. @throws StpaError notFound */
export function subsystemsOf(graph: CallGraph, { byFile, whose = [] }: TreeRequest): Int32Array {
  const ruled = byFile ? ownSubsystemsOf(graph) : graph.navSubsystem
  return whose.length > 0 ? chosenSubsystems(graph, ruled, whose) : ruled
}
