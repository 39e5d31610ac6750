import type { CallGraph } from './graph'

/** Calls by callee: numbers `start[f] … start[f + 1]` of `calls` are the calls of f; `callerOf` names who makes a call. */
export type Callers = { readonly start: Uint32Array; readonly calls: Uint32Array; readonly callerOf: Uint32Array }

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
  for (let call = 0; call < callee.length; call++) {
    const of = callee[call] ?? 0
    const at = next[of] ?? 0
    next[of] = at + 1
    calls[at] = call
  }
  return { start, calls, callerOf }
}
