import { type CallGraph, functionCount, subsystemName, untagged } from './graph/graph'
import { compareUtf8 } from './graph/order'
import { endsOf } from './walk/ends'

export type ReachRequest = {
  /** Expressions of the operation tables that indirect calls may go through; none when empty. */
  readonly possible: readonly string[]
  /** Subsystem of each function. */
  readonly of: Int32Array
}

/** What a function can reach: how many functions, itself among them, and how many of each subsystem, most first. */
export type Reach = {
  readonly from: number
  readonly functions: number
  readonly subsystems: readonly { readonly name: string; readonly functions: number }[]
}

/** What each start can reach through calls of any number. */
export function reachOf(graph: CallGraph, starts: readonly number[], { possible, of }: ReachRequest): Reach[] {
  const walk = walker(graph, false, possible)
  return starts.map((from) => {
    const counts = new Map<number, number>()
    const functions = walk([from], (at) => {
      const own = of[at] ?? untagged
      counts.set(own, (counts.get(own) ?? 0) + 1)
    })
    const subsystems = [...counts].map(([own, count]) => ({ name: subsystemName(graph, own), functions: count }))
    subsystems.sort((left, right) => right.functions - left.functions || compareUtf8(left.name, right.name))
    return { from, functions, subsystems }
  })
}

/** Functions from which one of the goals can be reached, the goals among them: 1 for each. */
export function reaching(graph: CallGraph, goals: readonly number[], possible: readonly string[]): Uint8Array {
  const found = new Uint8Array(functionCount(graph))
  walker(
    graph,
    true,
    possible,
  )(goals, (at) => {
    found[at] = 1
  })
  return found
}

/** Visits all that can be reached, each once, and says how many they are. */
function walker(graph: CallGraph, isBackward: boolean, possible: readonly string[]) {
  const { start, ends } = endsOf(graph, isBackward, possible)
  const seen = new Uint32Array(functionCount(graph))
  const queue = new Uint32Array(functionCount(graph))
  let walk = 0
  return (starts: readonly number[], visit: (of: number) => void): number => {
    walk++
    let count = 0
    const meet = (of: number) => {
      if (seen[of] === walk) return
      seen[of] = walk
      queue[count++] = of
      visit(of)
    }
    for (const of of starts) meet(of)
    for (let at = 0; at < count; at++) {
      const of = queue[at] as number // within `count`
      for (let index = start[of] as number; index < (start[of + 1] as number); index++) meet(ends[index] as number) // CSR
    }
    return count
  }
}
