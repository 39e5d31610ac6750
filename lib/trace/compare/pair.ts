import type { ProcessFlow } from '../flow/model'

/** A flow, or what a list of flows has of it. */
type Named = Pick<ProcessFlow, 'name'>

/** The same process of several runs; null for a run that has none. */
export type ProcessPair<Flow extends Named = ProcessFlow> = {
  readonly name: string
  readonly flows: readonly (Flow | null)[]
}

/**
 * Processes of several runs that are each other's: the first `cc1` of one run is the first `cc1` of the others. In the
 * order in which they begin.
 */
export function pairProcesses<Flow extends Named>(runs: readonly (readonly Flow[])[]): ProcessPair<Flow>[] {
  const pairs = new Map<string, { readonly name: string; readonly flows: (Flow | null)[] }>()
  for (const [run, flows] of runs.entries()) {
    const seen = new Map<string, number>()
    for (const flow of flows) {
      const occurrence = (seen.get(flow.name) ?? 0) + 1
      seen.set(flow.name, occurrence)
      const key = `${occurrence} ${flow.name}`
      const pair = pairs.get(key) ?? { name: flow.name, flows: runs.map((): Flow | null => null) }
      pair.flows[run] = flow
      pairs.set(key, pair)
    }
  }
  return [...pairs.values()]
}
