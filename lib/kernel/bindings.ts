import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { callersOf } from './callers'
import { type CallGraph, fileName, functionsNamed, subsystemNamed } from './graph'
import { ownSubsystemsOf } from './subsystemRule'
import { mostNamed } from './take'

/** What a binding says, set against a graph. `gone` and `appeared` name files of a subsystem, or functions of an arrow. */
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
  const [before, now] = [new Set(present.known), new Set(present.found)]
  const gone = present.known.filter((name) => !now.has(name))
  const appeared = present.found.filter((name) => !before.has(name))
  const isSame = textOf(binding, 'graph') === hash || gone.length + appeared.length === 0
  return { binding, bound, state: isSame ? 'same' : 'suspect', gone, appeared }
}

type Present = { readonly field: 'files' | 'symbols'; readonly known: string[]; readonly found: string[] }

/** What the graph has of a binding now: files of a subsystem, or those of an arrow's functions that still carry it. */
function presentIn(graph: CallGraph, binding: Item): Present | undefined {
  const [from = '', to] = textOf(binding, 'subsystem').split(' -> ')
  if (to === undefined) {
    const found = filesOf(graph, from)
    return found && { field: 'files', known: textsIn(binding, 'files'), found }
  }
  const [left, right] = [subsystemNamed(graph, from), subsystemNamed(graph, to)]
  if (left === undefined || right === undefined) return undefined
  const known = textsIn(binding, 'symbols')
  return { field: 'symbols', known, found: known.filter((name) => carries(graph, name, left, right)) }
}

function filesOf(graph: CallGraph, subsystem: string): string[] | undefined {
  const number = subsystemNamed(graph, subsystem)
  const files = new Set<string>()
  for (const [of, own] of ownSubsystemsOf(graph).entries()) if (own === number) files.add(fileName(graph, of))
  return files.size > 0 ? [...files].sort().slice(0, mostNamed) : undefined
}

/** Is a function of this name in the one subsystem still called from the other? */
function carries(graph: CallGraph, name: string, from: number, to: number): boolean {
  const own = ownSubsystemsOf(graph)
  const { start, callers } = callersOf(graph)
  return functionsNamed(graph, name).some(
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
    [present.field]: present.found.slice(0, mostNamed),
    suspect: [],
  }
  const was = Object.fromEntries(Object.keys(set).map((name) => [name, binding.fields[name]]))
  return [{ op: 'update', uid: binding.uid, set, was }]
}
