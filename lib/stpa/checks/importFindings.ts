import type { Place } from '../errors'
import type { Analysis, Report, Uid } from '../model'
import { isOn, resultOf } from './index'
import { findRule } from './rules'
import type { CheckResult, Finding } from './types'

/**
 * The findings about an analysis that was just read from files: what reading had to leave out (a reference that leads
 * nowhere is not in the analysis any more) counts with its rule, and every finding gets its place in these files.
 */
export function withSources(
  analysis: Analysis,
  result: CheckResult,
  { report, places }: { readonly report: Report; readonly places: ReadonlyMap<Uid, Place> },
): CheckResult {
  const placed = result.findings.map((finding): Finding => {
    const place = finding.items[0] === undefined ? undefined : places.get(finding.items[0])
    return place ? { ...finding, place } : finding
  })
  return resultOf([...leftOut(analysis, report), ...placed], result.dismissed)
}

/** Nothing is left out in silence: whatever was skipped or lost has a rule, if not one of its own. */
const ruleOf = { created: undefined, repaired: undefined, skipped: 'M-01d', lost: 'M-01e' }

function leftOut(analysis: Analysis, report: Report): Finding[] {
  const lines = [...report.repaired, ...report.skipped, ...report.lost]
  return lines.flatMap(({ rule: own, outcome, message, place }) => {
    const id = own ?? ruleOf[outcome]
    const rule = id === undefined ? undefined : findRule(id)
    if (!rule || !isOn(analysis, rule)) return []
    const { severity, step } = rule
    return [{ rule: rule.id, severity, step, message, items: [], ...(place ? { place } : {}) }]
  })
}
