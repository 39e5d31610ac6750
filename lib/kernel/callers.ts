import { type CallGraph, fileName, textAt } from './graph/graph'

/**
 * Calls by callee: positions `start[f] … start[f + 1]` hold the calls of f (`calls`) and who makes them (`callers`).
 * `callerOf` names who makes a call, by the call's number.
 */
export type Callers = {
  readonly start: Uint32Array
  readonly calls: Uint32Array
  readonly callers: Uint32Array
  readonly callerOf: Uint32Array
}

const known = new WeakMap<CallGraph, Callers>()

/** The graph turned round, made once per graph. */
export function callersOf(graph: CallGraph): Callers {
  const present = known.get(graph) ?? turned(graph)
  known.set(graph, present)
  return present
}

function turned({ callStart, callee }: CallGraph): Callers {
  const count = callStart.length - 1
  const callerOf = new Uint32Array(callee.length)
  for (let of = 0; of < count; of++) callerOf.fill(of, callStart[of], callStart[of + 1])
  const start = new Uint32Array(count + 1)
  for (const of of callee) start[of + 1] = (start[of + 1] ?? 0) + 1
  for (let of = 0; of < count; of++) start[of + 1] = (start[of + 1] ?? 0) + (start[of] ?? 0)
  const next = start.slice()
  const calls = new Uint32Array(callee.length)
  const callers = new Uint32Array(callee.length)
  for (let call = 0; call < callee.length; call++) {
    const of = callee[call] ?? 0
    const at = next[of] ?? 0
    next[of] = at + 1
    calls[at] = call
    callers[at] = callerOf[call] ?? 0
  }
  return { start, calls, callers, callerOf }
}

/** Does a call stand in a line of another file than its caller's? Then its code was inlined from there. */
export function isInlined(graph: CallGraph, call: number): boolean {
  if ((graph.callLine[call] ?? 0) === 0) return false
  const caller = callersOf(graph).callerOf[call] ?? 0
  return textAt(graph.places, graph.callPlace[call] ?? 0) !== fileName(graph, caller)
}
