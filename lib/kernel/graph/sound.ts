import { z } from 'zod'
import { bounds } from './builder'
import { type CallGraph, countOf, indirectTarget, type Texts } from './graph'

/** Provenance as a graph's head has it. What a later version adds is let through. */
const provenance = z.object({
  instance: z.number(),
  kernelVersion: z.string(),
  note: z.string(),
  format: z.string(),
  original: z.string(),
  partial: z.boolean(),
  added: z.array(z.string()).optional(),
})

/**
 * What is wrong with a graph that came out of bytes, in words; undefined when every number refers to something that is
 * there and all that is said to be in order is: then each question to it ends.
 */
export function unsoundness(graph: CallGraph): string | undefined {
  return whatIsWrong([
    [provenance.safeParse(graph.provenance).success, 'where it comes from is not told'],
    ...lengths(graph),
    ...ranges(graph),
    ...orders(graph),
  ])
}

/** A condition and what is wrong where it does not hold; one that costs is a function, asked when those before it hold. */
type Check = readonly [holds: boolean | (() => boolean), wrong: string]

function whatIsWrong(checks: readonly Check[]): string | undefined {
  return checks.find(([holds]) => !(typeof holds === 'function' ? holds() : holds))?.[1]
}

/** Each array has one entry for each thing that it tells of. */
function lengths(graph: CallGraph): Check[] {
  const { names, symbolIds, files, subsystems, callee, places, tagSubsystem, operationTables } = graph
  const [functions, calls, entries] = [symbolIds.length, callee.length, graph.operationTable?.length ?? 0]
  const counts: readonly (readonly [number, number, string])[] = [
    [countOf(names), functions, 'names'],
    [graph.addresses.length, 2 * functions, 'addresses'],
    [graph.isIndirect.length, functions, 'types'],
    [graph.fileOf.length, functions, 'files of functions'],
    [graph.navSubsystem.length, functions, 'subsystems of functions'],
    [graph.byName.length, functions, 'names in order'],
    [graph.callStart.length, functions + 1, 'first calls'],
    [graph.tagStart.length, countOf(files) + 1, 'first tags'],
    [graph.tagRows.length, countOf(subsystems), 'sizes of subsystems'],
    [graph.referenceAddresses.length, 2 * calls, 'addresses of calls'],
    [graph.callPlace.length, calls, 'files of calls'],
    [graph.callLine.length, calls, 'lines of calls'],
    [graph.operationOffset?.length ?? 0, entries, 'offsets in operation tables'],
    [graph.operationFunction?.length ?? 0, entries, 'functions in operation tables'],
  ]
  const limited: readonly (readonly [number, keyof typeof bounds])[] = [
    ...([[functions, 'functions'] as const, [calls, 'calls'] as const, [countOf(files), 'files'] as const] as const),
    ...([[tagSubsystem.length, 'tags'] as const, [countOf(subsystems), 'subsystems'] as const] as const),
    ...([[countOf(places), 'places'] as const, [countOf(graph.config), 'settings'] as const] as const),
  ]
  return [
    ...counts.map(([count, wanted, what]): Check => [count === wanted, `it has ${count} ${what} instead of ${wanted}`]),
    ...limited.map(([count, what]): Check => [count <= bounds[what], `it has more ${what} than one graph may hold`]),
    [entries === 0 || operationTables !== undefined, 'its operation tables have no names'],
  ]
}

const below =
  (values: ArrayLike<number> | undefined, end: number, first = 0) =>
  (): boolean => {
    for (let at = 0; at < (values?.length ?? 0); at++) {
      const value = values?.[at] as number // within its length
      if (value < first || value >= end) return false
    }
    return true
  }

/** Each number refers to something that is there. */
function ranges(graph: CallGraph): Check[] {
  const [functions, subsystems] = [graph.symbolIds.length, countOf(graph.subsystems)]
  return [
    [below(graph.isIndirect, 2), 'a function is of no known type'],
    [below(graph.fileOf, countOf(graph.files)), 'a function is of a file that it does not have'],
    [below(graph.tagSubsystem, subsystems), 'a file is of a subsystem that it does not have'],
    [below(graph.navSubsystem, subsystems, indirectTarget), 'a function is of a subsystem that it does not have'],
    [below(graph.callee, functions), 'a call leads to a function that it does not have'],
    [below(graph.callPlace, countOf(graph.places)), 'a call stands in a file that it does not have'],
    [below(graph.operationFunction, functions), 'an operation table holds a function that it does not have'],
    [
      below(graph.operationTable, graph.operationTables ? countOf(graph.operationTables) : 0),
      'an entry is of an operation table that it does not have',
    ],
  ]
}

/** From 0 to `end`, each as great as the one before, or greater. */
const ascends = (starts: Uint32Array, end: number) => (): boolean => {
  let before = 0
  for (const start of starts) {
    if (start < before) return false
    before = start
  }
  return starts[0] === 0 && before === end
}

/** What is found by halving is in order; what begins where another thing ends does. */
function orders(graph: CallGraph): Check[] {
  const { names, files, subsystems, places, config, operationTables } = graph
  const texts = { names, files, subsystems, places, config, ...(operationTables ? { operationTables } : {}) }
  return [
    ...Object.entries(texts).map(
      ([name, { start, bytes }]): Check => [ascends(start, bytes.length), `its texts (${name}) are not in order`],
    ),
    [ascends(graph.callStart, graph.callee.length), 'its calls are not in the order of their callers'],
    [ascends(graph.tagStart, graph.tagSubsystem.length), 'its tags are not in the order of their files'],
    [
      () => graph.symbolIds.every((id, at, ids) => at === 0 || id > (ids[at - 1] ?? 0)),
      'its functions are not in order',
    ],
    [() => isOrder(names, graph.byName), 'its names are not in order'],
  ]
}

/** Every function once, in the byte order of the names, those of one name by number. */
function isOrder(names: Texts, byName: Uint32Array): boolean {
  for (let at = 0; at < byName.length; at++) {
    const [here, before] = [byName[at] as number, at === 0 ? -1 : (byName[at - 1] as number)] // within its length
    if (here >= byName.length) return false
    if (before < 0) continue
    const order = compareTexts(names, before, here)
    if (order > 0 || (order === 0 && before >= here)) return false
  }
  return true
}

function compareTexts({ bytes, start }: Texts, left: number, right: number): number {
  const [from, to] = [start[left] ?? 0, start[right] ?? 0]
  const [ours, theirs] = [(start[left + 1] ?? 0) - from, (start[right + 1] ?? 0) - to]
  for (let at = 0; at < ours && at < theirs; at++) {
    const difference = (bytes[from + at] ?? 0) - (bytes[to + at] ?? 0)
    if (difference !== 0) return difference
  }
  return ours - theirs
}
