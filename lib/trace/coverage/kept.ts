import { sameValue } from '@/lib/stpa/fingerprint'
import { natureOf } from './collect'
import type { CoveragePlan, PlannedBinding, PlannedItem } from './plan'
import type { ItemCoverage, RunCoverage, RunOf } from './types'

/**
 * What of a plan decides about what a trace shows: names, reasons and who confirmed what may change without the trace
 * being read again.
 */
export function askedOf({ items }: Pick<CoveragePlan, 'items'>): Pick<CoveragePlan, 'items'> {
  const bare = (binding: PlannedBinding): PlannedBinding => ({ ...binding, isConfirmed: false })
  const bound = items.filter(({ bindings }) => bindings.length > 0)
  return { items: bound.map((item) => ({ ...item, key: '', text: '', bindings: item.bindings.map(bare) })) }
}

/** What was asked by askedOf, as an answer about the whole plan and the run as it is known now. */
export function answerFor(plan: Pick<CoveragePlan, 'items'>, run: RunOf, answer: RunCoverage): RunCoverage {
  const known = new Map(answer.items.map((item) => [item.uid, item]))
  return {
    ...answer,
    run,
    nature: natureOf(run, answer.flags),
    items: plan.items.map((item) => itemFor(item, known.get(item.uid))),
  }
}

function itemFor({ uid, key, text, kind, bindings }: PlannedItem, covered: ItemCoverage | undefined): ItemCoverage {
  if (!covered || bindings.length === 0) return { uid, key, text, kind, state: 'unbound', bindings: [] }
  const confirmed = new Map(bindings.map((binding) => [binding.uid, binding.isConfirmed]))
  const own = covered.bindings.filter((binding) => confirmed.has(binding.uid))
  const present = own.map((binding) => ({ ...binding, isConfirmed: confirmed.get(binding.uid) ?? false }))
  return { uid, key, text, kind, state: covered.state, bindings: present }
}

/** Whether two plans ask the same of the same items, under the same names. Cheap: a plan is made with each edit. */
export function isSamePlan(one: CoveragePlan, other: CoveragePlan): boolean {
  return (
    isSameList(one.items, other.items, isSameItem) &&
    isSameList(one.problems, other.problems, (left, right) => left.message === right.message)
  )
}

function isSameItem(left: PlannedItem, right: PlannedItem): boolean {
  const { uid, key, text } = left
  if (uid !== right.uid || key !== right.key || text !== right.text) return false
  return isSameList(left.bindings, right.bindings, sameBinding)
}

/** Matchers are the same value as long as their binding is. */
const sameBinding = ({ matcher, ...left }: PlannedBinding, { matcher: other, ...right }: PlannedBinding): boolean =>
  matcher === other && sameValue(left, right)

const isSameList = <T>(one: readonly T[], other: readonly T[], isSame: (left: T, right: T) => boolean): boolean =>
  one.length === other.length &&
  one.every((each, at) => {
    const against = other[at]
    return against !== undefined && isSame(each, against)
  })
