import type { RunCoverage } from '@/lib/trace/coverage/types'

/** Runs in the order that a person gave them; those that it does not name come last, as they stood. */
export function inRunOrder(runs: readonly RunCoverage[], order: readonly string[]): readonly RunCoverage[] {
  if (order.length === 0) return runs
  const places = new Map(order.map((id, at) => [id, at]))
  const placeOf = ({ run }: RunCoverage) => places.get(run.id) ?? order.length
  return runs.toSorted((left, right) => placeOf(left) - placeOf(right))
}

/** Runs of fault injection behind those of normal operation: they are no part of the same figures. */
export const normalFirst = (runs: readonly RunCoverage[]): readonly RunCoverage[] => [
  ...runs.filter(({ nature }) => nature === 'normal'),
  ...runs.filter(({ nature }) => nature !== 'normal'),
]

/** One run one place earlier or later. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const at = ids.indexOf(id)
  const other = ids[at + by]
  if (at < 0 || other === undefined) return ids
  return ids.map((each, index) => (index === at ? other : index === at + by ? id : each))
}
