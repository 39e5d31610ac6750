import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { callersOf } from '../callers'
import { namesakes } from '../graph/duplicates'
import { type CallGraph, fileName, nameOf, subsystemNamed } from '../graph/graph'
import { ownSubsystemsOf } from '../graph/subsystemRule'
import { configurationOf, enteredOf, mostNamed } from './take'

/**
 * What a binding says, set against a graph. `gone` and `appeared` name files and functions of a subsystem, or functions of
 * an arrow.
 */
export type BindingState = {
  readonly binding: Item
  readonly bound: Item | undefined
  /** `same`: made of this graph, or nothing of it differs. `suspect`: something differs; nobody has looked at it yet. */
  readonly state: 'same' | 'suspect' | 'missing'
  readonly gone: readonly string[]
  readonly appeared: readonly string[]
}

const textsIn = (item: Item, name: string): string[] => {
  const value = fieldOf(item, name)
  return Array.isArray(value) ? value.map(String) : []
}

/** Every kernel binding of the analysis against a graph; those in doubt first. */
export function bindingStates(analysis: Analysis, graph: CallGraph, hash: string): BindingState[] {
  const order = { missing: 0, suspect: 1, same: 2 }
  return itemsOf(analysis, 'kernelBinding')
    .map((binding) => stateOf(analysis, binding, graph, hash))
    .sort((left, right) => order[left.state] - order[right.state])
}

function stateOf(analysis: Analysis, binding: Item, graph: CallGraph, hash: string): BindingState {
  const [bound] = linked(analysis, binding.uid, 'binds')
  const present = presentIn(graph, binding)
  if (!present) return { binding, bound, state: 'missing', gone: [], appeared: [] }
  const differences = [...present].map(([field, found]) => differing(textsIn(binding, field), found))
  const [gone, appeared] = [differences.flatMap((one) => one.gone), differences.flatMap((one) => one.appeared)]
  const isSame = textOf(binding, 'graph') === hash || gone.length + appeared.length === 0
  return { binding, bound, state: isSame ? 'same' : 'suspect', gone, appeared }
}

function differing(known: readonly string[], found: readonly string[]) {
  const [before, now] = [new Set(known), new Set(found)]
  return { gone: known.filter((name) => !now.has(name)), appeared: found.filter((name) => !before.has(name)) }
}

/** What the graph has now, by the field that holds what it had. */
type Present = ReadonlyMap<'files' | 'symbols', string[]>

/** Files and entered functions of a subsystem, or those of an arrow's functions that still carry it. */
function presentIn(graph: CallGraph, binding: Item): Present | undefined {
  const [from = '', to] = textOf(binding, 'subsystem').split(' -> ')
  const known = textsIn(binding, 'symbols')
  const files = new Set(textsIn(binding, 'files'))
  if (to === undefined) return subsystemIn(graph, from, known, files)
  const [left, right] = [subsystemNamed(graph, from), subsystemNamed(graph, to)]
  if (left === undefined || right === undefined) return undefined
  return new Map([['symbols', known.filter((name) => carries(graph, { name, files }, left, right))]])
}

function subsystemIn(
  graph: CallGraph,
  name: string,
  known: readonly string[],
  files: ReadonlySet<string>,
): Present | undefined {
  const number = subsystemNamed(graph, name)
  const own = ownSubsystemsOf(graph)
  const found = new Set<string>()
  for (const [of, subsystem] of own.entries()) if (subsystem === number) found.add(fileName(graph, of))
  if (found.size === 0) return undefined
  const present = new Map([['files' as const, [...found].sort().slice(0, mostNamed)]])
  if (known.length === 0) return present // made before functions were kept
  const entered = enteredOf(graph, name)
  const isEntered = new Set(entered)
  const kept = known.filter((symbol) => namesakes(graph, symbol, files).some((of) => isEntered.has(of)))
  const keptFunctions = new Set(kept.flatMap((symbol) => namesakes(graph, symbol, files)))
  const more = known.length < mostNamed ? entered.filter((of) => !keptFunctions.has(of)) : []
  const names = new Set([...kept, ...more.map((of) => nameOf(graph, of))])
  return new Map([...present, ['symbols' as const, [...names].slice(0, mostNamed)]])
}

type Known = { readonly name: string; readonly files: ReadonlySet<string> }

/** Is a function of this name in the one subsystem still called from the other? */
function carries(graph: CallGraph, { name, files }: Known, from: number, to: number): boolean {
  const own = ownSubsystemsOf(graph)
  const { start, callers } = callersOf(graph)
  return namesakes(graph, name, files).some(
    (of) => own[of] === to && callers.subarray(start[of], start[of + 1]).some((caller) => own[caller] === from),
  )
}

/** At most so many differences are named in the analysis; the exploration has them all. */
const mostMarked = 20

/** What a graph puts in doubt, written into the analysis: its checks, tables and reports say so until it is confirmed. */
export function markSuspects(states: readonly BindingState[], graph: CallGraph): Operation[] {
  const kernel = `Linux ${graph.provenance.kernelVersion}`
  return states.flatMap(({ binding, state, gone, appeared }): Operation[] => {
    if (state === 'same') return []
    const differences =
      state === 'missing'
        ? [`${kernel} has no ${textOf(binding, 'subsystem')}`]
        : [...gone.map((name) => `${kernel}: gone: ${name}`), ...appeared.map((name) => `${kernel}: appeared: ${name}`)]
    const suspect = differences.slice(0, mostMarked)
    const was = textsIn(binding, 'suspect')
    if (suspect.join('\n') === was.join('\n')) return []
    return [{ op: 'update', uid: binding.uid, set: { suspect }, was: { suspect: binding.fields.suspect } }]
  })
}

/** A person has looked at what differs: the binding is of this graph from now on. */
export function confirmBinding({ binding }: BindingState, graph: CallGraph, hash: string): Operation[] {
  const present = presentIn(graph, binding)
  if (!present) return []
  const set = {
    graph: hash,
    kernelVersion: graph.provenance.kernelVersion,
    configuration: configurationOf(graph),
    ...Object.fromEntries(present),
    suspect: [],
  }
  const was = Object.fromEntries(Object.keys(set).map((name) => [name, binding.fields[name]]))
  return [{ op: 'update', uid: binding.uid, set, was }]
}
