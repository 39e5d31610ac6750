import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { type CallGraph, countOf, fileName, nameOf, subsystemNamed } from '../graph/graph'
import { sectionName } from '../graph/names'
import { ownSubsystemsOf } from '../graph/subsystemRule'
import { interfaceOf } from '../interface'

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
  const wanted = sectionName(subsystem)
  for (const binding of itemsOf(analysis, 'kernelBinding')) {
    const [bound] = linked(analysis, binding.uid, 'binds')
    if (bound?.kind === 'element' && sectionName(textOf(binding, 'subsystem')) === wanted) return bound
  }
  return undefined
}

/** An element of the subsystem's name that a person made, and that is bound to no kernel yet. */
function namedElement(analysis: Analysis, subsystem: string): Item | undefined {
  const wanted = sectionName(subsystem).toLowerCase()
  return itemsOf(analysis, 'element').find((item) => sectionName(textOf(item)).trim().toLowerCase() === wanted)
}

/**
 * Subsystems as controllers: an element and its binding each, in state draft; those already there are only shown, and
 * bound where they are known by their name alone.
 */
export function takeSubsystems(context: TakeContext, names: readonly string[]): Taken {
  const operations: Operation[] = []
  const [created, present]: [string[], string[]] = [[], []]
  for (const name of names) {
    const known = elementOf(context.analysis, name)
    if (known) {
      present.push(name)
      operations.push(...shown(context, known.uid))
    } else {
      const element = elementFor(context, name)
      ;(element.isNew ? created : present).push(name)
      operations.push(...element.operations)
    }
  }
  return { operations, created, present }
}

function shown({ analysis, structure }: TakeContext, uid: Uid): Operation[] {
  if (structure === null || linked(analysis, structure, 'shows').some((item) => item.uid === uid)) return []
  return [{ op: 'link', from: structure, name: 'shows', to: uid }]
}

/** An element of that name with a binding: new ones. */
function elementFor(context: TakeContext, name: string): { uid: Uid; isNew: boolean; operations: Operation[] } {
  const known = namedElement(context.analysis, name)
  if (!known) return { ...newElement(context, name), isNew: true }
  const operations = [...bound(context, known.uid, name), ...shown(context, known.uid)]
  return { uid: known.uid, isNew: false, operations }
}

function bound(context: TakeContext, uid: Uid, subsystem: string): Operation[] {
  const binding = context.newUid()
  return [
    { op: 'create', uid: binding, kind: 'kernelBinding', fields: bindingFields(context, subsystem, []) },
    { op: 'link', from: binding, name: 'binds', to: uid },
  ]
}

function newElement(context: TakeContext, name: string): { uid: Uid; operations: Operation[] } {
  const uid = context.newUid()
  const fields = { text: name, nature: 'software', description: 'A subsystem of the kernel, as MAINTAINERS names it.' }
  return {
    uid,
    operations: [
      { op: 'create', uid, kind: 'element', parent: context.parent ?? null, fields },
      ...bound(context, uid, name),
      ...shown(context, uid),
    ],
  }
}

/** Of an arrow its functions; of a subsystem those through which others enter it: what another kernel is set against. */
function bindingFields({ graph, hash }: TakeContext, subsystem: string, carrying: readonly number[]) {
  const functions = carrying.length > 0 ? carrying : enteredOf(graph, subsystem)
  const files = carrying.length > 0 ? new Set(carrying.map((of) => fileName(graph, of))) : filesOf(graph, subsystem)
  return {
    text: `${subsystem} in Linux ${graph.provenance.kernelVersion}`,
    subsystem,
    kernelVersion: graph.provenance.kernelVersion,
    graph: hash,
    configuration: configurationOf(graph),
    ...(functions.length > 0 ? { symbols: functions.slice(0, mostNamed).map((of) => nameOf(graph, of)) } : {}),
    files: [...files].sort().slice(0, mostNamed),
  }
}

/** What is known of the kernel's configuration: the note of who made the graph, how many settings it holds, what was added. */
export function configurationOf({ provenance, config }: CallGraph): string {
  const { note, added = [], partial } = provenance
  const settings = countOf(config)
  const parts = [note, settings > 0 ? `${settings} settings` : '', ...added.map((text) => text.replace(/ \S+$/, ''))]
  return [...parts.filter(Boolean), ...(partial ? ['a part of a kernel'] : [])].join('; ')
}

/** Functions through which a subsystem is entered from others, with the most calls first. */
export function enteredOf(graph: CallGraph, subsystem: string): number[] {
  const number = subsystemNamed(graph, subsystem)
  if (number === undefined) return []
  const counts = new Map<number, number>()
  for (const { entered } of interfaceOf(graph, number, ownSubsystemsOf(graph)))
    for (const { function: of, calls } of entered) counts.set(of, (counts.get(of) ?? 0) + calls.length)
  return [...counts].sort(([a, left], [b, right]) => right - left || a - b).map(([of]) => of)
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
    const made = known ? undefined : elementFor(context, subsystem)
    operations.push(...(made ? made.operations : shown(context, known?.uid ?? '')))
    ;(made?.isNew ? created : present).push(subsystem)
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

/** Several arrows, one after the other, so that an end that several have is made once. */
export function takeArrows(context: TakeContext, arrows: readonly TakenArrow[]): Taken {
  let { analysis } = context
  const [operations, created, present]: [Operation[], string[], Set<string>] = [[], [], new Set()]
  for (const arrow of arrows) {
    const taken = takeArrow({ ...context, analysis }, arrow)
    analysis = apply(analysis, taken.operations).analysis
    operations.push(...taken.operations)
    for (const name of taken.present) if (!created.includes(name)) present.add(name)
    created.push(...taken.created)
  }
  return { operations, created, present: [...present] }
}

/** Whether an arrow between two subsystems is in the analysis already: what expresses it, or the decision to leave it out. */
export function arrowIn(analysis: Analysis, from: string, to: string): { bound: Item[]; out: Item | undefined } {
  const wanted = sectionName(`${from} -> ${to}`)
  const bindings = itemsOf(analysis, 'kernelBinding').filter(
    (item) => sectionName(textOf(item, 'subsystem')) === wanted,
  )
  const text = sectionName(outText(from, to))
  const out = itemsOf(analysis, 'scopeItem').find(
    (item) => sectionName(textOf(item)) === text && item.fields.decision === 'out',
  )
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
