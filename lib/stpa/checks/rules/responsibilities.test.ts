import { describe, expect, it } from 'vitest'
import { type Case, messagesOf } from '../testing/cases'
import { assumptionOfUseRules } from './assumptionsOfUse'
import { budgetRules } from './budgets'
import { findRule } from './index'
import { requirementRules } from './requirements'
import { wholeRules } from './whole'

const goal =
  'safetyGoal: [{key: SG-1, text: Visible, integrityLevel: ASIL B, faultTolerantTime: {value: 200, unit: ms}, prevents: [H-1]}]\nhazard: [{key: H-1, text: Dark}]'

const cases: Readonly<Record<string, Case>> = {
  'S4-08a': {
    hit: 'requirement: [{key: REQ-1, text: Compare}, {key: REQ-2, text: Gone, state: withdrawn}]',
    says: ['REQ-1 has no verification method.'],
    fine: 'requirement: [{key: REQ-1, text: Compare, verificationMethod: test}]',
  },
  'S4-08b': {
    hit: 'requirement: [{key: REQ-1, text: Compare}]',
    says: ['REQ-1 is allocated to no element.'],
    fine: 'element: [{key: E-1, text: Checker}]\nrequirement: [{key: REQ-1, text: Compare, allocatedTo: [E-1]}]',
  },
  'S4-08c': {
    hit: 'requirement: [{key: REQ-1, text: Compare}]',
    says: ['REQ-1 is derived from nothing.'],
    fine: `${goal}\nrequirement: [{key: REQ-1, text: Compare, derivedFrom: [H-1]}, {key: REQ-1.1, parent: REQ-1, text: Read}, {key: REQ-2, text: Half, decomposes: [REQ-1]}]`,
  },
  'S4-08d': {
    hit: 'element: [{key: E-1, text: Watchdog, boundary: targetSystem}]\nrequirement: [{key: REQ-1, text: Bite, allocatedTo: [E-1]}]',
    says: ['REQ-1 is allocated to E-1, which is outside the system under analysis.'],
    fine: 'element: [{key: E-1, text: Checker}]\nrequirement: [{key: REQ-1, text: Compare, allocatedTo: [E-1]}]',
  },
  'AOU-01': {
    hit: 'assumptionOfUse: [{key: AOU-1, text: Set the timeout}]',
    says: ['AOU-1 is derived from nothing.'],
    fine: 'scopeItem: [{key: SCP-1, text: Hardware}]\nassumptionOfUse: [{key: AOU-1, text: Set the timeout, derivedFrom: [SCP-1]}]',
  },
  'AOU-02': {
    hit: 'assumptionOfUse: [{key: AOU-1, text: Set the timeout}]',
    says: ['AOU-1 is addressed to nobody.'],
    fine: 'stakeholder: [{key: STK-1, text: Integrator}]\nassumptionOfUse: [{key: AOU-1, text: Set the timeout, addressedTo: [STK-1]}]',
  },
  'AOU-03': {
    hit: 'assumptionOfUse: [{key: AOU-1, text: Configure the watchdog Appropriately}, {key: AOU-2, text: Test it, acceptanceCriterion: The test passes as far as possible}]',
    says: ['AOU-1 says "Appropriately".', 'AOU-2 says "as far as possible".'],
    fine: 'assumptionOfUse: [{key: AOU-1, text: The integrator shall set a timeout of at most 150 ms before the first telltale}, {key: AOU-2, text: Inappropriate, state: rejected, act: if possible}]',
  },
  'TB-01': {
    hit: `${goal}\ntimingBudget: [{key: TB-1, text: Whole, value: {value: 0.21, unit: s}, partOf: [SG-1]}, {key: TB-2, parent: TB-1, text: Part, value: {value: 150, unit: ms}}, {key: TB-3, text: Part, value: {value: 70, unit: ms}, partOf: [TB-1]}]`,
    says: ['The parts of SG-1 take 210 ms; it has 200 ms.', 'The parts of TB-1 take 220 ms; it has 210 ms.'],
    fine: `${goal}\ntimingBudget: [{key: TB-1, text: Whole, value: {value: 0.2, unit: s}, partOf: [SG-1]}, {key: TB-2, parent: TB-1, text: Part, value: {value: 200, unit: ms}}, {key: TB-3, parent: TB-1, text: Gone, state: withdrawn, value: {value: 70, unit: ms}}]`,
  },
  'LVL-01': {
    hit: `${goal}\nrequirement: [{key: REQ-1, text: Compare, requiredLevel: QM, derivedFrom: [H-1]}]`,
    says: ['REQ-1 has QM; ASIL B follows from its links.'],
    fine: `${goal}\nrequirement: [{key: REQ-1, text: Compare, requiredLevel: QM(B), decompositionWith: B = QM(B) + B(B), derivedFrom: [H-1]}, {key: REQ-2, text: Read, requiredLevel: ASIL C, derivedFrom: [H-1]}, {key: REQ-3, text: Of no goal, requiredLevel: QM}]`,
  },
  'M-04': {
    hit: 'loss: [{key: L-1, text: "TBD: what else"}, {key: L-2}, {key: L-3, text: Injury, rationale: to be decided}]',
    says: ['L-1 says "TBD".', 'L-2 has no text.', 'L-3 says "to be decided".'],
    fine: 'loss: [{key: L-1, text: What is left to be done by hand todos}, {key: L-2, state: withdrawn}]\nverdict: [{key: V-1, verdict: notHazardous}]',
  },
  'M-05': {
    hit: 'element: [{key: RH, text: Request Handler}, {key: RH2, text: Requesthandler}]\nloss: [{key: L-1, text: DKA and CPU}]',
    says: ['RH2 and RH seem to be one element under two names.', '"DKA" is explained nowhere (L-1).'],
    fine: 'element: [{key: RH, text: Request Handler}]\nloss: [{key: L-1, text: Diabetic ketoacidosis (DKA)}, {key: L-2, text: DKA by night. RH is gone}]',
  },
}

describe('rules of responsibilities and of the whole analysis', () => {
  const all = [...requirementRules, ...assumptionOfUseRules, ...budgetRules, ...wholeRules].map((rule) => rule.id)

  it('are shown at work, every one', () => expect(Object.keys(cases).sort()).toEqual(all.sort()))

  it.each(Object.entries(cases))(
    '%s reports what it should, and nothing where it should not',
    (id, { hit, says, fine }) => {
      expect(messagesOf(findRule(id), hit)).toEqual(says)
      expect(messagesOf(findRule(id), fine)).toEqual([])
    },
  )
})
