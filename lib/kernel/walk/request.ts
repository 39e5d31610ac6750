import { StpaError } from '@/lib/stpa/errors'
import { functionsCalled, severalFiles } from '../graph/duplicates'
import { type CallGraph, fileName, nameOf } from '../graph/graph'

/** nav's modes 1 to 4, by their names here. */
export const modes = ['all', 'subsystems', 'labels', 'targeted'] as const
export type Mode = (typeof modes)[number]

export type WalkRequest = {
  readonly mode: Mode
  /** Name of the function to begin at, as the graph has it; with its file where several have one: `helper (lib/a.c)`. */
  readonly symbol: string
  /** Limit: calls in mode `all`, changes of subsystem in the others; 0 for none. */
  readonly depth: number
  /** Functions that are not shown. */
  readonly excludeBefore: readonly string[]
  /** Functions that are shown but not entered. */
  readonly excludeAfter: readonly string[]
  /** Mode `targeted`: only arrows that touch one of these subsystems; the subsystem of the symbol when empty. */
  readonly targets: readonly string[]
}

/**
 * The one function of that name.
 * @throws StpaError notFound, with names that begin alike; badRequest when several files have one
 */
export function startOf(graph: CallGraph, symbol: string): number {
  const [first, ...others] = functionsCalled(graph, symbol)
  if (first === undefined) throw noFunction(graph, symbol)
  if (others.length === 0) return first
  throw severalFiles(
    symbol,
    [first, ...others].map((found) => fileName(graph, found)),
  )
}

export const noFunction = (graph: CallGraph, symbol: string): StpaError =>
  new StpaError('notFound', `There is no function "${symbol}" in this graph.${alike(graph, symbol)}`)

const mostAlike = 5

function alike(graph: CallGraph, symbol: string): string {
  const wanted = symbol.toLowerCase()
  const found: string[] = []
  for (let index = 0; index < graph.symbolIds.length && found.length < mostAlike; index++) {
    const name = nameOf(graph, index)
    if (wanted.length > 2 && name.toLowerCase().includes(wanted)) found.push(name)
  }
  return found.length > 0 ? ` Did you mean ${found.join(', ')}?` : ''
}
