import { textOf } from '../fieldValues'
import { fingerprint } from '../fingerprint'
import { graphOf, itemsOf } from '../graph'
import type { Analysis, Item, Uid } from '../model'
import { isActive } from '../state'

/** The dismissals that hold: by rule, and by rule and item. */
export type Dismissals = (rule: string, item: Uid | undefined) => Uid | undefined

/**
 * A dismissal of an item holds while its content is as it was when the dismissal was confirmed: a later edit brings the
 * finding back. One that names no item holds for its rule in the whole analysis, for the line that sums it up too.
 */
export function dismissalsOf(analysis: Analysis): Dismissals {
  const holding = new Map<string, Uid>()
  for (const dismissal of itemsOf(analysis, 'dismissal').filter(isActive)) {
    const rule = textOf(dismissal, 'rule')
    const targets = targetsOf(analysis, dismissal)
    if (targets === undefined) holding.set(idOf(rule, undefined), dismissal.uid)
    else for (const uid of targets) holding.set(idOf(rule, uid), dismissal.uid)
  }
  return (rule, item) => holding.get(idOf(rule, item)) ?? holding.get(idOf(rule, undefined))
}

const idOf = (rule: string, uid: Uid | undefined): string => `${rule} ${uid ?? ''}`

/** The items of a dismissal that are unchanged; undefined when it names none. */
function targetsOf(analysis: Analysis, dismissal: Item): Uid[] | undefined {
  const links = (graphOf(analysis).outgoing.get(dismissal.uid) ?? []).filter((link) => link.name === 'of')
  if (links.length === 0) return undefined
  return links.flatMap(({ to, confirmed }) => {
    const target = analysis.items.get(to)
    return target && confirmed?.to === fingerprint(target) ? to : []
  })
}
