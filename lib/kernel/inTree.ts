import { callersOf } from './callers'
import { type CallGraph, fileName, subsystemName, subsystemNamed, untagged } from './graph/graph'
import { compareUtf8 } from './graph/order'
import { entryOfCall, targetOfCall } from './possible'
import type { Tree, TreeNode } from './walk/tree'

/** A function of a picture: how many of its calls are shown, and how many calls to it. */
export type SeenFunction = { readonly function: number; readonly calls: number; readonly called: number }

/** The functions behind the arrows of a picture, those that are called most first. */
export function functionsIn(graph: CallGraph, tree: Tree): SeenFunction[] {
  const { callerOf } = callersOf(graph)
  const found = new Map<number, { calls: number; called: number }>()
  const seen = (of: number) => {
    const known = found.get(of) ?? { calls: 0, called: 0 }
    found.set(of, known)
    return known
  }
  for (const { function: of } of tree.nodes) if (of !== undefined) seen(of)
  for (const { calls } of tree.edges)
    for (const call of calls) {
      seen(targetOfCall(graph, call)).called++
      if (entryOfCall(graph, call) === undefined) seen(callerOf[call] ?? 0).calls++
    }
  return [...found]
    .map(([of, counts]) => ({ function: of, ...counts }))
    .sort((left, right) => right.called - left.called || right.calls - left.calls || left.function - right.function)
}

/** Files of those functions, by name, with how many of them each has. */
export function filesIn(graph: CallGraph, functions: readonly SeenFunction[]): { file: number; functions: number }[] {
  const counts = new Map<number, number>()
  for (const { function: of } of functions) {
    const file = graph.fileOf[of] ?? 0
    counts.set(file, (counts.get(file) ?? 0) + 1)
  }
  const nameOf = new Map(functions.map(({ function: of }) => [graph.fileOf[of] ?? 0, fileName(graph, of)]))
  return [...counts]
    .map(([file, count]) => ({ file, functions: count }))
    .sort((left, right) => compareUtf8(nameOf.get(left.file) ?? '', nameOf.get(right.file) ?? ''))
}

/** `drivers/watchdog` of a file below drivers, arch or sound; else the first folder. */
const directoryOf = (file: string): string =>
  /^((?:drivers|arch|sound)\/[^/]+)\//.exec(file)?.[1] ?? /^([^/]+)\//.exec(file)?.[1] ?? file

/**
 * To what each box of a picture belongs: the folder that most of its functions are in, or its subsystem. Boxes that stand
 * for nothing (indirect calls) have none.
 */
export function groupsIn(
  graph: CallGraph,
  tree: Tree,
  of: Int32Array,
  by: 'directory' | 'section',
): ReadonlyMap<string, string> {
  const groups = new Map<string, string>()
  const folders = by === 'directory' ? foldersBySubsystem(graph, of) : new Map<number, string>()
  for (const node of tree.nodes) {
    const group = by === 'section' ? sectionOf(graph, node, of) : folderOf(graph, node, folders)
    if (group !== undefined && node.name !== 'indirect') groups.set(node.name, group)
  }
  return groups
}

const sectionOf = (graph: CallGraph, { name, function: own }: TreeNode, of: Int32Array): string =>
  own === undefined ? name : subsystemName(graph, of[own] ?? untagged)

function folderOf(graph: CallGraph, { name, function: own }: TreeNode, folders: ReadonlyMap<number, string>) {
  if (own !== undefined) return directoryOf(fileName(graph, own))
  return folders.get(subsystemNamed(graph, name) ?? untagged)
}

function foldersBySubsystem(graph: CallGraph, of: Int32Array): Map<number, string> {
  const counts = new Map<number, Map<string, number>>()
  for (const [index, subsystem] of of.entries()) {
    const folder = directoryOf(fileName(graph, index))
    const known = counts.get(subsystem) ?? new Map<string, number>()
    counts.set(subsystem, known.set(folder, (known.get(folder) ?? 0) + 1))
  }
  return new Map(
    [...counts].map(([subsystem, folders]) => {
      const [first] = [...folders].sort(([a, left], [b, right]) => right - left || compareUtf8(a, b))
      return [subsystem, first?.[0] ?? '']
    }),
  )
}
