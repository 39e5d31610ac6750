import { fieldOf, textOf } from './fieldValues'
import { analysisItem, graphOf, itemsOf } from './graph'
import { integrityLists } from './integrityLevels'
import { findKind } from './kinds'
import type { Analysis, Item, Link, Uid } from './model'
import { isActive } from './state'

/** The analysis' own list of integrity levels, lowest first; ISO 26262's when it names none. */
export function integrityListOf(analysis: Analysis): readonly string[] {
  const item = analysisItem(analysis)
  const own = item ? fieldOf(item, 'integrityList') : []
  return Array.isArray(own) && own.length > 0 ? own.map(String) : integrityLists['ISO 26262']
}

/**
 * The level that follows from the links: the highest of those that an item leads up to, over its parents and its links
 * towards losses and goals. A level that a person set on a requirement on the way counts from there on.
 * Undefined when no level is reached, and when the lowest is all that is reached beside a goal whose level is unknown:
 * unknown is not QM.
 */
export function derivedLevel(analysis: Analysis, item: Item): string | undefined {
  return integrityListOf(analysis)[levelsOf(analysis).get(item.uid) ?? -1]
}

/** 1 when left is higher, -1 when lower, 0 when equal or one is not in the list. `QM(B)` counts as QM. */
export function compareLevels(analysis: Analysis, left: string, right: string): number {
  const list = integrityListOf(analysis)
  const [a, b] = [rankOf(list, left), rankOf(list, right)]
  return a === undefined || b === undefined ? 0 : Math.sign(a - b)
}

/** `ASIL A(B)` without what stands in brackets at its end. */
function withoutHalf(level: string): string {
  const open = level.endsWith(')') ? level.indexOf('(') : -1
  return open < 0 ? level : level.slice(0, open).trimEnd()
}

/** The place of a level in its list: `ASIL B`, `B`, and `ASIL A(B)`, which is the A half of a B that was decomposed. */
function rankOf(list: readonly string[], level: string): number | undefined {
  const name = withoutHalf(level.trim())
  const index = list.indexOf(name)
  const found = index >= 0 ? index : list.findIndex((entry) => name !== '' && entry.endsWith(` ${name}`))
  return found < 0 ? undefined : found
}

const known = new WeakMap<Analysis, ReadonlyMap<Uid, number>>()

/** Ranks handed down from the goals, the highest first: every item is passed once. */
function levelsOf(analysis: Analysis): ReadonlyMap<Uid, number> {
  const cached = known.get(analysis)
  if (cached) return cached
  const ranks = handDown(analysis)
  known.set(analysis, ranks)
  return ranks
}

/** An unknown level stands just above the lowest, so that it hides that one and nothing else. */
const unknownRank = 0.5

function handDown(analysis: Analysis): Map<Uid, number> {
  const list = integrityListOf(analysis)
  const derived = new Map<Uid, number>()
  const sources: { item: Item; rank: number }[] = []
  for (const item of [...itemsOf(analysis, 'safetyGoal'), ...itemsOf(analysis, 'requirement')]) {
    const rank = isActive(item) ? ownRank(list, item) : undefined
    if (rank !== undefined) sources.push({ item, rank })
  }
  const withOwn = new Set(sources.map(({ item }) => item))
  sources.sort((left, right) => right.rank - left.rank)
  for (const { item: source, rank } of sources) {
    if (source.kind === 'safetyGoal') derived.set(source.uid, rank)
    const stack = [source]
    for (let next = stack.pop(); next; next = stack.pop()) {
      for (const below of downwards(analysis, next)) {
        if (derived.has(below.uid)) continue
        derived.set(below.uid, rank)
        if (!withOwn.has(below)) stack.push(below)
      }
    }
  }
  return derived
}

function ownRank(list: readonly string[], item: Item): number | undefined {
  if (item.kind === 'safetyGoal') return rankOf(list, textOf(item, 'integrityLevel')) ?? unknownRank
  return item.kind === 'requirement' ? rankOf(list, textOf(item, 'requiredLevel')) : undefined
}

/** What stands directly under an item: what links up to it, what it links down to, its parts, the hazards of a goal. */
function downwards(analysis: Analysis, item: Item): Item[] {
  const { incoming, outgoing, children } = graphOf(analysis)
  const from = (incoming.get(item.uid) ?? []).flatMap((link) => {
    const below = analysis.items.get(link.from)
    return below && towardsOf(below, link) === 'up' ? below : []
  })
  const to = (outgoing.get(item.uid) ?? []).flatMap((link) => {
    const below = analysis.items.get(link.to)
    return below && towardsOf(item, link) === 'down' ? below : []
  })
  return [...from, ...to, ...(children.get(item.uid) ?? [])].filter(isActive)
}

/** A goal points up to the hazards that it prevents, yet its level goes down to them. */
const towardsOf = (from: Item, link: Link) =>
  from.kind === 'safetyGoal' ? 'down' : findKind(from.kind)?.links[link.name]?.towards
