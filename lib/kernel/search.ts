import { type CallGraph, countOf, fileName, subsystemName, textAt } from './graph'
import { ownSubsystemsOf } from './subsystemRule'

export type Found = {
  readonly kind: 'function' | 'subsystem'
  readonly name: string
  /** File of a function; for a subsystem ''. */
  readonly file: string
  /** Subsystem of a function; for a subsystem how many functions it has. */
  readonly note: string
}

type Index = {
  readonly functions: readonly string[]
  readonly subsystems: readonly string[]
  readonly sizes: Int32Array
}

const indexes = new WeakMap<CallGraph, Index>()

function indexOf(graph: CallGraph): Index {
  const present = indexes.get(graph)
  if (present) return present
  const own = ownSubsystemsOf(graph)
  const sizes = new Int32Array(countOf(graph.subsystems))
  for (const number of own) if (number >= 0) sizes[number] = (sizes[number] ?? 0) + 1
  const index = {
    functions: Array.from({ length: graph.symbolIds.length }, (_, of) => textAt(graph.names, of).toLowerCase()),
    subsystems: Array.from({ length: sizes.length }, (_, of) => textAt(graph.subsystems, of)),
    sizes,
  }
  indexes.set(graph, index)
  return index
}

/** Functions and subsystems whose name holds the words, those that begin with them first; at most `most`. */
export function searchGraph(graph: CallGraph, words: string, most = 30): Found[] {
  const { functions, subsystems, sizes } = indexOf(graph)
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const own = ownSubsystemsOf(graph)
  const named = subsystems.flatMap((name, index): [string, Found][] => {
    const size = sizes[index] ?? 0
    if (size === 0 || !name.toLowerCase().includes(wanted)) return []
    return [[name.toLowerCase(), { kind: 'subsystem', name, file: '', note: `${size} functions` }]]
  })
  const starting: [string, Found][] = []
  const holding: [string, Found][] = []
  for (const [of, name] of functions.entries()) {
    const at = name.indexOf(wanted)
    const into = at === 0 ? starting : holding
    if (at < 0 || into.length >= 4 * most) continue
    const found: Found = {
      kind: 'function',
      name: textAt(graph.names, of),
      file: fileName(graph, of),
      note: subsystemName(graph, own[of] ?? -1),
    }
    into.push([name, found])
  }
  const byLength = ([left]: [string, Found], [right]: [string, Found]) => left.length - right.length
  return [...named.sort(byLength).slice(0, 8), ...starting.sort(byLength), ...holding.sort(byLength)]
    .slice(0, most)
    .map(([, found]) => found)
}
