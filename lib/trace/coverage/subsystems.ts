import type { CallGraph } from '@/lib/kernel/graph/graph'
import { sectionName } from '@/lib/kernel/graph/names'
import { elementOf, takeSubsystems } from '@/lib/kernel/taking/take'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { isActive } from '@/lib/stpa/state'
import type { RunCoverage, Step } from './types'

export type SubsystemUse = {
  readonly subsystem: string
  /** In the structure, left out of the scope with a reason, or in neither. */
  readonly state: 'inStructure' | 'outOfScope' | 'missing'
  /** The element, or the scope item; undefined where it is missing. */
  readonly item: Item | undefined
  /** By what it is in the structure: a kernel binding, or the name alone. */
  readonly basis: 'binding' | 'name' | ''
  readonly calls: number
  /** How many of them no binding knows. */
  readonly unbound: number
  readonly errors: number
  /** Ids of the runs that used it. */
  readonly runs: readonly string[]
  /** `write /sys/class/gpio/gpio4/value`, at most ten, the most frequent first. */
  readonly examples: readonly string[]
}

const mostExamples = 10

type Growing = { calls: number; unbound: number; errors: number; runs: Set<string>; examples: Map<string, number> }

/** What runs used of the kernel, held against the control structure: what is missing first, then by calls. */
export function subsystemUses(analysis: Analysis, runs: readonly RunCoverage[]): SubsystemUse[] {
  const uses = new Map<string, Growing>()
  for (const run of runs)
    for (const step of run.steps) for (const subsystem of step.subsystems) grow(uses, subsystem, run.run.id, step)
  const order = { missing: 0, outOfScope: 1, inStructure: 2 }
  return [...uses]
    .map(([subsystem, use]) => ({ subsystem, ...placeOf(analysis, subsystem), ...finished(use) }))
    .sort((left, right) => order[left.state] - order[right.state] || right.calls - left.calls)
}

function grow(uses: Map<string, Growing>, subsystem: string, run: string, step: Step): void {
  const use = uses.get(subsystem) ?? { calls: 0, unbound: 0, errors: 0, runs: new Set(), examples: new Map() }
  uses.set(subsystem, use)
  use.calls += step.count
  use.unbound += step.count - step.bound
  use.errors += step.errors
  use.runs.add(run)
  const example = `${step.verb} ${step.resource}`
  use.examples.set(example, (use.examples.get(example) ?? 0) + step.count)
}

function finished({ calls, unbound, errors, runs, examples }: Growing) {
  const most = [...examples].sort(([, left], [, right]) => right - left).slice(0, mostExamples)
  return { calls, unbound, errors, runs: [...runs], examples: most.map(([example]) => example) }
}

function placeOf(analysis: Analysis, subsystem: string): Pick<SubsystemUse, 'state' | 'item' | 'basis'> {
  const bound = elementOf(analysis, subsystem)
  const element = bound && isActive(bound) ? bound : elementNamed(analysis, subsystem)
  const out = leftOut(analysis, subsystem, element)
  if (out) return { state: 'outOfScope', item: out, basis: '' }
  if (!element) return { state: 'missing', item: undefined, basis: '' }
  return { state: 'inStructure', item: element, basis: element === bound ? 'binding' : 'name' }
}

function elementNamed(analysis: Analysis, subsystem: string): Item | undefined {
  const wanted = new Set(namesOf(subsystem))
  return itemsOf(analysis, 'element')
    .filter(isActive)
    .find((element) => namesOf(textOf(element)).some((name) => wanted.has(name)))
}

/** Words that every other section of MAINTAINERS has in its name. */
const fillers = new Set(
  'and core driver drivers framework general in infrastructure kernel layer linux support subsystem subsystems the'.split(
    ' ',
  ),
)

/** `GPIO SUBSYSTEM` and `GPIO` are one name; `REAL TIME CLOCK (RTC) SUBSYSTEM` has two. Empty names are none. */
function namesOf(text: string): string[] {
  const inner = /[([]([^()[\]]*)[)\]]/.exec(text)?.[1] ?? ''
  const outer = text.replace(/[([][^()[\]]*[)\]]/g, ' ')
  return [outer, inner].map(significant).filter((name) => name !== '')
}

function significant(text: string): string {
  const words = text.toLowerCase().split(/[^a-z0-9]+/)
  return words.filter((word) => word !== '' && !fillers.has(word)).join(' ')
}

const outText = (subsystem: string): string => `Kernel subsystem ${subsystem}`

function leftOut(analysis: Analysis, subsystem: string, element: Item | undefined): Item | undefined {
  const out = itemsOf(analysis, 'scopeItem').filter((item) => item.fields.decision === 'out' && isActive(item))
  return out.find(
    (item) =>
      sectionName(textOf(item)) === sectionName(outText(subsystem)) ||
      (element !== undefined && linked(analysis, item.uid, 'concerns').includes(element)),
  )
}

export type ObservedContext = {
  readonly analysis: Analysis
  /** The control structure that is to show them; null for none. */
  readonly structure: Uid | null
  readonly parent?: Uid | null
  readonly newUid: () => Uid
  /** Of the evidence; '' where it is not known. */
  readonly kernelVersion: string
  /** The call graph of that kernel, where there is one: files and graph are kept with the binding. */
  readonly graph?: { readonly graph: CallGraph; readonly hash: string }
}

/**
 * Subsystems that a run used as elements of the structure, in state draft, each with its kernel binding: with a call
 * graph as the kernel's own screens take them, without one by name and version. Those already there are only shown.
 */
export function takeObserved(context: ObservedContext, subsystems: readonly string[]): Operation[] {
  const { analysis, graph, structure, parent = null, newUid } = context
  if (graph) return [...takeSubsystems({ analysis, ...graph, structure, parent, newUid }, subsystems).operations]
  return subsystems.flatMap((name) => {
    const known = elementOf(analysis, name)
    return known ? shown(context, known.uid) : newElement(context, name)
  })
}

function newElement(context: ObservedContext, name: string): Operation[] {
  const { kernelVersion, parent = null, newUid } = context
  const [uid, binding] = [newUid(), newUid()]
  const description = 'A subsystem of the kernel, as MAINTAINERS names it; a run of the workload used it.'
  const version = kernelVersion === '' ? {} : { kernelVersion }
  return [
    { op: 'create', uid, kind: 'element', parent, fields: { text: name, nature: 'software', description } },
    {
      op: 'create',
      uid: binding,
      kind: 'kernelBinding',
      fields: {
        text: `${name}${kernelVersion === '' ? '' : ` in Linux ${kernelVersion}`}`,
        subsystem: name,
        ...version,
      },
    },
    { op: 'link', from: binding, name: 'binds', to: uid },
    ...shown(context, uid),
  ]
}

function shown({ analysis, structure }: ObservedContext, uid: Uid): Operation[] {
  if (structure === null || linked(analysis, structure, 'shows').some((item) => item.uid === uid)) return []
  return [{ op: 'link', from: structure, name: 'shows', to: uid }]
}

/** A subsystem that runs use and the analysis leaves out, with the reason. */
export function leaveOutObserved(
  { analysis, newUid }: Pick<ObservedContext, 'analysis' | 'newUid'>,
  subsystem: string,
  reason: string,
): Operation[] {
  const uid = newUid()
  const element = elementOf(analysis, subsystem) ?? elementNamed(analysis, subsystem)
  return [
    { op: 'create', uid, kind: 'scopeItem', fields: { text: outText(subsystem), decision: 'out', reason } },
    ...(element ? [{ op: 'link' as const, from: uid, name: 'concerns', to: element.uid }] : []),
  ]
}
