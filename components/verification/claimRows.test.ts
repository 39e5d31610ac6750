import { describe, expect, it } from 'vitest'
import { figuresCsv } from '@/components/view/table/figures'
import { findByKey } from '@/lib/stpa/graph'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { analysisOf } from '@/lib/stpa/report/testing/analysisOf'
import { confirmEvidence } from '@/lib/stpa/verification/verification'
import { type ClaimRow, claimRows, countStates, kindsOf, opened } from './claimRows'

const analysis = analysisOf(`
analysis:
- {key: A-1, text: Sample, evidenceAge: 100, kernelVersion: "6.1"}
safetyGoal:
- {key: SG-1, text: Goal, prevents: [H-1]}
loss:
- {key: L-1, text: Loss}
hazard:
- {key: H-1, text: Hazard, leadsTo: [L-1]}
systemConstraint:
- {key: SC-1, text: Constraint, addresses: [H-1]}
- {key: SC-2, text: Bare, addresses: [H-1]}
requirement:
- {key: REQ-1, text: Passed, derivedFrom: [SC-1]}
- {key: REQ-2, text: Open, derivedFrom: [SC-1]}
- {key: REQ-3, text: Old, derivedFrom: [SC-1]}
- {key: REQ-4, text: Nothing, derivedFrom: [SC-1]}
assumptionOfUse:
- {key: AOU-1, text: Broken, derivedFrom: [SC-2]}
testCase:
- {key: TC-1, text: First, verifies: [REQ-1]}
- {key: TC-2, text: Second, verifies: [REQ-2]}
- {key: TC-3, text: Third, verifies: [REQ-3]}
evidence:
- {key: EV-1, text: Run, type: testResults, passed: 3, date: "2026-11-01", kernelVersion: 6.1.21, resultOf: [TC-1]}
- {key: EV-3, text: Old run, type: testResults, passed: 3, date: "2026-01-01", kernelVersion: 6.1.21, resultOf: [TC-3]}
`)

const rowIn = (of: Analysis, key: string): ClaimRow => {
  const row = claimRows(of).find(({ item }) => item.key === key)
  if (!row) throw new Error(`no ${key}`)
  return row
}
const told = (key: string) => {
  const { label, why, age } = rowIn(analysis, key)
  return [label, why, age]
}

describe('the rows of verification', () => {
  it('are goals, hazards, constraints, requirements and assumptions of use, in reading order', () => {
    expect(claimRows(analysis).map(({ item }) => item.key)).toEqual([
      ...['SG-1', 'H-1', 'SC-1', 'SC-2', 'REQ-1', 'REQ-2', 'REQ-3', 'REQ-4', 'AOU-1'],
    ])
    expect(kindsOf(claimRows(analysis)).map(({ title, count }) => `${title} ${count}`)).toContain('Requirements 4')
    expect(countStates(claimRows(analysis))).toEqual({ verified: 1, partly: 3, failed: 0, stale: 1, notVerified: 4 })
  })

  it('say why, with the age of the evidence at the date of the revision', () => {
    expect(told('REQ-1')).toEqual(['Verified', '', 22])
    expect(told('REQ-2')).toEqual(['Not verified', 'TC-2 has no result', null])
    expect(told('REQ-3')).toEqual(['Stale', 'EV-3: it is 326 days old', 326])
    expect(told('REQ-4')).toEqual(['Not verified', 'no verification case, no evidence', null])
    expect(told('SC-1')[1]).toBe('1 of 4 requirements stale: REQ-3; 2 of 4 requirements not verified: REQ-2, REQ-4')
    expect(told('SC-2')).toEqual(['Not verified', 'no requirement follows from it', null])
  })

  it('open from the goal to the requirement, its case and the evidence', () => {
    const goal = rowIn(analysis, 'SG-1')
    const [requirement] = goal.children()
    const [testCase] = requirement?.children() ?? []
    const open = new Set([goal.id, requirement?.id ?? '', testCase?.id ?? ''])
    const rows = opened([goal], open).map(({ item, level, label }) => `${level} ${item.key} ${label}`)
    expect(rows.slice(0, 5)).toEqual([
      '0 SG-1 Partly',
      '1 REQ-1 Verified',
      '2 TC-1 Verified',
      '3 EV-1 Passed',
      '1 REQ-2 Not verified',
    ])
    const ids = opened(claimRows(analysis), new Set(claimRows(analysis).map(({ id }) => id))).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('offer to confirm evidence whose claim was changed, and nothing for what is only old', () => {
    const item = findByKey(analysis, ['testCase'], 'TC-1')
    if (!item) throw new Error('there is one')
    const changed = apply(
      analysis,
      [{ op: 'update', uid: item.uid, set: { text: 'Other' }, was: { text: 'First' } }],
      analysis.revisedAt,
    ).analysis
    const row = rowIn(changed, 'REQ-1')
    expect([row.label, row.why, row.confirmable.length]).toEqual(['Stale', 'EV-1: TC-1 was changed since', 1])
    expect(rowIn(analysis, 'REQ-3').confirmable).toEqual([])
    const operations = row.confirmable.flatMap((link) => [...confirmEvidence(changed, link)])
    expect(rowIn(apply(changed, operations, analysis.revisedAt).analysis, 'REQ-1').label).toBe('Verified')
  })

  it('are saved as a table', () => {
    const columns = [
      { name: 'key', title: 'Key', width: '', value: ({ item }: ClaimRow) => item.key },
      { name: 'why', title: 'Why', width: '', value: ({ why }: ClaimRow) => why },
    ]
    expect(figuresCsv(claimRows(analysis).slice(4, 6), columns)).toBe(
      'Key,Why\r\nREQ-1,\r\nREQ-2,TC-2 has no result\r\n',
    )
  })

  it('of 5,000 claims are made in time for a page', () => {
    const create = (uid: string, kind: string): Operation => ({ op: 'create', uid, kind, fields: { text: uid } })
    const link = (from: string, name: string, to: string): Operation => ({ op: 'link', from, name, to })
    const each = (count: number, of: (index: number) => Operation[]) =>
      Array.from({ length: count }, (_, index) => of(index)).flat()
    const { analysis: large } = apply(emptyAnalysis('large'), [
      ...each(20, (n) => [create(`h${n}`, 'hazard')]),
      ...each(500, (n) => [create(`sc${n}`, 'systemConstraint'), link(`sc${n}`, 'addresses', `h${n % 20}`)]),
      ...each(4_500, (n) => [create(`req${n}`, 'requirement'), link(`req${n}`, 'derivedFrom', `sc${n % 500}`)]),
      ...each(4_500, (n) => [create(`tc${n}`, 'testCase'), link(`tc${n}`, 'verifies', `req${n}`)]),
      ...each(450, (n) => [create(`ev${n}`, 'evidence'), link(`ev${n}`, 'resultOf', `tc${n}`)]),
    ])
    expect(claimRows(large).length).toBe(5_020)
  })
})
