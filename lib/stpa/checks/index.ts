import { fieldOf } from '../fieldValues'
import { analysisItem, itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Item } from '../model'
import { type Step, steps } from '../steps'
import { type Dismissals, dismissalsOf } from './dismissals'
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
  for (const rule of rules) {
    if (!isOn(analysis, rule)) continue
    const { open, aside } = findingsOf(analysis, rule, dismissals)
    for (const finding of open) findings.push(finding)
    for (const finding of aside) dismissed.push(finding)
  }
  const result = resultOf(findings, dismissed)
  results.set(analysis, result)
  return result
}

/** Findings in their order, with their counts. */
export function resultOf(findings: readonly Finding[], dismissed: readonly Finding[]): CheckResult {
  const counts = { error: 0, warning: 0, hint: 0 }
  for (const finding of findings) counts[finding.severity]++
  return { findings: [...findings].sort(compareFindings), dismissed, counts }
}

export type Phase = 'notStarted' | 'inWork' | 'complete'

/** Whether a rule runs: the analysis' own switch, else the rule's default and the profile. */
export function isOn(analysis: Analysis, rule: Pick<Rule, 'id' | 'enabled'>): boolean {
  const item = analysisItem(analysis)
  const own = mapOf(analysis, 'rules')[rule.id]
  if (own) return own === 'on'
  return rule.enabled === 'on' || (rule.enabled === 'linux' && item?.fields.profile === 'linux')
}

/** The declared phase of a step; without one, in work when the step has any item. */
export function phaseOf(analysis: Analysis, step: Step): Phase {
  // Parsed by the analysis kind: a record of phases.
  const declared = mapOf(analysis, 'phases')[step] as Phase | undefined
  if (declared) return declared
  const hasItems = kinds.some((kind) => kind.step === step && !kind.single && itemsOf(analysis, kind.name).length > 0)
  return hasItems ? 'inWork' : 'notStarted'
}

function mapOf(analysis: Analysis, name: 'rules' | 'phases'): Readonly<Record<string, string>> {
  const item = analysisItem(analysis)
  // Parsed by the analysis kind: a record of texts.
  return ((item && fieldOf(item, name)) as Record<string, string> | undefined) ?? {}
}

function findingsOf(analysis: Analysis, rule: Rule, dismissals: Dismissals): { open: Finding[]; aside: Finding[] } {
  const phase = rule.whileInWork ? phaseOf(analysis, rule.step) : 'complete'
  if (phase === 'notStarted') return { open: [], aside: [] }
  const open: Hit[] = []
  const aside: Finding[] = []
  for (const hit of rule.check(analysis)) {
    const dismissedBy = dismissals(rule.id, hit.items[0]?.uid)
    if (dismissedBy) aside.push({ ...findingOf(rule, hit), dismissedBy })
    else open.push(hit)
  }
  const summed = rule.whileInWork && phase === 'inWork' && open.length > 1
  return { open: summed ? [summaryOf(analysis, rule, open)] : open.map((hit) => findingOf(rule, hit)), aside }
}

/** One line for a rule whose step is in work: one by one, what is still missing would hide what is wrong. */
function summaryOf(analysis: Analysis, rule: Rule, hits: readonly Hit[]): Finding {
  const of = rule.whileInWork?.of(analysis) ?? hits.length
  const message = rule.whileInWork?.summary(hits.length, of) ?? ''
  return { ...findingOf(rule, { items: hits.flatMap((hit) => hit.items[0] ?? []), message }), of }
}

function findingOf({ id, severity, step }: Rule, { items, message }: Hit): Finding {
  return { rule: id, severity, step, message, items: items.map((item) => item.uid), ...placeOf(items[0]) }
}

function placeOf(item: Item | undefined): Pick<Finding, 'place'> {
  const { file, line } = item?.origin ?? {}
  return file === undefined ? {} : { place: { file, ...(line === undefined ? {} : { line }) } }
}

const severities: readonly Severity[] = ['error', 'warning', 'hint']
const stepOrder = new Map<string, number>(steps.map((step, index) => [step.name, index]))

function compareFindings(left: Finding, right: Finding): number {
  const bySeverity = severities.indexOf(left.severity) - severities.indexOf(right.severity)
  return bySeverity || (stepOrder.get(left.step) ?? 0) - (stepOrder.get(right.step) ?? 0)
}
