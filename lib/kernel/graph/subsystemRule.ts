import { StpaError } from '@/lib/stpa/errors'
import { functionsCalled } from './duplicates'
import { type CallGraph, countOf, indirectTarget, subsystemNamed, subsystemNames, textAt, untagged } from './graph'
import { navSectionName } from './names'
import { compareUtf8 } from './order'

type Tagged = Pick<CallGraph, 'fileOf' | 'isIndirect' | 'tagStart' | 'tagSubsystem' | 'tagRows'>

/** Rank of each subsystem: fewest tag rows first, ties by the bytes of nav's name. The first of several speaks. */
function ranks(tagRows: Uint32Array, sections: readonly string[]): Uint32Array {
  const names = sections.map(navSectionName)
  const order = names.map((_, index) => index)
  order.sort((left, right) => {
    const difference = (tagRows[left] ?? 0) - (tagRows[right] ?? 0)
    return difference !== 0 ? difference : compareUtf8(names[left] ?? '', names[right] ?? '')
  })
  const rank = new Uint32Array(names.length)
  for (const [position, index] of order.entries()) rank[index] = position
  return rank
}

/**
 * nav's subsystem of each function: by its *name*, over all files that hold a symbol of that name, the subsystem with
 * the fewest tag rows in the database; a tagged name whose first symbol is of type `indirect` counts as that.
 * Source: ks-nav c_backend/psql.go getSubsysFromSymbolName, measured with SQLite (2,374 of 2,374 files).
 */
export function navSubsystems(graph: Tagged, names: readonly string[], subsystems: readonly string[]): Int32Array {
  const rank = ranks(graph.tagRows, subsystems)
  const ofFile = fileSubsystems(graph, rank)
  const best = new Map<string, number>()
  const type = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    const own = ofFile[graph.fileOf[index] ?? 0] ?? untagged
    const known = best.get(name)
    if (!type.has(name)) type.set(name, graph.isIndirect[index] ?? 0)
    if (own === untagged) continue
    if (known === undefined || (rank[own] ?? 0) < (rank[known] ?? 0)) best.set(name, own)
  }
  return Int32Array.from(names, (name) => {
    const found = best.get(name) ?? untagged
    return found !== untagged && type.get(name) === 1 ? indirectTarget : found
  })
}

/** The subsystem that speaks for each file, by the same rank: what a function's own file says, whatever its name. */
function fileSubsystems({ tagStart, tagSubsystem }: Pick<Tagged, 'tagStart' | 'tagSubsystem'>, rank: Uint32Array) {
  return Int32Array.from({ length: tagStart.length - 1 }, (_, file) => {
    let best = untagged
    for (let at = tagStart[file] ?? 0; at < (tagStart[file + 1] ?? 0); at++) {
      const candidate = tagSubsystem[at] ?? 0
      if (best === untagged || (rank[candidate] ?? 0) < (rank[best] ?? 0)) best = candidate
    }
    return best
  })
}

const own = new WeakMap<CallGraph, Int32Array>()

/** The subsystem of each function by its own file, made once per graph; the indirect symbols stay what they are. */
export function ownSubsystemsOf(graph: CallGraph): Int32Array {
  const present = own.get(graph) ?? ownSubsystems(graph)
  own.set(graph, present)
  return present
}

function ownSubsystems(graph: CallGraph): Int32Array {
  const ofFile = fileSubsystems(graph, orderOf(graph).rank)
  return Int32Array.from(graph.fileOf, (file, index) => {
    const found = ofFile[file] ?? untagged
    return found !== untagged && graph.isIndirect[index] === 1 ? indirectTarget : found
  })
}

/**
 * The subsystems with a person's choices, each `FILE=SUBSYSTEM` or `FUNCTION=SUBSYSTEM`: a file of several subsystems is
 * given to one of them, a function to another than its file. `The REST` for none.
 * @throws StpaError badRequest, notFound
 */
export function chosenSubsystems(graph: CallGraph, ruled: Int32Array, choices: readonly string[]): Int32Array {
  const chosen = ruled.slice()
  for (const choice of choices) {
    const [, what = '', name = ''] = /^([^=]+)=(.+)$/.exec(choice) ?? []
    if (name === '') throw new StpaError('badRequest', `"${choice}": write FILE=SUBSYSTEM or FUNCTION=SUBSYSTEM.`)
    const subsystem = subsystemNamed(graph, name)
    if (subsystem === undefined) throw new StpaError('notFound', `There is no subsystem "${name}" in this graph.`)
    const functions = [...functionsCalled(graph, what), ...functionsIn(graph, what)]
    if (functions.length === 0)
      throw new StpaError('notFound', `There is neither a file nor a function "${what}" in this graph.`)
    for (const of of functions) if (chosen[of] !== indirectTarget) chosen[of] = subsystem
  }
  return chosen
}

function functionsIn(graph: CallGraph, file: string): number[] {
  const files = Array.from({ length: countOf(graph.files) }, (_, index) => textAt(graph.files, index))
  const number = files.indexOf(file)
  const found: number[] = []
  for (const [of, other] of graph.fileOf.entries()) if (other === number) found.push(of)
  return found
}

const ordered = new WeakMap<CallGraph, { names: readonly string[]; rank: Uint32Array }>()

/** Names of the subsystems and the rank of each, made once per graph. */
function orderOf(graph: CallGraph) {
  const known = ordered.get(graph)
  if (known) return known
  const names = subsystemNames(graph)
  const made = { names, rank: ranks(graph.tagRows, names) }
  ordered.set(graph, made)
  return made
}

/** All subsystems that claim a file, each once, the one that speaks for it first. */
export function claimsOf(graph: CallGraph, file: number): string[] {
  const { names, rank } = orderOf(graph)
  const found = new Set(graph.tagSubsystem.subarray(graph.tagStart[file], graph.tagStart[file + 1]))
  return [...found].sort((left, right) => (rank[left] ?? 0) - (rank[right] ?? 0)).map((number) => names[number] ?? '')
}
