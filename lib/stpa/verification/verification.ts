import { fieldOf, textOf } from '../fieldValues'
import { fingerprint } from '../fingerprint'
import { graphOf, itemsOf, linked, linkedFrom } from '../graph'
import { type Analysis, type Item, type Link, linkId, type Uid } from '../model'
import { isActive } from '../state'
import { doubtsOf, type EvidenceOutcome, isFaultInjectionEvidence, isSameKernel, outcomeOf } from './evidence'

export type VerificationState = 'verified' | 'partly' | 'failed' | 'stale' | 'notVerified'

export const verificationStates: readonly { value: VerificationState; label: string; tone: 'good' | 'warn' | 'bad' }[] =
  [
    { value: 'verified', label: 'Verified', tone: 'good' },
    { value: 'partly', label: 'Partly', tone: 'warn' },
    { value: 'failed', label: 'Failed', tone: 'bad' },
    { value: 'stale', label: 'Stale', tone: 'warn' },
    { value: 'notVerified', label: 'Not verified', tone: 'warn' },
  ]

/** One piece of evidence about a claim. */
export type EvidenceResult = {
  readonly evidence: Item
  readonly outcome: EvidenceOutcome
  /** Why it may hold no more: age, another kernel, a claim that was changed since. */
  readonly doubts: readonly string[]
  /** Why it does not count, in words: newer evidence, fault injection. '' when it does. */
  readonly aside: string
}

/** A verification case with its results, or the evidence that is about the claim directly (no case). */
export type VerificationUnit = {
  readonly testCase: Item | undefined
  readonly results: readonly EvidenceResult[]
  readonly state: VerificationState
}

export type Verification = {
  readonly item: Item
  readonly state: VerificationState
  readonly units: readonly VerificationUnit[]
  /** What it is decomposed into. */
  readonly parts: readonly Verification[]
}

/** Kinds that evidence or a verification case can be about. */
const claimKinds = ['requirement', 'assumptionOfUse', 'controllerConstraint', 'systemConstraint', 'assumption'] as const

const known = new WeakMap<Analysis, ReadonlyMap<Uid, Verification>>()

/**
 * Whether a claim is shown to hold: by its cases' results, the evidence about it, and what it is decomposed into. One
 * failure is enough to fail; one open case to be verified in part only. Only the newest result of a case counts, per
 * kernel, architecture and configuration. Undefined for an item that makes no claim.
 */
export const verificationOf = (analysis: Analysis, item: Item): Verification | undefined =>
  verificationsOf(analysis).get(item.uid)

/** All claims, once per value and in reading order: where circles of decompositions are cut depends on nothing else. */
function verificationsOf(analysis: Analysis): ReadonlyMap<Uid, Verification> {
  const cached = known.get(analysis)
  if (cached) return cached
  const found = new Map<Uid, Verification>()
  for (const kind of claimKinds) for (const item of itemsOf(analysis, kind)) verify(analysis, item, found, new Set())
  known.set(analysis, found)
  return found
}

/** Decompositions are followed so far: deeper ones are no tree that anybody reads. */
const deepest = 64

function verify(analysis: Analysis, item: Item, cache: Map<Uid, Verification>, above: ReadonlySet<Uid>): Verification {
  const cached = cache.get(item.uid)
  if (cached) return cached
  const path = new Set([...above, item.uid])
  const units = unitsOf(analysis, item)
  // A circle is a finding of its own (M-01c); here it is cut.
  const parts = path.size > deepest ? [] : partsOf(analysis, item).filter((part) => !path.has(part.uid))
  const verified = parts.map((part) => verify(analysis, part, cache, path))
  const state = combinedState([...units, ...verified].map((each) => each.state))
  const verification = { item, state, units, parts: verified }
  cache.set(item.uid, verification)
  return verification
}

function partsOf(analysis: Analysis, item: Item): Item[] {
  const children = graphOf(analysis).children.get(item.uid) ?? []
  const halves = linkedFrom(analysis, item.uid, 'decomposes', 'requirement')
  return [...new Set([...children, ...halves])].filter(isActive)
}

/** Failed if one is; verified, or stale, if all are; in part if something is; else not verified. */
export function combinedState(states: readonly VerificationState[]): VerificationState {
  if (states.includes('failed')) return 'failed'
  if (states.length > 0 && states.every((state) => state === 'verified')) return 'verified'
  if (states.length > 0 && states.every((state) => state === 'verified' || state === 'stale')) return 'stale'
  return states.some((state) => state !== 'notVerified') ? 'partly' : 'notVerified'
}

function unitsOf(analysis: Analysis, claim: Item): VerificationUnit[] {
  const cases = linkedFrom(analysis, claim.uid, 'verifies', 'testCase').filter(isActive)
  const direct = resultsOf(analysis, claim, claim, 'supports')
  const units = cases.map((testCase) => unitOf(testCase, resultsOf(analysis, claim, testCase, 'resultOf')))
  return direct.length > 0 ? [...units, unitOf(undefined, direct)] : units
}

function unitOf(testCase: Item | undefined, results: readonly EvidenceResult[]): VerificationUnit {
  return { testCase, results, state: stateOfResults(results.filter(({ aside }) => aside === '')) }
}

function stateOfResults(results: readonly EvidenceResult[]): VerificationState {
  const outcomes = new Set(results.map(({ outcome }) => outcome))
  if (outcomes.has('failed')) return 'failed'
  if (outcomes.has('partly')) return 'partly'
  if (!outcomes.has('passed')) return 'notVerified'
  if (outcomes.has('inconclusive')) return 'partly'
  return results.some(({ doubts }) => doubts.length > 0) ? 'stale' : 'verified'
}

/** The evidence that points to `target` by a link: to the claim itself, or to one of its cases. */
function resultsOf(analysis: Analysis, claim: Item, target: Item, name: 'supports' | 'resultOf'): EvidenceResult[] {
  const found = (graphOf(analysis).incoming.get(target.uid) ?? []).flatMap((link) => {
    const evidence = link.name === name ? analysis.items.get(link.from) : undefined
    return evidence?.kind === 'evidence' && isActive(evidence) ? [{ link, evidence }] : []
  })
  const all = found.map(({ evidence }) => evidence)
  return found.map(({ link, evidence }) => ({
    evidence,
    outcome: outcomeOf(evidence),
    doubts: [...doubtsOf(analysis, evidence), ...changedSince(analysis, link, target)],
    aside: asideOf(analysis, { claim, target, evidence, all }),
  }))
}

function changedSince(analysis: Analysis, link: Link, target: Item): string[] {
  const confirmed = analysis.links.get(linkId(link))?.confirmed
  return confirmed && confirmed.to !== fingerprint(target) ? [`${target.key} was changed since`] : []
}

type Judged = { claim: Item; target: Item; evidence: Item; all: readonly Item[] }

function asideOf(analysis: Analysis, { claim, target, evidence, all }: Judged): string {
  if (isFaultInjectionEvidence(evidence) && ![claim, target].some((item) => asksForFaults(analysis, item)))
    return 'it is evidence of fault injection, not of normal operation'
  const newer = all.find((other) => replaces(analysis, other, evidence))
  return newer ? `${newer.key} is newer` : ''
}

/** A case or requirement that is about a fault: by its method, or because it injects one of a scenario. */
export function asksForFaults(analysis: Analysis, item: Item): boolean {
  const method = fieldOf(item, item.kind === 'testCase' ? 'method' : 'verificationMethod')
  if (method === 'faultInjection') return true
  return item.kind === 'testCase' && linked(analysis, item.uid, 'injects').some(isActive)
}

/** Newer, and about the same: a pass on another machine does not take back a failure on this one. */
function replaces(analysis: Analysis, newer: Item, older: Item): boolean {
  if (textOf(older, 'date') === '' || textOf(newer, 'date') <= textOf(older, 'date')) return false
  if (isFaultInjectionEvidence(newer) !== isFaultInjectionEvidence(older)) return false
  const alike = ['type', 'architecture', 'configuration', 'machine'].every(
    (name) => textOf(newer, name) === textOf(older, name),
  )
  const [to, from] = [textOf(newer, 'kernelVersion'), textOf(older, 'kernelVersion')]
  const isForward = doubtsOf(analysis, newer).length === 0 && doubtsOf(analysis, older).length > 0
  return alike && outcomeOf(newer) !== 'inconclusive' && (isSameKernel(to, from) || isForward)
}

/** Claims in reading order: all requirements and assumptions of use; of the others those that something is shown about. */
export function verifiedClaims(analysis: Analysis): Verification[] {
  const isShown = ({ item, units }: Verification) =>
    item.kind === 'requirement' || item.kind === 'assumptionOfUse' || units.length > 0
  const all = claimKinds.flatMap((kind) => itemsOf(analysis, kind)).filter(isActive)
  return all.flatMap((item) => verificationOf(analysis, item) ?? []).filter(isShown)
}

/** Takes evidence as it stands for what the claim or case says now: `changed since` goes away. */
export function confirmEvidence(analysis: Analysis, { from, name, to }: Pick<Link, 'from' | 'name' | 'to'>) {
  const [evidence, target] = [analysis.items.get(from), analysis.items.get(to)]
  if (!evidence || !target) return []
  const confirmed = { from: fingerprint(evidence), to: fingerprint(target) }
  return [{ op: 'link', from, name, to, confirmed }] as const
}
