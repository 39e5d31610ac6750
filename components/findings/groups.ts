import { findRule } from '@/lib/stpa/checks/rules'
import type { Finding, Severity } from '@/lib/stpa/checks/types'
import type { Analysis } from '@/lib/stpa/model'
import { steps } from '@/lib/stpa/steps'

export type Grouping = 'step' | 'severity' | 'rule'

export const severities: readonly Severity[] = ['error', 'warning', 'hint']
export const severityTitles = { error: 'Errors', warning: 'Warnings', hint: 'Hints' } as const
export const severityLooks = { error: 'text-error', warning: 'text-warning', hint: 'text-hint' } as const

export type FindingGroup = { readonly name: string; readonly title: string; readonly findings: readonly Finding[] }

/** Findings by step of the method, by severity, or by rule; groups in the order of the method. */
export function groupFindings(findings: readonly Finding[], by: Grouping): FindingGroup[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const list = groups.get(finding[by])
    if (list) list.push(finding)
    else groups.set(finding[by], [finding])
  }
  const names = by === 'step' ? steps.map((step) => step.name) : by === 'severity' ? severities : [...groups.keys()]
  return names.flatMap((name) => {
    const found = groups.get(name)
    return found ? [{ name, title: titleOf(by, name), findings: found }] : []
  })
}

function titleOf(by: Grouping, name: string): string {
  if (by === 'step') return steps.find((step) => step.name === name)?.title ?? name
  if (by === 'severity') return severityTitles[name as Severity] // a key of `severities`
  const rule = findRule(name)
  return rule ? `${name} ${rule.title}` : name
}

/** Whether a finding has these words in its message, its rule or the keys of its items. */
export function hasWords(analysis: Analysis, finding: Finding, words: string): boolean {
  const wanted = words.toLowerCase().trim()
  if (wanted === '') return true
  const keys = finding.items.map((uid) => analysis.items.get(uid)?.key ?? '')
  return [finding.message, finding.rule, ...keys].some((text) => text.toLowerCase().includes(wanted))
}

/** Findings have no identity of their own: rule and items tell them apart. */
export const findingId = (finding: Finding): string =>
  `${finding.rule} ${finding.of ?? ''} ${finding.items.join(' ')} ${finding.message}`
