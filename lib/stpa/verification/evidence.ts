import { fieldOf, textOf } from '../fieldValues'
import { analysisItem } from '../graph'
import type { Analysis, Item } from '../model'

/** What a piece of evidence says about what it is about. */
export type EvidenceOutcome = 'passed' | 'partly' | 'failed' | 'inconclusive'

const concluded: Readonly<Record<string, EvidenceOutcome>> = {
  holds: 'passed',
  partly: 'partly',
  fails: 'failed',
  inconclusive: 'inconclusive',
}

const countOf = (evidence: Item, name: string): number => {
  const value = fieldOf(evidence, name)
  return typeof value === 'number' && value > 0 ? value : 0
}

/**
 * A person's conclusion, else what the counts say. Only `passed` counts as passed: a case that was skipped, soft-failed,
 * not configured or broken shows nothing. Without a conclusion and without counts: inconclusive.
 */
export function outcomeOf(evidence: Item): EvidenceOutcome {
  return concluded[textOf(evidence, 'conclusion')] ?? countedOutcome(evidence)
}

export function countedOutcome(evidence: Item): EvidenceOutcome {
  if (countOf(evidence, 'failed') > 0) return 'failed'
  if (countOf(evidence, 'passed') === 0) return 'inconclusive'
  const isWhole = countOf(evidence, 'errors') + countOf(evidence, 'skipped') === 0 && !leavesOut(evidence)
  return isWhole ? 'passed' : 'partly'
}

/** Flags of a file that does not hold all its results, or not in words that are known (lib/evidence/model.ts). */
const incomplete = [
  ...[
    'truncated',
    'tooMany',
    'planNotMet',
    'noPlan',
    'noResult',
    'countsDiffer',
    'contradiction',
    'unknownResults',
    'joinedLines',
  ],
]

/** What was counted is not all that there was: the rest may have failed. */
const leavesOut = (evidence: Item): boolean => incomplete.some((code) => flagsOf(evidence).has(code))

/** `12 passed, 1 skipped or without a verdict, not all of the file is known`; '' where no cases were counted. */
export function countsText(evidence: Item): string {
  const names = ['passed', 'failed', 'errors', 'skipped'] as const
  const words = { passed: 'passed', failed: 'failed', errors: 'with errors', skipped: 'skipped or without a verdict' }
  const told = names.flatMap((name) =>
    countOf(evidence, name) > 0 ? [`${countOf(evidence, name)} ${words[name]}`] : [],
  )
  return (told.length > 0 && leavesOut(evidence) ? [...told, 'not all of the file is known'] : told).join(', ')
}

/** The limits that the reader of the file found: code → its meaning, in words. */
export function flagsOf(evidence: Item): ReadonlyMap<string, string> {
  const flags = fieldOf(evidence, 'flags')
  // Parsed by the kind's map field: a record of texts.
  return new Map(Object.entries((flags ?? {}) as Record<string, string>))
}

/** The flag of a trace whose calls were tampered with (lib/trace/model.ts). */
const tampered = 'injected'

/** Options of strace and perf that change what the program sees. */
const tampering = /(^|\s)(--inject|--fault|-e\s*(inject|fault))\b/

/** Calls were tampered with, by what the file or the command line that made it says. */
export const isTampered = (evidence: Item): boolean =>
  flagsOf(evidence).has(tampered) || tampering.test(textOf(evidence, 'commandLine'))

/**
 * Evidence of fault injection: it is declared so, or calls were tampered with and nobody says why it may count as
 * normal operation all the same.
 */
export const isFaultInjectionEvidence = (evidence: Item): boolean =>
  fieldOf(evidence, 'nature') === 'faultInjection' || (isTampered(evidence) && textOf(evidence, 'rationale') === '')

/**
 * Whether two kernel versions may be one: `6.1` and `6.1.192-1` may, `6.1.10` and `6.1.9` may not. The numbers count, as
 * far as both have them; what a distribution adds behind them does not.
 */
export function isSameKernel(left: string, right: string): boolean {
  const [a, b] = [numbersOf(left), numbersOf(right)]
  if (a.length === 0 || b.length === 0) return left.trim() === right.trim()
  return a.slice(0, b.length).every((part, index) => part === b[index])
}

const numbersOf = (version: string): number[] =>
  (/\d+(\.\d+)*/.exec(version)?.[0] ?? '').split('.').filter(Boolean).map(Number)

/** Days after which evidence is stale, where the analysis says nothing else. */
const usualAge = 365
const day = 86_400_000

export function ageLimitOf(analysis: Analysis): number {
  const item = analysisItem(analysis)
  const own = item ? fieldOf(item, 'evidenceAge') : null
  return typeof own === 'number' && own > 0 ? own : usualAge
}

/**
 * Days from the making of the evidence to the revision of the analysis: the same revision has the same ages. Undefined
 * without a date, and in an analysis that was never stored.
 */
export function ageOf(analysis: Analysis, evidence: Item): number | undefined {
  const [made, revised] = [Date.parse(textOf(evidence, 'date')), Date.parse(analysis.revisedAt)]
  return Number.isNaN(made) || Number.isNaN(revised) ? undefined : Math.max(0, Math.floor((revised - made) / day))
}

/** The kernel of the evidence, where it is not the one that the analysis speaks of. */
export function otherKernelOf(analysis: Analysis, evidence: Item): string | undefined {
  const item = analysisItem(analysis)
  const [of, own] = [item ? textOf(item, 'kernelVersion') : '', textOf(evidence, 'kernelVersion')]
  return of !== '' && own !== '' && !isSameKernel(of, own) ? own : undefined
}

/** Why evidence that once held may hold no more, in words; empty when nothing speaks against it. */
export function doubtsOf(analysis: Analysis, evidence: Item): string[] {
  const doubts: string[] = []
  const age = ageOf(analysis, evidence)
  if (age !== undefined && age > ageLimitOf(analysis)) doubts.push(`it is ${age} days old`)
  const other = otherKernelOf(analysis, evidence)
  if (other !== undefined) doubts.push(`it was made on Linux ${other}`)
  return doubts
}
