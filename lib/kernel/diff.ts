import { callersOf } from './callers'
import { type CallGraph, countOf, fileName, nameOf, subsystemName, textAt } from './graph'
import { compareUtf8 } from './order'

/** Names that one side has and the other has not. */
export type Both = { readonly appeared: readonly string[]; readonly gone: readonly string[] }

export type InterfaceChange = Both & { readonly from: string; readonly to: string }

export type GraphDiff = {
  /** `name (file)`: the same static name may stand in several files. */
  readonly functions: Both
  readonly subsystems: Both
  /** Arrows between subsystems, with the functions that newly carry them or no longer do. */
  readonly interfaces: readonly InterfaceChange[]
  /** Functions that are in both, in another subsystem. */
  readonly moved: readonly { readonly function: string; readonly from: string; readonly to: string }[]
}

/** What changed from one kernel to the other; clones and numbers of duplicates count as they are named. */
export function diffGraphs(before: CallGraph, after: CallGraph): GraphDiff {
  const [old, now] = [functionsOf(before), functionsOf(after)]
  const moved = [...old].flatMap(([name, from]) => {
    const to = now.get(name)
    return to === undefined || to === from ? [] : [{ function: name, from, to }]
  })
  return {
    functions: both(old, now),
    subsystems: both(new Set(subsystemsOf(before)), new Set(subsystemsOf(after))),
    interfaces: interfaceChanges(arrowsOf(before), arrowsOf(after)),
    moved: moved.sort((left, right) => compareUtf8(left.function, right.function)),
  }
}

type Names = { has(name: string): boolean; keys(): IterableIterator<string> }

function both(before: Names, after: Names): Both {
  return {
    appeared: [...after.keys()].filter((name) => !before.has(name)).sort(compareUtf8),
    gone: [...before.keys()].filter((name) => !after.has(name)).sort(compareUtf8),
  }
}

function functionsOf(graph: CallGraph): Map<string, string> {
  const found = new Map<string, string>()
  for (let of = 0; of < graph.symbolIds.length; of++)
    found.set(`${nameOf(graph, of)} (${fileName(graph, of)})`, subsystemName(graph, graph.navSubsystem[of] ?? -1))
  return found
}

const subsystemsOf = ({ subsystems }: CallGraph): string[] =>
  Array.from({ length: countOf(subsystems) }, (_, index) => textAt(subsystems, index))

/** Arrow between two subsystems → names of the functions that carry it. */
function arrowsOf(graph: CallGraph): Map<string, Set<string>> {
  const { callerOf } = callersOf(graph)
  const arrows = new Map<string, Set<string>>()
  for (let call = 0; call < graph.callee.length; call++) {
    const to = graph.callee[call] ?? 0
    const [left, right] = [graph.navSubsystem[callerOf[call] ?? 0] ?? -1, graph.navSubsystem[to] ?? -1]
    if (left === right) continue
    const key = `${subsystemName(graph, left)}\0${subsystemName(graph, right)}`
    const known = arrows.get(key)
    if (known) known.add(nameOf(graph, to))
    else arrows.set(key, new Set([nameOf(graph, to)]))
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
