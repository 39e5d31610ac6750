import type { Uid } from '@/lib/stpa/model'
import type { ExerciseState } from '@/lib/stpa/verification/coverage'
import type { Action, ActionSink } from '../action'
import { matchesName } from '../binding/patterns'
import { isFaultInjection } from '../inject/faultInjection'
import type { ServedBy } from '../usage/usage'
import { Clock } from './clock'
import type { CoveragePlan } from './plan'
import { StepTally } from './steps'
import { BindingTally } from './tally'
import type { BindingCoverage, RunCoverage, RunFlag, RunOf } from './types'

/**
 * Holds one run against the bindings of an analysis while its trace streams by: memory grows with the bindings and with
 * the number of different steps (bounded), not with the trace.
 */
export class Coverage implements ActionSink {
  readonly #plan: CoveragePlan
  readonly #run: RunOf
  readonly #tallies = new Map<Uid, BindingTally>()
  readonly #steps: StepTally
  readonly #clock = new Clock()
  readonly #tallyOf = (uid: Uid) => this.#tallies.get(uid)
  #calls = 0
  #noise = 0

  /**
   * @param servedBy says which subsystems a step uses; without it none are known
   * @throws StpaError badRequest only for a plan that planOf did not make
   */
  constructor(plan: CoveragePlan, run: RunOf, servedBy?: ServedBy) {
    this.#plan = plan
    this.#run = run
    for (const binding of plan.items.flatMap((item) => item.bindings)) {
      const isElsewhere = binding.workload !== '' && !matchesName(binding.workload)(run.workload)
      this.#tallies.set(binding.uid, new BindingTally(binding, isElsewhere))
    }
    const asked = [...this.#tallies.values()].filter(({ isElsewhere }) => !isElsewhere)
    this.#steps = new StepTally(asked, servedBy)
  }

  /** One action, in the order in which the calls began (lib/trace/actions gives them so). */
  action(action: Action): void {
    this.#calls++
    this.#clock.take(action.call.at)
    const { doing, entry } = this.#steps.find(action)
    // What stands behind a name may be another thing each time.
    const hasTarget = action.resource.target !== undefined
    const isBound = entry && !hasTarget ? this.#ask(entry.asked, action, true) : this.#ask(doing.asked, action, false)
    if (action.isNoise) this.#noise++
    if (!action.isNoise || isBound) this.#steps.take(entry ?? this.#steps.entryIn(doing, action), action, isBound)
  }

  #ask(tallies: readonly BindingTally[], action: Action, isOn: boolean): boolean {
    let isBound = false
    for (const tally of tallies) {
      if (!(isOn || tally.matcher.isOn(action.resource)) || !tally.matcher.accepts(action)) continue
      tally.take(action, this.#tallyOf)
      isBound = true
    }
    return isBound
  }

  /** `flags` as the reader of the trace found them. */
  end(flags: readonly RunFlag[]): RunCoverage {
    const seconds = this.#clock.seconds()
    const items = this.#plan.items.map(({ uid, key, text, kind, bindings }) => {
      const covered = bindings.flatMap((binding) => this.#tallies.get(binding.uid)?.end(seconds !== undefined) ?? [])
      return { uid, key, text, kind, state: stateOf(covered), bindings: covered }
    })
    return {
      run: this.#run,
      nature: natureOf(this.#run, flags),
      ...{ calls: this.#calls, noise: this.#noise, seconds, flags, items },
      ...this.#steps.end(),
    }
  }
}

/** Tampered calls make a run one of fault injection, unless a person says why it is normal operation all the same. */
export function natureOf({ nature, natureReason = '' }: RunOf, flags: readonly RunFlag[]): RunCoverage['nature'] {
  if (nature === 'faultInjection') return nature
  const isDeclared = nature === 'normal' && natureReason.trim() !== ''
  return isFaultInjection(flags) && !isDeclared ? 'faultInjection' : 'normal'
}

/** Several bindings are an ordered list: some of them alone are a part. What is forbidden is not expected. */
function stateOf(bindings: readonly BindingCoverage[]): ExerciseState {
  const here = bindings.filter(({ isElsewhere }) => !isElsewhere)
  const expected = here.filter(({ isForbidden }) => !isForbidden)
  const asked = expected.length > 0 ? expected : here
  if (asked.length === 0) return 'unbound'
  const seen = asked.filter(({ count }) => count > 0)
  if (seen.length === 0) return 'notExercised'
  if (seen.length < asked.length || seen.some(({ count, atLeast }) => count < atLeast)) return 'partial'
  return seen.some(({ errors }) => Object.keys(errors).length > 0) ? 'withError' : 'exercised'
}
