import { describe, expect, it } from 'vitest'
import { analysisOf } from './checks/testing/cases'
import { findByKey } from './graph'
import { compareLevels, derivedLevel, integrityListOf } from './integrity'
import { kinds } from './kinds'

const levelOf = (yaml: string, key: string) => {
  const analysis = analysisOf(yaml)
  const item = findByKey(
    analysis,
    kinds.map((kind) => kind.name),
    key,
  )
  return item && derivedLevel(analysis, item)
}

const goals = `safetyGoal: [{key: SG-1, text: A, integrityLevel: ASIL B, prevents: [H-1]}, {key: SG-2, text: B, integrityLevel: QM, prevents: [H-1, H-2]}, {key: SG-3, text: C, prevents: [H-2, H-3]}]
hazard: [{key: H-1, text: One}, {key: H-2, text: Two}, {key: H-3, text: Three}, {key: H-4, text: Of no goal}, {key: H-1.1, parent: H-1, text: Part}]
unsafeControlAction: [{key: UCA-1, text: x, leadsTo: [H-1.1]}]
lossScenario: [{key: LS-1, text: x, causes: [UCA-1]}, {key: LS-2, text: x, leadsTo: [H-2]}]
mitigation: [{key: MIT-1, text: x, mitigates: [LS-1], needs: [AOU-1]}]
assumptionOfUse: [{key: AOU-1, text: x}]
requirement:
- {key: REQ-1, text: x, derivedFrom: [LS-1], requiredLevel: QM(B), decompositionWith: B = QM(B) + B(B)}
- {key: REQ-1.1, parent: REQ-1, text: Part}
- {key: REQ-2, text: x, derivedFrom: [LS-1, LS-2]}
- {key: REQ-3, text: x, derivedFrom: [H-4]}`

describe('the derived level', () => {
  it.each<[string, string | undefined, string]>([
    ['SG-1', 'ASIL B', 'of a goal is its own'],
    ['H-1', 'ASIL B', 'is the highest of several goals'],
    ['UCA-1', 'ASIL B', 'comes down over hazard and sub-hazard'],
    ['REQ-2', 'ASIL B', 'comes down over a scenario'],
    ['AOU-1', 'ASIL B', 'comes down to what a mitigation needs'],
    ['REQ-1', 'ASIL B', 'stands beside the one that was set'],
    ['REQ-1.1', 'QM', 'is handed on as it was set'],
    ['H-2', undefined, 'is not the lowest where a goal has an unknown one'],
    ['H-3', undefined, 'is unknown under goals without one'],
    ['REQ-3', undefined, 'is unknown under no goal'],
  ])('%s: %s, it %s', (key, level) => expect(levelOf(goals, key)).toBe(level))

  it('does not go over what was withdrawn, and ends in a cycle', () => {
    const withdrawn = goals.replace('{key: UCA-1,', '{key: UCA-1, state: withdrawn,')
    expect(levelOf(withdrawn, 'REQ-2')).toBeUndefined()
    const cycle = `${goals}\n- {key: A, text: x, decomposes: [B]}\n- {key: B, text: x, decomposes: [A], derivedFrom: [H-1]}`
    expect(levelOf(cycle, 'A')).toBe('ASIL B')
  })
})

describe('levels', () => {
  it('compare by the list of the analysis, a decomposed one by its own half', () => {
    const analysis = analysisOf('analysis: [{key: AN-1, text: x, integrityList: [DAL E, DAL D, DAL C]}]')
    expect(integrityListOf(analysis)).toEqual(['DAL E', 'DAL D', 'DAL C'])
    expect(compareLevels(analysis, 'DAL E', 'DAL C')).toBe(-1)
    expect(compareLevels(analysis, 'C', 'DAL D')).toBe(1)
    expect(compareLevels(analysis, 'SIL 3', 'DAL D')).toBe(0)
    expect(compareLevels(analysisOf('loss: []'), 'ASIL A(B)', 'ASIL B')).toBe(-1)
  })
})
