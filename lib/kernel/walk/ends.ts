import { callersOf } from '../callers'
import type { CallGraph } from '../graph/graph'
import { operationAt } from '../graph/operations'
import { possibleCall, possibleCalls } from '../possible'

/** Ends of calls by function, in the direction of the walk. `calls` is absent where position and call are the same. */
export type Ends = { readonly start: Uint32Array; readonly ends: Uint32Array; readonly calls?: Uint32Array }

/** `possible`: expressions of the operation tables through which an indirect call may lead; none when empty. */
export function endsOf(graph: CallGraph, isBackward: boolean, possible: readonly string[] = []): Ends {
  if (possible.length > 0) return endsWithPossible(graph, isBackward, possible)
  if (!isBackward) return { start: graph.callStart, ends: graph.callee }
  const { start, callers, calls } = callersOf(graph)
  return { start, ends: callers, calls }
}

/** The certain calls of each function, then the possible ones. */
function endsWithPossible(graph: CallGraph, isBackward: boolean, expressions: readonly string[]): Ends {
  const { callStart, callee } = graph
  const { callerOf } = callersOf(graph)
  const { callers, entries } = possibleCalls(graph, expressions)
  const targets = entries.map((entry) => operationAt(graph, entry).function)
  const [near, far] = isBackward
    ? [
        [callee, targets],
        [callerOf, callers],
      ]
    : [
        [callerOf, callers],
        [callee, targets],
      ]
  const count = callStart.length - 1
  const start = new Uint32Array(count + 1)
  for (const part of near) for (const of of part) start[of + 1] = (start[of + 1] ?? 0) + 1
  for (let of = 0; of < count; of++) start[of + 1] = (start[of + 1] ?? 0) + (start[of] ?? 0)
  const next = start.slice()
  const ends = new Uint32Array(start[count] ?? 0)
  const calls = new Uint32Array(ends.length)
  for (const [part, nodes] of near.entries())
    for (const [index, of] of nodes.entries()) {
      const at = next[of] ?? 0
      next[of] = at + 1
      ends[at] = far[part]?.[index] ?? 0
      calls[at] = part === 0 ? index : possibleCall(graph, entries[index] ?? 0)
    }
  return { start, ends, calls }
}

export type Places = { get(key: number): number | undefined; set(key: number, place: number): unknown }

/** Few nodes: every pair has its place in one table. */
export class Table implements Places {
  readonly #places: Int32Array

  constructor(width: number) {
    this.#places = new Int32Array(width * width)
  }

  get(key: number): number | undefined {
    const place = this.#places[key] as number // within its square
    return place === 0 ? undefined : place - 1
  }

  set(key: number, place: number): void {
    this.#places[key] = place + 1
  }
}
