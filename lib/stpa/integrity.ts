import { fieldOf, textOf } from './fieldValues'
import { analysisItem, graphOf, linkedFrom } from './graph'
import { integrityLists } from './integrityLevels'
import { kindOf } from './kinds'
import type { Analysis, Item } from './model'

/** The analysis' own list of integrity levels, lowest first; ISO 26262's when it names none. */
export function integrityListOf(analysis: Analysis): readonly string[] {
  const item = analysisItem(analysis)
  const own = item ? fieldOf(item, 'integrityList') : []
  return Array.isArray(own) && own.length > 0 ? own.map(String) : integrityLists['ISO 26262']
}

/**
 * The level that follows from the links: the highest of the safety goals that an item leads up to; undefined when no
 * goal with a level is reached (unknown is not QM, kinds.md 2).
 */
export function derivedLevel(analysis: Analysis, item: Item): string | undefined {
  const list = integrityListOf(analysis)
  let best = -1
  const seen = new Set([item.uid])
  const stack = [item]
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'safetyGoal') best = Math.max(best, list.indexOf(textOf(next, 'integrityLevel')))
    for (const above of upwards(analysis, next)) {
      if (!seen.has(above.uid)) stack.push(above)
      seen.add(above.uid)
    }
  }
  return list[best]
}

function upwards(analysis: Analysis, item: Item): Item[] {
  const links = graphOf(analysis).outgoing.get(item.uid) ?? []
  const up = links.flatMap((link) =>
    kindOf(item.kind).links[link.name]?.towards === 'up' ? (analysis.items.get(link.to) ?? []) : [],
  )
  // A goal says which hazards it prevents: read backwards, the hazard is under that goal.
  const goals = item.kind === 'hazard' ? linkedFrom(analysis, item.uid, 'prevents', 'safetyGoal') : []
  const parent = item.parent === null ? undefined : analysis.items.get(item.parent)
  return [...up, ...goals, ...(parent ? [parent] : [])]
}

/** 1 when left is higher, -1 when lower, 0 when equal or one is not in the list. */
export function compareLevels(analysis: Analysis, left: string, right: string): number {
  const list = integrityListOf(analysis)
  const [a, b] = [list.indexOf(left), list.indexOf(right)]
  return a < 0 || b < 0 ? 0 : Math.sign(a - b)
}
