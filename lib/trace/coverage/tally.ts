import type { Uid } from '@/lib/stpa/model'
import type { Action } from '../action'
import { type CompiledMatcher, compileMatcher } from '../binding/matcher'
import type { PlannedBinding } from './plan'
import type { BindingCoverage, Gaps, OrderViolation } from './types'

/** Lines and violations that are listed of one binding in one run; the rest is counted. */
const mostListed = 100

/** What one binding has seen of a run. */
export class BindingTally {
  readonly matcher: CompiledMatcher
  #count = 0
  #injected = 0
  readonly #errors = new Map<string, number>()
  readonly #lines: number[] = []
  #firstLine = 0
  #lastLine = 0
  #firstAt: number | undefined
  #lastEnd: number | undefined
  readonly #gap = { count: 0, least: Number.POSITIVE_INFINITY, most: 0, sum: 0 }
  readonly #violations: OrderViolation[] = []
  #violationCount = 0

  constructor(
    readonly binding: PlannedBinding,
    readonly isElsewhere: boolean,
  ) {
    this.matcher = compileMatcher(binding.matcher)
  }

  take(action: Action, tallyOf: (uid: Uid) => BindingTally | undefined): void {
    const { call, error } = action
    this.#order(action, tallyOf)
    this.#count++
    if (call.isInjected) this.#injected++
    if (error !== '' && !this.#asksForErrors()) this.#errors.set(error, (this.#errors.get(error) ?? 0) + 1)
    if (this.#lines.length < mostListed) this.#lines.push(call.line)
    if (this.#firstLine === 0) this.#firstLine = call.line
    this.#lastLine = call.endLine
    this.#firstAt ??= call.at
    if (call.at !== undefined) this.#lastEnd = call.at + (call.seconds ?? 0)
  }

  #asksForErrors(): boolean {
    return this.binding.matcher.outcome === 'error' || this.binding.matcher.errors.length > 0
  }

  /** A group is satisfied by whichever of its bindings ended last before this one began. */
  #order(action: Action, tallyOf: (uid: Uid) => BindingTally | undefined): void {
    for (const group of this.binding.after) {
      const tallies = group.flatMap((uid) => tallyOf(uid) ?? [])
      const earlier = tallies.filter((tally) => !tally.isElsewhere)
      if (earlier.length === 0) continue
      const seen = earlier.filter((tally) => tally.#count > 0)
      const after = (seen.length > 0 ? seen : earlier).map(({ binding }) => binding.key)
      if (seen.length === 0) this.#violate({ line: action.call.line, kind: 'before', after, took: undefined })
      else this.#measure(action, seen, after)
    }
  }

  #measure({ call }: Action, seen: readonly BindingTally[], after: readonly string[]): void {
    const ends = seen.flatMap((tally) => tally.#lastEnd ?? [])
    if (call.at === undefined || ends.length === 0) return
    const gap = call.at - Math.max(...ends)
    if (gap < 0) return
    this.#gap.count++
    this.#gap.sum += gap
    this.#gap.least = Math.min(this.#gap.least, gap)
    this.#gap.most = Math.max(this.#gap.most, gap)
    const { within } = this.binding
    const took = gap * 1_000
    if (within !== undefined && took > within) this.#violate({ line: call.line, kind: 'late', after, took })
  }

  #violate(violation: OrderViolation): void {
    this.#violationCount++
    if (this.#violations.length < mostListed) this.#violations.push(violation)
  }

  end(hasTimes: boolean): BindingCoverage {
    const { uid, key, isConfirmed, isForbidden, atLeast, atMost } = this.binding
    const [first, last] = [this.#firstAt, this.#lastEnd]
    const violations = hasTimes ? this.#violations : this.#violations.filter(({ kind }) => kind === 'before')
    const unlisted = this.#violationCount - this.#violations.length
    return {
      ...{ uid, key, isConfirmed, isForbidden, isElsewhere: this.isElsewhere, atLeast, atMost },
      count: this.#count,
      errors: Object.fromEntries(this.#errors),
      injected: this.#injected,
      lines: this.#lines,
      firstLine: this.#firstLine,
      lastLine: this.#lastLine,
      seconds: hasTimes && first !== undefined && last !== undefined ? Math.max(0, last - first) : undefined,
      gaps: hasTimes ? this.#gaps() : undefined,
      violations,
      violationCount: violations.length + unlisted,
    }
  }

  #gaps(): Gaps | undefined {
    return this.#gap.count > 0 ? { ...this.#gap } : undefined
  }
}
