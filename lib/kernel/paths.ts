import { callersOf } from './callers'
import type { CallGraph } from './graph'

export type PathRequest = {
  readonly from: number
  readonly to: number
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
 * Paths without repetition from one function to another. Only functions from which the goal is near enough are entered,
 * so that nothing is searched in vain.
 */
export function pathsBetween(graph: CallGraph, { from, to, longer, most }: PathRequest): Paths {
  const distance = distancesTo(graph, to)
  const shortest = distance[from] ?? -1
  if (shortest < 0) return { paths: [], more: false }
  const found: number[][] = []
  let steps = 0
  let more = false
  for (let length = shortest; length <= shortest + longer && !more; length++) {
    const path = [from]
    const onPath = new Set(path)
    const search = (left: number): void => {
      if (more) return
      const here = path.at(-1) ?? from
      if (here === to) {
        if (left === 0) found.push([...path])
        return
      }
      for (const next of calleesOf(graph, here)) {
        const away = distance[next] ?? -1
        if (away < 0 || away > left - 1 || onPath.has(next)) continue
        more ||= found.length >= most || ++steps > mostSteps
        if (more) return
        path.push(next)
        onPath.add(next)
        search(left - 1)
        path.pop()
        onPath.delete(next)
      }
    }
    search(length)
  }
  return { paths: found, more }
}

function calleesOf({ callStart, callee }: CallGraph, of: number): number[] {
  return [...new Set(callee.subarray(callStart[of], callStart[of + 1]))]
}

/** Calls from each function to the goal along the shortest way; -1 where there is none. */
function distancesTo(graph: CallGraph, goal: number): Int32Array {
  const { start, calls, callerOf } = callersOf(graph)
  const distance = new Int32Array(graph.symbolIds.length).fill(-1)
  distance[goal] = 0
  const queue = [goal]
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
