import { callersOf } from './callers'
import { type CallGraph, subsystemName, untagged } from './graph/graph'
import { compareUtf8 } from './graph/order'

/** One function through which two subsystems meet, and the calls that do it (numbers of the graph's calls). */
export type Crossing = { readonly function: number; readonly calls: readonly number[] }

/** What a subsystem has with another: its functions that the other enters, and the other's functions that it calls. */
export type Interface = {
  readonly with: string
  readonly entered: readonly Crossing[]
  readonly called: readonly Crossing[]
}

/**
 * The interface of a subsystem, by the other subsystem in byte order; crossings by their number of calls, most first.
 * `subsystem` and `of` are numbers as in `navSubsystem`; `of` says which rule gives each function its subsystem.
 */
export function interfaceOf(graph: CallGraph, subsystem: number, of: Int32Array = graph.navSubsystem): Interface[] {
  const { callerOf } = callersOf(graph)
  const entered = new Map<number, Map<number, number[]>>()
  const called = new Map<number, Map<number, number[]>>()
  for (let call = 0; call < graph.callee.length; call++) {
    const to = graph.callee[call] ?? 0
    const [left, right] = [of[callerOf[call] ?? 0] ?? untagged, of[to] ?? untagged]
    if (left === right) continue
    if (right === subsystem) put(entered, left, to, call)
    else if (left === subsystem) put(called, right, to, call)
  }
  return [...new Set([...entered.keys(), ...called.keys()])]
    .map((other) => ({
      with: subsystemName(graph, other),
      entered: crossings(entered.get(other)),
      called: crossings(called.get(other)),
    }))
    .sort((left, right) => compareUtf8(left.with, right.with))
}

function put(into: Map<number, Map<number, number[]>>, other: number, of: number, call: number): void {
  const functions = into.get(other) ?? new Map<number, number[]>()
  into.set(other, functions)
  const calls = functions.get(of)
  if (calls) calls.push(call)
  else functions.set(of, [call])
}

function crossings(functions: ReadonlyMap<number, number[]> | undefined): Crossing[] {
  return [...(functions ?? [])]
    .map(([of, calls]) => ({ function: of, calls }))
    .sort((left, right) => right.calls.length - left.calls.length || left.function - right.function)
}
