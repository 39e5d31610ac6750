import { callersOf } from './callers'
import type { CallGraph } from './graph'

export type PathRequest = {
  /** Functions to begin at: one, or those of a subsystem. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** Paths may have so many calls more than the shortest. */
  readonly longer: number
  /** At most so many paths. */
  readonly most: number
}

/** Paths as numbers of functions, shortest first; `more` when there are others that were not listed. */
export type Paths = { readonly paths: readonly (readonly number[])[]; readonly more: boolean }

/** Steps of the search for paths: beyond, what was found is given with `more`. */
const mostSteps = 2_000_000

/**
 * Paths without repetition from one of some functions to one of others; between ends no other end is passed. Only functions from which the goal is near enough are entered,
 * so that nothing is searched in vain.
 */
export function pathsBetween(graph: CallGraph, { from, to, longer, most }: PathRequest): Paths {
  const distance = distancesTo(graph, to)
  const goals = new Set(to)
  const starts = from.filter((of) => (distance[of] ?? -1) >= 0)
  const isStart = new Set(starts)
  if (starts.length === 0) return { paths: [], more: false }
  const shortest = starts.reduce((least, of) => Math.min(least, distance[of] ?? 0), Number.POSITIVE_INFINITY)
  const found: number[][] = []
  let steps = 0
  let more = false
  for (let length = shortest; length <= shortest + longer && !more; length++) {
    const path: number[] = []
    const onPath = new Set<number>()
    const search = (here: number, left: number): void => {
      if (more) return
      if (goals.has(here)) {
        if (left === 0) found.push([...path])
        return
      }
      for (const next of calleesOf(graph, here)) {
        const away = distance[next] ?? -1
        if (away < 0 || away > left - 1 || onPath.has(next) || isStart.has(next)) continue
        more ||= found.length >= most || ++steps > mostSteps
        if (more) return
        path.push(next)
        onPath.add(next)
        search(next, left - 1)
        path.pop()
        onPath.delete(next)
      }
    }
    for (const start of starts) {
      path.push(start)
      search(start, length)
      path.pop()
    }
  }
  return { paths: found, more }
}

function calleesOf({ callStart, callee }: CallGraph, of: number): number[] {
  return [...new Set(callee.subarray(callStart[of], callStart[of + 1]))]
}

/** Calls from each function to the nearest goal along the shortest way; -1 where there is none. */
function distancesTo(graph: CallGraph, goals: readonly number[]): Int32Array {
  const { start, calls, callerOf } = callersOf(graph)
  const distance = new Int32Array(graph.symbolIds.length).fill(-1)
  for (const goal of goals) distance[goal] = 0
  const queue = [...goals]
  for (let at = 0; at < queue.length; at++) {
    const of = queue[at] ?? 0
    for (let index = start[of] ?? 0; index < (start[of + 1] ?? 0); index++) {
      const caller = callerOf[calls[index] ?? 0] ?? 0
      if (distance[caller] !== -1) continue
      distance[caller] = (distance[of] ?? 0) + 1
      queue.push(caller)
    }
  }
  return distance
}
