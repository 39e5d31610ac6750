import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { type CallGraph, fileName, nameOf, subsystemNamed } from './graph'
import { ownSubsystemsOf } from './subsystemRule'

/** Where taken things go, and where they come from. */
export type TakeContext = {
  readonly analysis: Analysis
  readonly graph: CallGraph
  /** SHA-256 of the graph's compact form. */
  readonly hash: string
  /** The control structure that is to show them; null for none. */
  readonly structure: Uid | null
  /** The element that new controllers are parts of; null for none. */
  readonly parent?: Uid | null
  readonly newUid: () => Uid
}

export type Taken = {
  readonly operations: readonly Operation[]
  readonly created: readonly string[]
  readonly present: readonly string[]
}

/** At most so many files or functions are named in a binding (lib/stpa/fields.ts: limits.entries). */
export const mostNamed = 1_000

/** The element that a subsystem is bound to, in any structure. */
export function elementOf(analysis: Analysis, subsystem: string): Item | undefined {
  for (const binding of itemsOf(analysis, 'kernelBinding')) {
    const [bound] = linked(analysis, binding.uid, 'binds')
    if (bound?.kind === 'element' && textOf(binding, 'subsystem') === subsystem) return bound
  }
  return undefined
}

/** Subsystems as controllers: an element and its binding each, in state draft; those already there are only shown. */
export function takeSubsystems(context: TakeContext, names: readonly string[]): Taken {
  const operations: Operation[] = []
  const [created, present]: [string[], string[]] = [[], []]
  for (const name of names) {
    const known = elementOf(context.analysis, name)
    if (known) {
      present.push(name)
      operations.push(...shown(context, known.uid))
    } else {
      created.push(name)
      operations.push(...newElement(context, name).operations)
    }
  }
  return { operations, created, present }
}

function shown({ analysis, structure }: TakeContext, uid: Uid): Operation[] {
  if (structure === null || linked(analysis, structure, 'shows').some((item) => item.uid === uid)) return []
  return [{ op: 'link', from: structure, name: 'shows', to: uid }]
}

function newElement(context: TakeContext, name: string): { uid: Uid; operations: Operation[] } {
  const [uid, binding] = [context.newUid(), context.newUid()]
  const fields = { text: name, nature: 'software', description: 'A subsystem of the kernel, as MAINTAINERS names it.' }
  return {
    uid,
    operations: [
      { op: 'create', uid, kind: 'element', parent: context.parent ?? null, fields },
      { op: 'create', uid: binding, kind: 'kernelBinding', fields: bindingFields(context, name, []) },
      { op: 'link', from: binding, name: 'binds', to: uid },
      ...shown(context, uid),
    ],
  }
}

function bindingFields({ graph, hash }: TakeContext, subsystem: string, functions: readonly number[]) {
  const files = functions.length > 0 ? new Set(functions.map((of) => fileName(graph, of))) : filesOf(graph, subsystem)
  return {
    text: `${subsystem} in Linux ${graph.provenance.kernelVersion}`,
    subsystem,
    kernelVersion: graph.provenance.kernelVersion,
    graph: hash,
    ...(functions.length > 0 ? { symbols: functions.slice(0, mostNamed).map((of) => nameOf(graph, of)) } : {}),
    files: [...files].sort().slice(0, mostNamed),
  }
}

function filesOf(graph: CallGraph, subsystem: string): Set<string> {
  const number = subsystemNamed(graph, subsystem)
  const files = new Set<string>()
  for (const [of, own] of ownSubsystemsOf(graph).entries()) if (own === number) files.add(fileName(graph, of))
  return files
}

export type TakenArrow = {
  readonly from: string
  readonly to: string
  /** What the analyst calls it. */
  readonly name: string
  readonly kind: 'controlAction' | 'feedback'
  /** Functions that express it, as numbers of the graph. */
  readonly functions: readonly number[]
}

/**
 * An arrow between two subsystems as a candidate control action or feedback, in state draft, bound to its functions.
 * Feedback goes the other way: what the called one gives back. Ends that are not there yet are taken too.
 */
export function takeArrow(context: TakeContext, { from, to, name, kind, functions }: TakenArrow): Taken {
  const operations: Operation[] = []
  const [created, present]: [string[], string[]] = [[name], []]
  const [source, target] = [from, to].map((subsystem) => {
    const known = elementOf(context.analysis, subsystem)
    const made = known ? undefined : newElement(context, subsystem)
    operations.push(...(made ? made.operations : shown(context, known?.uid ?? '')))
    ;(made ? created : present).push(subsystem)
    return made?.uid ?? known?.uid ?? ''
  }) as [Uid, Uid] // two in, two out
  const [uid, binding] = [context.newUid(), context.newUid()]
  const ends = kind === 'feedback' ? [target, source] : [source, target]
  operations.push(
    { op: 'create', uid, kind, fields: { text: name }, keyFor: ends[0] ?? source },
    { op: 'link', from: uid, name: 'source', to: ends[0] ?? source },
    { op: 'link', from: uid, name: 'target', to: ends[1] ?? target },
    ...shown(context, uid),
    {
      op: 'create',
      uid: binding,
      kind: 'kernelBinding',
      fields: bindingFields(context, `${from} -> ${to}`, functions),
    },
    { op: 'link', from: binding, name: 'binds', to: uid },
  )
  return { operations, created, present }
}

/** Whether an arrow between two subsystems is in the analysis already: what expresses it, or the decision to leave it out. */
export function arrowIn(analysis: Analysis, from: string, to: string): { bound: Item[]; out: Item | undefined } {
  const bindings = itemsOf(analysis, 'kernelBinding').filter((item) => textOf(item, 'subsystem') === `${from} -> ${to}`)
  const text = outText(from, to)
  const out = itemsOf(analysis, 'scopeItem').find((item) => textOf(item) === text && item.fields.decision === 'out')
  return { bound: bindings.flatMap((binding) => linked(analysis, binding.uid, 'binds')), out }
}

const outText = (from: string, to: string): string => `Kernel interface ${from} -> ${to}`

/** An interface that the analysis leaves out, with the reason; it concerns the elements of both ends that are there. */
export function leaveOut(
  { analysis, newUid }: TakeContext,
  ends: { from: string; to: string },
  reason: string,
): Operation[] {
  const uid = newUid()
  const concerned = [ends.from, ends.to].flatMap((subsystem) => elementOf(analysis, subsystem) ?? [])
  return [
    { op: 'create', uid, kind: 'scopeItem', fields: { text: outText(ends.from, ends.to), decision: 'out', reason } },
    ...concerned.map((item): Operation => ({ op: 'link', from: uid, name: 'concerns', to: item.uid })),
  ]
}
