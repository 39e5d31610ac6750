import { callersOf } from '../callers'
import type { CallGraph } from '../graph'

/** Ends of calls by function, in the direction of the walk. `calls` is absent where position and call are the same. */
export type Ends = { readonly start: Uint32Array; readonly ends: Uint32Array; readonly calls?: Uint32Array }

export function endsOf(graph: CallGraph, isBackward: boolean): Ends {
  if (!isBackward) return { start: graph.callStart, ends: graph.callee }
  const { start, callers, calls } = callersOf(graph)
  return { start, ends: callers, calls }
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
