import { callersOf } from './callers'
import type { CallGraph } from './graph/graph'

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
 * Paths without repetition from one of some functions to one of others; between ends no other end is passed. Only
 * functions from which the goal is near enough are entered, so that nothing is searched in vain.
 */
export function pathsBetween(graph: CallGraph, { from, to, longer, most }: PathRequest): Paths {
  const search = new PathSearch(graph, from, to, most)
  const { shortest } = search
  if (shortest === undefined) return { paths: [], more: false }
  for (let length = shortest; length <= shortest + longer && !search.more; length++) search.ofLength(length)
  return { paths: search.found, more: search.more }
}

/** A function on the path, and the callees of it that are still to be tried. */
type Step = { readonly of: number; readonly next: Iterator<number> }

class PathSearch {
  readonly found: number[][] = []
  more = false
  readonly #distance: Int32Array
  readonly #starts: ReadonlySet<number>
  readonly #goals: ReadonlySet<number>
  #steps = 0

  constructor(
    readonly graph: CallGraph,
    from: readonly number[],
    to: readonly number[],
    readonly most: number,
  ) {
    this.#distance = distancesTo(graph, to)
    this.#starts = new Set(from.filter((of) => (this.#distance[of] ?? -1) >= 0))
    this.#goals = new Set(to)
  }

  /** Calls of the shortest path; undefined when there is none. */
  get shortest(): number | undefined {
    let least: number | undefined
    for (const of of this.#starts) least = Math.min(least ?? Number.POSITIVE_INFINITY, this.#distance[of] ?? 0)
    return least
  }

  /** All paths of so many calls; without recursion, for they may be long. */
  ofLength(length: number): void {
    for (const start of this.#starts) {
      const path = [this.#step(start)]
      const onPath = new Set([start])
      if (this.#goals.has(start) && length === 0) this.found.push([start])
      for (let last = path.at(-1); last && !this.more; last = path.at(-1)) {
        const { done, value } = last.next.next()
        if (done) {
          path.pop()
          onPath.delete(last.of)
        } else if (this.#mayEnter(value, length - path.length, onPath)) this.#enter(value, length, path, onPath)
      }
    }
  }

  #step(of: number): Step {
    return { of, next: this.#goals.has(of) ? [].values() : calleesOf(this.graph, of).values() }
  }

  #mayEnter(of: number, left: number, onPath: ReadonlySet<number>): boolean {
    const away = this.#distance[of] ?? -1
    if (away < 0 || away > left || onPath.has(of) || this.#starts.has(of)) return false
    this.more ||= this.found.length >= this.most || ++this.#steps > mostSteps
    return !this.more
  }

  #enter(of: number, length: number, path: Step[], onPath: Set<number>): void {
    path.push(this.#step(of))
    onPath.add(of)
    if (this.#goals.has(of) && path.length - 1 === length) this.found.push(path.map((step) => step.of))
  }
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
