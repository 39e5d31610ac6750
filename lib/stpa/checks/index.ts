import { fieldOf } from '../fieldValues'
import { fingerprint } from '../fingerprint'
import { analysisItem, graphOf, itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import { type Step, steps } from '../steps'
import { rules } from './rules'
import type { CheckResult, Finding, Hit, Rule, Severity } from './types'

const results = new WeakMap<Analysis, CheckResult>()

/** All findings about an analysis; computed once per value. Never throws, never refuses: an unfinished analysis is fine. */
export function check(analysis: Analysis): CheckResult {
  const known = results.get(analysis)
  if (known) return known
  const dismissals = dismissalsOf(analysis)
  const findings: Finding[] = []
  const dismissed: Finding[] = []
  for (const rule of rules.filter((candidate) => isOn(analysis, candidate))) {
    const { open, aside } = findingsOf(analysis, rule, dismissals)
    findings.push(...open)
    dismissed.push(...aside)
  }
  findings.sort(compareFindings)
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const finding of findings) counts[finding.severity]++
  const result = { findings, dismissed, counts }
  results.set(analysis, result)
  return result
}

/** Whether a rule runs: the analysis' own switch, else the rule's default and the profile. */
export function isOn(analysis: Analysis, rule: Rule): boolean {
  const item = analysisItem(analysis)
  const switches = item && fieldOf(item, 'rules')
  // Parsed by the analysis kind: a record of "on" and "off".
  const own = (switches as Record<string, string> | undefined)?.[rule.id]
  if (own) return own === 'on'
  return rule.enabled === 'on' || (rule.enabled === 'linux' && item?.fields.profile === 'linux')
}

export type Phase = 'notStarted' | 'inWork' | 'complete'

/** The declared phase of a step; without one, in work when the step has any item. */
export function phaseOf(analysis: Analysis, step: Step): Phase {
  const item = analysisItem(analysis)
  // Parsed by the analysis kind: a record of phases.
  const declared = ((item && fieldOf(item, 'phases')) as Record<string, Phase> | undefined)?.[step]
  if (declared) return declared
  const hasItems = kinds.some((kind) => kind.step === step && !kind.single && itemsOf(analysis, kind.name).length > 0)
  return hasItems ? 'inWork' : 'notStarted'
}

function findingsOf(analysis: Analysis, rule: Rule, dismissals: Dismissals): { open: Finding[]; aside: Finding[] } {
  const phase = rule.missing ? phaseOf(analysis, rule.step) : 'complete'
  if (phase === 'notStarted') return { open: [], aside: [] }
  const { id, severity, step } = rule
  const open: Hit[] = []
  const aside: Finding[] = []
  for (const found of rule.check(analysis)) {
    const dismissedBy =
      dismissals.get(dismissalId(id, found.items[0]?.uid)) ?? dismissals.get(dismissalId(id, undefined))
    if (dismissedBy) aside.push({ ...findingOf(rule, found), dismissedBy })
    else open.push(found)
  }
  if (phase === 'complete' || open.length < 2) return { open: open.map((found) => findingOf(rule, found)), aside }
  const message = `${rule.missing?.summary(open.length, rule.missing.of(analysis)) ?? open.length}.`
  const items = open.flatMap((found) => found.items[0]?.uid ?? [])
  return { open: [{ rule: id, severity, step, message, items }], aside }
}

function findingOf({ id, severity, step }: Rule, { items, message }: Hit): Finding {
  return { rule: id, severity, step, message, items: items.map(uidOf), ...placeOf(items[0]) }
}

type Dismissals = ReadonlyMap<string, Uid>

const uidOf = (item: Item): Uid => item.uid

function placeOf(item: Item | undefined): Pick<Finding, 'place'> {
  const { file, line } = item?.origin ?? {}
  return file === undefined ? {} : { place: { file, ...(line === undefined ? {} : { line }) } }
}

const dismissalId = (rule: string, uid: Uid | undefined): string => `${rule} ${uid ?? ''}`

/** A dismissal holds while its item is as it was when it was confirmed; one without an item holds for the whole rule. */
function dismissalsOf(analysis: Analysis): Map<string, Uid> {
  const map = new Map<string, Uid>()
  for (const dismissal of itemsOf(analysis, 'dismissal')) {
    if (dismissal.fields.state === 'withdrawn' || dismissal.fields.state === 'rejected') continue
    const rule = String(dismissal.fields.rule ?? '')
    const link = (graphOf(analysis).outgoing.get(dismissal.uid) ?? []).find((candidate) => candidate.name === 'of')
    const target = link && analysis.items.get(link.to)
    if (!target) map.set(dismissalId(rule, undefined), dismissal.uid)
    else if (!link.confirmed || link.confirmed.to === fingerprint(target))
      map.set(dismissalId(rule, target.uid), dismissal.uid)
  }
  return map
}

const severities: readonly Severity[] = ['error', 'warning', 'hint']

function compareFindings(left: Finding, right: Finding): number {
  const bySeverity = severities.indexOf(left.severity) - severities.indexOf(right.severity)
  if (bySeverity !== 0) return bySeverity
  const stepOf = (finding: Finding) => steps.findIndex((step) => step.name === finding.step)
  return stepOf(left) - stepOf(right)
}
