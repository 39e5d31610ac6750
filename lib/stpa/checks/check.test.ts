import { describe, expect, it } from 'vitest'
import { importSources } from '../formats/importSources'
import { analysisItem, findByKey } from '../graph'
import { kinds } from '../kinds'
import type { Analysis } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { steps } from '../steps'
import { withSources } from './importFindings'
import { check, isOn, phaseOf } from './index'
import { findRule, rules } from './rules'
import { analysisOf } from './testing/cases'

const hazards = (count: number) =>
  `hazard:\n${Array.from({ length: count }, (_, index) => `- {key: H-${index + 1}, text: Dark ${index}}`).join('\n')}`
const withPhase = (phase: string) => `analysis: [{key: AN-1, text: Case, phases: {purpose: ${phase}}}]\n${hazards(3)}`
const about = (analysis: Analysis, rule: string) => check(analysis).findings.filter((finding) => finding.rule === rule)
const uidOf = (analysis: Analysis, key: string) => findByKey(analysis, ['hazard', 'dismissal'], key)?.uid ?? ''
const change = (analysis: Analysis, ...operations: Operation[]) => apply(analysis, operations).analysis

describe('the rules', () => {
  it('have each an id of their own, a step and texts that are sentences', () => {
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length)
    for (const rule of rules) {
      expect(steps.map((step) => step.name)).toContain(rule.step)
      expect(rule.text, rule.id).toMatch(/^[A-Z].*\.$/s)
      expect(rule.reason, rule.id).toMatch(/^[A-Z].*\.$/s)
      expect(rule.title, rule.id).toMatch(/^[A-Z].*[^.]$/)
      expect(rule.source, rule.id).not.toBe('')
      expect(findRule(rule.id)).toBe(rule)
    }
  })

  it('name no key, which a report would take for one of the analysis that it is about', () => {
    const prefixes = kinds.flatMap(({ keyTemplate }) => /^[A-Z]+(?=-)/.exec(keyTemplate)?.[0] ?? [])
    const key = new RegExp(`\\b(?:${prefixes.join('|')})-\\d`)
    for (const { id, title, text, reason, source } of rules)
      expect(`${title} ${text} ${reason} ${source}`, id).not.toMatch(key)
  })

  it('are on, but for those that are off or for Linux, and few of them are errors', () => {
    const off = rules.filter((rule) => rule.enabled === 'off').map((rule) => rule.id)
    expect(off.sort()).toEqual(['M-05', 'S1-01', 'S1-03', 'S1-04', 'S1-08', 'S3-09b', 'S3-10c', 'S4-04'])
    const linux = rules.filter((rule) => rule.enabled === 'linux').map((rule) => rule.id)
    expect(linux).toEqual(['L-01a', 'L-01b', 'L-03', 'L-04', 'L-05'])
    const errors = rules.filter((rule) => rule.severity === 'error').map((rule) => rule.id)
    expect(errors.sort()).toEqual(['M-01a', 'M-01b', 'M-01c', 'M-01d', 'S1-02a', 'S1-02b', 'S1-11', 'S3-02'])
  })

  it('are switched by the profile and by the analysis itself', () => {
    const linux = findRule('L-03')
    const loss = findRule('S1-01')
    if (!linux || !loss) throw new Error('no such rule')
    const general = analysisOf('analysis: [{key: AN-1, text: Case}]')
    const own = analysisOf('analysis: [{key: AN-1, text: Case, profile: linux, rules: {L-03: off, S1-01: on}}]')
    expect([isOn(general, linux), isOn(general, loss)]).toEqual([false, false])
    expect([isOn(analysisOf('analysis: [{key: AN-1, text: Case, profile: linux}]'), linux), isOn(own, linux)]).toEqual([
      true,
      false,
    ])
    expect(isOn(own, loss)).toBe(true)
  })
})

describe('the phase of a step', () => {
  it('is in work with any item and not started with none, unless it is declared', () => {
    expect(phaseOf(analysisOf(hazards(1)), 'purpose')).toBe('inWork')
    expect(phaseOf(analysisOf(hazards(1)), 'structure')).toBe('notStarted')
    expect(phaseOf(analysisOf(withPhase('complete')), 'purpose')).toBe('complete')
  })

  it('makes one line of what is missing while the step is in work', () => {
    const [finding, ...others] = about(analysisOf(withPhase('inWork')), 'S1-02a')
    expect(others).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', message: '3 of 3 hazards lead to no loss.', of: 3 })
    expect(finding?.items).toHaveLength(3)
  })

  it('names a single gap by its item', () => {
    expect(about(analysisOf(hazards(1)), 'S1-02a')[0]).toMatchObject({ message: 'H-1 leads to no loss.' })
  })

  it('lists one by one what is missing when the step is complete, and nothing when it is not started', () => {
    expect(about(analysisOf(withPhase('complete')), 'S1-02a').map((finding) => finding.message)).toEqual([
      'H-1 leads to no loss.',
      'H-2 leads to no loss.',
      'H-3 leads to no loss.',
    ])
    expect(about(analysisOf(withPhase('notStarted')), 'S1-02a')).toEqual([])
  })

  it('silences the missing links of its own step only', () => {
    const analysis = analysisOf(
      `analysis: [{key: AN-1, text: Case, phases: {purpose: notStarted}}]\nhazard: [{key: H-1, text: TODO}]`,
    )
    expect(check(analysis).findings.map((finding) => finding.rule)).toEqual(['M-04'])
  })
})

describe('a dismissal', () => {
  const dismissed = () => {
    const analysis = analysisOf(withPhase('complete'))
    return change(
      analysis,
      { op: 'create', uid: 'd1', kind: 'dismissal', fields: { text: 'x', rule: 'S1-02a', reason: 'Known.' } },
      { op: 'link', from: 'd1', name: 'of', to: uidOf(analysis, 'H-2') },
    )
  }

  it('sets the finding of its rule on its item aside', () => {
    const result = check(dismissed())
    expect(result.findings.filter((finding) => finding.rule === 'S1-02a')).toHaveLength(2)
    expect(result.dismissed).toMatchObject([{ rule: 'S1-02a', message: 'H-2 leads to no loss.', dismissedBy: 'd1' }])
    expect(about(dismissed(), 'S1-02d')).toHaveLength(3)
  })

  it('lapses when its item is edited, and holds again when the edit is taken back', () => {
    const analysis = dismissed()
    const uid = uidOf(analysis, 'H-2')
    const edited = change(analysis, { op: 'update', uid, was: { text: 'Dark 1' }, set: { text: 'Darker' } })
    expect(about(edited, 'S1-02a')).toHaveLength(3)
    const back = change(edited, { op: 'update', uid, was: { text: 'Darker' }, set: { text: 'Dark 1' } })
    expect(about(back, 'S1-02a')).toHaveLength(2)
  })

  it('is not touched by a new place among its siblings', () => {
    const analysis = dismissed()
    const moved = change(analysis, { op: 'move', uid: uidOf(analysis, 'H-2'), parent: null, order: 99 })
    expect(about(moved, 'S1-02a')).toHaveLength(2)
  })

  it('without an item holds for its rule everywhere, and does nothing once it is withdrawn', () => {
    const whole = (state: string) =>
      analysisOf(
        `${withPhase('inWork')}\ndismissal: [{key: DIS-1, text: x, rule: S1-02a, reason: Later., state: ${state}}]`,
      )
    expect(about(whole('accepted'), 'S1-02a')).toEqual([])
    expect(check(whole('accepted')).dismissed).toHaveLength(3)
    expect(about(whole('withdrawn'), 'S1-02a')).toHaveLength(1)
  })
})

describe('findings', () => {
  it('stand errors first, then in the order of the steps, and are counted', () => {
    const { findings, counts } = check(
      analysisOf(`${hazards(2)}\nelement: [{key: E-1, text: Alone}]\nloss: [{key: L-1, text: TODO}]`),
    )
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'error S1-02a',
      'warning S1-02c',
      'warning S1-02d',
      'warning S2-09b',
      'hint M-04',
    ])
    expect(counts).toEqual({ error: 1, warning: 3, hint: 1 })
  })

  it('are computed once per value', () => {
    const analysis = analysisOf(hazards(2))
    expect(check(analysis)).toBe(check(analysis))
  })

  it('carry the place in the file that was read, and what reading had to leave out', () => {
    const text = 'stpa: 1\nhazard:\n- {key: H-1, text: Dark, leadsTo: [L-9]}\n- {key: H-2, parent: H-7, text: Late}\n'
    const imported = importSources(null, [{ name: 'a.stpa.yaml', text, hash: '' }])
    const { findings, counts } = withSources(imported.analysis, check(imported.analysis), imported)
    expect(findings.filter((finding) => finding.severity === 'error')).toMatchObject([
      { rule: 'S1-02a', place: { file: 'a.stpa.yaml', line: 3 } },
      { rule: 'M-01b', place: { file: 'a.stpa.yaml', line: 4 } },
      {
        rule: 'M-01b',
        place: { file: 'a.stpa.yaml', line: 3 },
        message: 'H-1: "leadsTo" points to L-9, which is not there.',
      },
    ])
    expect(counts.error).toBe(3)
  })

  it('do not count what a switched-off rule would say about the reading', () => {
    const text =
      'stpa: 1\nanalysis: [{key: AN-1, text: x, rules: {M-01b: off}}]\nloss: [{key: L-1, text: x, valuedBy: [S-1]}]\n'
    const imported = importSources(null, [{ name: 'a.stpa.yaml', text, hash: '' }])
    expect(analysisItem(imported.analysis)?.key).toBe('AN-1')
    expect(withSources(imported.analysis, check(imported.analysis), imported).counts.error).toBe(0)
  })
})
