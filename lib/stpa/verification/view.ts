import { graphOf, itemsOf, linkedFrom } from '../graph'
import { findKind } from '../kinds'
import type { Analysis, Item, Link, Uid } from '../model'
import { inReadingOrder } from '../order'
import { isActive } from '../state'
import {
  combinedState,
  type Verification,
  type VerificationState,
  verificationOf,
  verifiedClaims,
} from './verification'

/** What stands under a hazard or a safety goal, and how much of it is shown. */
export type RolledUp = {
  readonly item: Item
  readonly state: VerificationState
  readonly requirements: readonly Verification[]
  /** What others must do. They do not make it verified; one that is shown not to be met makes it fail. */
  readonly assumptionsOfUse: readonly Verification[]
  /** Constraints from which nothing follows and about which nothing is shown. */
  readonly bare: readonly Item[]
}

export type VerificationView = {
  readonly claims: readonly Verification[]
  readonly goals: readonly RolledUp[]
  readonly hazards: readonly RolledUp[]
  readonly counts: Readonly<Record<VerificationState, number>>
}

const views = new WeakMap<Analysis, VerificationView>()

/** Verification as a screen and the report show it; computed once per value. */
export function verificationView(analysis: Analysis): VerificationView {
  const cached = views.get(analysis)
  if (cached) return cached
  const claims = verifiedClaims(analysis)
  const counts = { verified: 0, partly: 0, failed: 0, stale: 0, notVerified: 0 }
  for (const { item, state } of claims) if (item.kind === 'requirement') counts[state]++
  const rolled = (kind: string) =>
    itemsOf(analysis, kind)
      .filter(isActive)
      .map((item) => rolledUp(analysis, item))
  const view = { claims, counts, goals: rolled('safetyGoal'), hazards: rolled('hazard') }
  views.set(analysis, view)
  return view
}

/** Everything that answers a hazard or a goal, along the links towards evidence, with its state. */
export function rolledUp(analysis: Analysis, item: Item): RolledUp {
  const reached = inReadingOrder(analysis, reachedFrom(analysis, item))
  const of = (kind: string) =>
    reached.filter((each) => each.kind === kind).flatMap((each) => verificationOf(analysis, each) ?? [])
  const [requirements, assumptionsOfUse] = [of('requirement'), of('assumptionOfUse')]
  const bare = reached.filter((each) => each.kind === 'systemConstraint' && isBare(analysis, each))
  const states = [
    ...requirements.map(({ state }) => state),
    ...bare.map((): VerificationState => 'notVerified'),
    ...assumptionsOfUse.flatMap(({ state }): VerificationState[] => (state === 'failed' ? [state] : [])),
  ]
  return { item, state: combinedState(states), requirements, assumptionsOfUse, bare }
}

function isBare(analysis: Analysis, constraint: Item): boolean {
  const follows = ['derivedFrom', 'refines', 'enforces'].some((name) =>
    linkedFrom(analysis, constraint.uid, name).some(isActive),
  )
  const parts = graphOf(analysis).children.get(constraint.uid) ?? []
  return !follows && parts.length === 0 && verificationOf(analysis, constraint)?.units.length === 0
}

function reachedFrom(analysis: Analysis, start: Item): Set<Item> {
  const reached = new Set([start])
  for (const item of reached) for (const below of downwards(analysis, item)) reached.add(below)
  reached.delete(start)
  return reached
}

/** As levels are handed down (integrity.ts): what links up to it, what it links down to, its parts. */
function downwards(analysis: Analysis, item: Item): Item[] {
  const { incoming, outgoing, children } = graphOf(analysis)
  const end = (uid: Uid, link: Link, towards: 'up' | 'down') => {
    const [from, other] = [analysis.items.get(link.from), analysis.items.get(uid)]
    return from && other && towardsOf(from, link) === towards ? [other] : []
  }
  const from = (incoming.get(item.uid) ?? []).flatMap((link) => end(link.from, link, 'up'))
  const to = (outgoing.get(item.uid) ?? []).flatMap((link) => end(link.to, link, 'down'))
  return [...from, ...to, ...(children.get(item.uid) ?? [])].filter(isActive)
}

/** A goal points up to the hazards that it prevents, yet what it asks goes down to them. */
const towardsOf = (from: Item, link: Link) =>
  from.kind === 'safetyGoal' ? 'down' : findKind(from.kind)?.links[link.name]?.towards
