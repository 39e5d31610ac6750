import { startAtSubsystem } from './exploration'
import { startName } from './graph/duplicates'
import {
  allTexts,
  type CallGraph,
  countOf,
  fileName,
  subsystemName,
  subsystemNames,
  textAt,
  untagged,
} from './graph/graph'
import { ownSubsystemsOf } from './graph/subsystemRule'

export type Found = {
  readonly kind: 'function' | 'subsystem'
  readonly name: string
  /** What to begin at: the name, with its file where several functions have it. */
  readonly start: string
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
    functions: allTexts(graph.names).map((name) => name.toLowerCase()),
    subsystems: subsystemNames(graph),
    sizes,
  }
  indexes.set(graph, index)
  return index
}

/**
 * Functions and subsystems whose name holds the words, whatever the case: subsystems first (at most 8), then names that
 * begin with them, then others, shorter ones first; at most `most`.
 */
export function searchGraph(graph: CallGraph, words: string, most = 30): Found[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '') return []
  const found = [...subsystemsHolding(graph, wanted), ...functionsHolding(graph, wanted, most)]
  return found.slice(0, most)
}

function subsystemsHolding(graph: CallGraph, wanted: string): Found[] {
  const { subsystems, sizes } = indexOf(graph)
  return subsystems
    .flatMap((name, index): Found[] => {
      const size = sizes[index] ?? 0
      if (size === 0 || !name.toLowerCase().includes(wanted)) return []
      return [{ kind: 'subsystem', name, start: startAtSubsystem(name), file: '', note: `${size} functions` }]
    })
    .sort((left, right) => left.name.length - right.name.length)
    .slice(0, 8)
}

/** Sorted by length as they are met, for nearly every name may hold a letter. */
function functionsHolding(graph: CallGraph, wanted: string, most: number): Found[] {
  const { functions } = indexOf(graph)
  const [starting, holding]: [number[][], number[][]] = [[], []]
  for (let of = 0; of < functions.length; of++) {
    const name = functions[of] as string // one for each
    const at = name.indexOf(wanted)
    if (at < 0) continue
    const byLength = at === 0 ? starting : holding
    const known = byLength[name.length]
    if (!known) byLength[name.length] = [of]
    else if (known.length < most) known.push(of)
  }
  const own = ownSubsystemsOf(graph)
  return [...starting, ...holding]
    .flatMap((group) => group ?? []) // most lengths have none
    .slice(0, most)
    .map((of) => {
      const note = subsystemName(graph, own[of] ?? untagged)
      const name = textAt(graph.names, of)
      return { kind: 'function', name, start: startName(graph, of), file: fileName(graph, of), note }
    })
}
