import { fieldOf, textOf } from '@/lib/stpa/fieldValues'
import { linkedFrom } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'
import { callersOf } from '../callers'
import {
  type CallGraph,
  fileName,
  functionsNamed,
  nameOf,
  placeText,
  subsystemName,
  subsystemNamed,
  untagged,
} from '../graph/graph'
import { ownSubsystemsOf } from '../graph/subsystemRule'
import { enteredOf } from './take'

/** A function of a binding, where it stands, and who calls it from where. */
export type KernelFunction = {
  readonly name: string
  readonly file: string
  readonly callers: readonly { readonly name: string; readonly subsystem: string; readonly place: string }[]
}

/** Bindings of an element or an interaction to the kernel. */
export const bindingsOf = (analysis: Analysis, item: Item): Item[] =>
  linkedFrom(analysis, item.uid, 'binds', 'kernelBinding')

/** Is a binding in doubt since another kernel was looked at? */
export const isSuspect = (binding: Item): boolean => {
  const doubts = fieldOf(binding, 'suspect')
  return Array.isArray(doubts) && doubts.length > 0
}

/** At most so many functions, and callers of each, are listed: the exploration has them all. */
const most = { functions: 40, callers: 40 } as const

/**
 * The functions of a binding in a graph: those that it names, else those through which its subsystem is entered from
 * others, with the most callers first.
 */
export function functionsOfBinding(graph: CallGraph, binding: Item): KernelFunction[] {
  const symbols = fieldOf(binding, 'symbols')
  const [from = '', to] = textOf(binding, 'subsystem').split(' -> ')
  const own = ownSubsystemsOf(graph)
  const named = Array.isArray(symbols) ? symbols.flatMap((name) => functionsNamed(graph, String(name))) : []
  const target = subsystemNamed(graph, to ?? from)
  const functions = named.length > 0 ? named : enteredOf(graph, to ?? from)
  // Of an interaction: its callers in the one subsystem; of an element: those in all others.
  const isCaller =
    to === undefined ? (of: number) => own[of] !== target : (of: number) => own[of] === subsystemNamed(graph, from)
  return functions.slice(0, most.functions).map((of) => functionIn(graph, of, own, isCaller))
}

function functionIn(graph: CallGraph, of: number, own: Int32Array, isCaller: (of: number) => boolean): KernelFunction {
  const { start, calls, callers } = callersOf(graph)
  const found: KernelFunction['callers'][number][] = []
  for (let at = start[of] ?? 0; at < (start[of + 1] ?? 0) && found.length < most.callers; at++) {
    const caller = callers[at] ?? 0
    if (!isCaller(caller)) continue
    const subsystem = subsystemName(graph, own[caller] ?? untagged)
    found.push({ name: nameOf(graph, caller), subsystem, place: placeText(graph, calls[at] ?? 0) })
  }
  return { name: nameOf(graph, of), file: fileName(graph, of), callers: found }
}
