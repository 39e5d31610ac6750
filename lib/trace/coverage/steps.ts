import type { Action } from '../action'
import { errorOf } from '../binding/matcher'
import type { Served, ServedBy } from '../usage/usage'
import type { BindingTally } from './tally'
import type { Step } from './types'

/** Different steps of one run that are kept; a walk over a whole disk has more. */
const mostSteps = 20_000

/** One system call by one verb on one resource, with the bindings that ask about all three. */
export type StepEntry = {
  readonly step: Omit<Step, 'count' | 'bound' | 'errors' | 'outcomes'>
  readonly call: string
  readonly asked: readonly BindingTally[]
  count: number
  bound: number
  errors: number
  readonly outcomes: Map<string, number>
}

/** Everything that one system call does by one verb, with the bindings that ask for them. */
type Doing = { readonly asked: readonly BindingTally[]; readonly byResource: Map<string, StepEntry> }

/**
 * Sums a run up by verb, system call and resource, and finds the bindings for each call by two or three look-ups: what
 * they say about verb and resource is asked once for each different one.
 */
export class StepTally {
  readonly #byVerb = new Map<string, Map<string, Doing>>()
  #doings = 0
  #kept = 0
  #cut = 0

  constructor(
    private readonly tallies: readonly BindingTally[],
    private readonly servedBy?: ServedBy,
  ) {}

  /** The bindings that ask for this verb, and the sum of this call on its resource; none where there are too many. */
  find(action: Action): { readonly doing: Doing; readonly entry: StepEntry | undefined } {
    const doing = this.#doing(action)
    return { doing, entry: action.isNoise ? doing.byResource.get(action.resource.name) : this.entryIn(doing, action) }
  }

  entryIn(doing: Doing, action: Action): StepEntry | undefined {
    const known = doing.byResource.get(action.resource.name)
    if (known || this.#kept >= mostSteps) return known
    this.#kept++
    const entry = this.#begin(action, doing)
    doing.byResource.set(action.resource.name, entry)
    return entry
  }

  #doing({ verb, call }: Action): Doing {
    const byCall = this.#byVerb.get(verb) ?? new Map<string, Doing>()
    const known = byCall.get(call.name)
    if (known) return known
    const asked = this.tallies.filter(({ matcher }) => matcher.isVerb(verb, call.name))
    const doing = { asked, byResource: new Map<string, StepEntry>() }
    // A hostile trace has as many verbs as lines; what is beyond the bound is asked each time.
    if (this.#doings >= mostSteps) return doing
    this.#doings++
    this.#byVerb.set(verb, byCall)
    byCall.set(call.name, doing)
    return doing
  }

  #begin(action: Action, { asked }: Doing): StepEntry {
    const { verb, resource, phase, call } = action
    const subsystems = this.servedBy ? subsystemsOf(this.servedBy(action)) : []
    return {
      step: {
        ...{ verb, resource: resource.name, resourceKind: resource.kind, phase, firstLine: call.line, subsystems },
      },
      call: call.name,
      asked: asked.filter(({ matcher }) => matcher.isOn(resource)),
      ...{ count: 0, bound: 0, errors: 0, outcomes: new Map() },
    }
  }

  /** Counts an action; without an entry it is counted as cut. */
  take(entry: StepEntry | undefined, action: Action, isBound: boolean): void {
    if (!entry) {
      this.#cut++
      return
    }
    entry.count++
    if (isBound) entry.bound++
    if (action.error !== '') entry.errors++
    const outcome = errorOf(action) || 'ok'
    entry.outcomes.set(outcome, (entry.outcomes.get(outcome) ?? 0) + 1)
  }

  end(): { steps: Step[]; cut: number } {
    const steps = [...this.#byVerb.values()].flatMap((byCall) => [...merged([...byCall.values()]).values()])
    return { steps: steps.sort((left, right) => left.firstLine - right.firstLine), cut: this.#cut }
  }
}

/** One step of a verb and a resource, whichever system call it was (open, openat). */
function merged(doings: readonly Doing[]): Map<string, Step> {
  const steps = new Map<string, Step>()
  for (const entry of doings.flatMap(({ byResource }) => [...byResource.values()])) {
    const known = steps.get(entry.step.resource)
    const own = Object.fromEntries([...entry.outcomes].map(([outcome, count]) => [`${entry.call} ${outcome}`, count]))
    steps.set(entry.step.resource, {
      ...entry.step,
      firstLine: Math.min(entry.step.firstLine, known?.firstLine ?? entry.step.firstLine),
      count: entry.count + (known?.count ?? 0),
      bound: entry.bound + (known?.bound ?? 0),
      errors: entry.errors + (known?.errors ?? 0),
      outcomes: { ...known?.outcomes, ...own },
    })
  }
  return steps
}

/** That of what it acts on, then that of the call: of each the most particular section. */
const subsystemsOf = ({ call, resource }: Served): string[] => [
  ...new Set([...resource.slice(0, 1), ...call.slice(0, 1)]),
]
