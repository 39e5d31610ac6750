import { callersOf } from './callers'
import { sourceName } from './graph/duplicates'
import { type CallGraph, fileName, subsystemName, subsystemNames } from './graph/graph'
import { compareUtf8 } from './graph/order'

/** Names that one side has and the other has not. */
export type Both = { readonly appeared: readonly string[]; readonly gone: readonly string[] }

export type InterfaceChange = Both & { readonly from: string; readonly to: string }

/** A function or subsystem that is in both, with what it calls, or whom it holds, now and before alone. */
export type Change = Both & { readonly name: string }

export type GraphDiff = {
  /** `name (file)`: the same static name may stand in several files. `changed`: other functions are called. */
  readonly functions: Both & { readonly changed: readonly Change[] }
  /** `changed`: other functions belong to it. */
  readonly subsystems: Both & { readonly changed: readonly Change[] }
  /** Arrows between subsystems, with the functions that newly carry them or no longer do. */
  readonly interfaces: readonly InterfaceChange[]
  /** Functions that are in both, in another subsystem. */
  readonly moved: readonly { readonly function: string; readonly from: string; readonly to: string }[]
}

/**
 * What changed from one kernel to the other. Functions are compared by the name of their source and their file: clones
 * count as their function, numbers of names that are used again (which follow the order of linking) do not count.
 */
export function diffGraphs(before: CallGraph, after: CallGraph): GraphDiff {
  const [old, now] = [contentsOf(before), contentsOf(after)]
  const moved = [...old.functions].flatMap(([name, { subsystem: from }]) => {
    const to = now.functions.get(name)?.subsystem
    return to === undefined || to === from ? [] : [{ function: name, from, to }]
  })
  const calls = ({ functions }: Contents) => new Map([...functions].map(([name, { callees }]) => [name, callees]))
  return {
    functions: { ...both(old.functions, now.functions), changed: changes(calls(old), calls(now)) },
    subsystems: { ...both(old.subsystems, now.subsystems), changed: changes(old.subsystems, now.subsystems) },
    interfaces: interfaceChanges(arrowsOf(before), arrowsOf(after)),
    moved: moved.sort((left, right) => compareUtf8(left.function, right.function)),
  }
}

type Sets = ReadonlyMap<string, ReadonlySet<string>>

/** What both have, with other members. */
function changes(before: Sets, after: Sets): Change[] {
  return [...before]
    .flatMap(([name, members]) => {
      const now = after.get(name)
      const change = now && both(members, now)
      return change && change.appeared.length + change.gone.length > 0 ? [{ name, ...change }] : []
    })
    .sort((left, right) => compareUtf8(left.name, right.name))
}

type Names = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>

function both(before: Names, after: Names): Both {
  return {
    appeared: [...after.keys()].filter((name) => !before.has(name)).sort(compareUtf8),
    gone: [...before.keys()].filter((name) => !after.has(name)).sort(compareUtf8),
  }
}

type Contents = {
  readonly functions: ReadonlyMap<string, { readonly subsystem: string; readonly callees: Set<string> }>
  readonly subsystems: ReadonlyMap<string, Set<string>>
}

function contentsOf(graph: CallGraph): Contents {
  const names = Array.from({ length: graph.symbolIds.length }, (_, of) => sourceName(graph, of))
  const functions = new Map<string, { subsystem: string; callees: Set<string> }>()
  const subsystems = new Map(subsystemNames(graph).map((name) => [name, new Set<string>()]))
  for (const [of, name] of names.entries()) {
    const key = `${name} (${fileName(graph, of)})`
    const subsystem = subsystemName(graph, graph.navSubsystem[of] ?? -1)
    const known = functions.get(key) ?? { subsystem, callees: new Set() }
    functions.set(key, known)
    subsystems.get(subsystem)?.add(key)
    for (const to of graph.callee.subarray(graph.callStart[of], graph.callStart[of + 1]))
      if (to !== of) known.callees.add(names[to] ?? '')
    known.callees.delete(name) // a clone of its own
  }
  return { functions, subsystems }
}

/** Arrow between two subsystems → names of the functions that carry it. */
function arrowsOf(graph: CallGraph): Map<string, Set<string>> {
  const { callerOf } = callersOf(graph)
  const arrows = new Map<string, Set<string>>()
  for (let call = 0; call < graph.callee.length; call++) {
    const to = graph.callee[call] ?? 0
    const [left, right] = [graph.navSubsystem[callerOf[call] ?? 0] ?? -1, graph.navSubsystem[to] ?? -1]
    if (left === right) continue
    const key = `${subsystemName(graph, left)}\0${subsystemName(graph, right)}`
    const name = sourceName(graph, to)
    const known = arrows.get(key)
    if (known) known.add(name)
    else arrows.set(key, new Set([name]))
  }
  return arrows
}

function interfaceChanges(before: Map<string, Set<string>>, after: Map<string, Set<string>>): InterfaceChange[] {
  const none = new Set<string>()
  return [...new Set([...before.keys(), ...after.keys()])].sort(compareUtf8).flatMap((key) => {
    const [from = '', to = ''] = key.split('\0')
    const change = both(before.get(key) ?? none, after.get(key) ?? none)
    return change.appeared.length + change.gone.length === 0 ? [] : [{ from, to, ...change }]
  })
}
