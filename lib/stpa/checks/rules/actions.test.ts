import { describe, expect, it } from 'vitest'
import { type Case, messagesOf } from '../testing/cases'
import { actionRules } from './actions'
import { actionWordingRules } from './actionWording'
import { importRules } from './importLint'
import { findRule } from './index'
import { scenarioRules } from './scenarios'

const structure = `element: [{key: DEV, text: Algorithm developer}, {key: OPS, text: Infrastructure developer}, {key: B, text: Plant}]
controlAction: [{key: CA-1, text: Test, source: [DEV], target: [B]}, {key: CA-2, text: Run, source: [OPS], target: [B]}]`
const uca = (more: string, text = 'Developer does not test') =>
  `unsafeControlAction: [{key: UCA-1, text: ${text}, of: [CA-1]${more}}]`
const pair = (first: string, second: string) =>
  `${structure}\nunsafeControlAction: [{key: UCA-1, of: [CA-1], guideWord: providing, ${first}}, {key: UCA-2, of: [CA-1], guideWord: providing, ${second}}]`
const constraint = (guideWord: string, text: string, said: string) =>
  `${structure}\nunsafeControlAction: [{key: UCA-1, of: [CA-1], guideWord: ${guideWord}, text: ${text}}]\ncontrollerConstraint: [{key: CC-1, text: ${said}, prevents: [UCA-1]}]`

const cases: Readonly<Record<string, Case>> = {
  'S3-00': {
    hit: `${structure}\n${uca('')}`,
    says: ['CA-2 has neither an unsafe control action nor a verdict.'],
    fine: `${structure}\n${uca('')}\nverdict: [{key: V-1, verdict: notHazardous, reason: The plant is off, subject: [CA-2]}]`,
  },
  'S3-02': {
    hit: `${structure}
unsafeControlAction:
- {key: UCA-1, text: Someone does not test, partSource: Infrastructure developer, of: [CA-1]}
- {key: UCA-2, text: Infrastructure developers do not test, of: [CA-1]}`,
    says: [
      'UCA-1 has OPS as its source, but its control action is given by DEV.',
      'UCA-2 has OPS as its source, but its control action is given by DEV.',
    ],
    // The process is no source, and a part of the controller is one.
    fine: `element: [{key: DEV, text: Developer}, {key: T, parent: DEV, text: Tester}, {key: B, text: Plant}]
controlAction: [{key: CA-1, text: Test, source: [DEV], target: [B]}, {key: CA-2, text: Report, source: [B], target: [T]}, {key: CA-3, text: Try, source: [T], target: [B]}]
unsafeControlAction: [{key: UCA-1, text: Plant is not tested, of: [CA-1]}, {key: UCA-2, text: Tester does not test, of: [CA-1]}, {key: UCA-3, text: Developer tests, of: [CA-1]}]`,
  },
  'S3-05a': {
    hit: `${structure}\nhazard: [{key: H-1, text: Dark}]\n${uca('')}`,
    says: ['UCA-1 leads to no hazard.'],
    fine: `${structure}\nhazard: [{key: H-1, text: Dark}]\n${uca(', leadsTo: [H-1]')}`,
  },
  'S3-05b': {
    hit: `${structure}\nhazard: [{key: H-1, text: Dark}, {key: H-1.1, parent: H-1, text: Darker}]\n${uca(', state: rejected, leadsTo: [H-1]')}`,
    says: ['H-1 is reached by no unsafe control action.'],
    fine: `${structure}\nhazard: [{key: H-1, text: Dark}, {key: H-1.1, parent: H-1, text: Darker}]\n${uca(', leadsTo: [H-1.1]')}`,
  },
  'S3-09': {
    hit: pair('text: Tests at night', 'text: Tests  at NIGHT'),
    says: ['UCA-2 repeats UCA-1.'],
    fine: pair('text: Tests at night, context: by night', 'text: Tests at night, context: by day'),
  },
  'S3-10': {
    hit: `${structure}\n${uca('')}\ncontrollerConstraint: [{key: CC-1, text: Old, state: withdrawn, prevents: [UCA-1]}]`,
    says: ['UCA-1 has no controller constraint.'],
    fine: `${structure}\n${uca('')}\ncontrollerConstraint: [{key: CC-1, text: Developer must test, prevents: [UCA-1]}]`,
  },
  'S3-10b': {
    hit: 'controllerConstraint: [{key: CC-1, text: Developer must test}]',
    says: ['CC-1 prevents no unsafe control action.'],
    fine: `${structure}\n${uca('')}\ncontrollerConstraint: [{key: CC-1, text: Developer must test, prevents: [UCA-1]}]`,
  },
  'S3-09b': {
    hit: pair(
      'text: Developer tests the running plant at night',
      'text: Developer is testing a running plant at night',
    ),
    says: ['UCA-2 says nearly the same as UCA-1.'],
    fine: pair(
      'text: Developer tests the plant at night',
      'text: Developer tests another version while pumps are open',
    ),
  },
  'S3-10c': {
    hit: constraint(
      'providing',
      'Developer tests the plant while it runs',
      'Developer must test the plant while it runs',
    ),
    says: ['CC-1 does not forbid what is given in UCA-1.'],
    fine: constraint(
      'providing',
      'Developer tests the plant while it runs',
      'Developer must not test the plant while it runs',
    ),
  },
  'S4-01a': {
    hit: `${structure}\n${uca('')}\nlossScenario: [{key: LS-1, text: Path broken, class: b, causes: [UCA-1]}]`,
    says: ['UCA-1 has no loss scenario of class (a).'],
    fine: `${structure}\n${uca('')}\nlossScenario: [{key: LS-1, text: Nobody told the developer, causes: [UCA-1]}]`,
  },
  'S4-01b': {
    hit: `${structure}\n${uca('')}`,
    says: ['CA-1 has no loss scenario of class (b).'],
    fine: `${structure}\n${uca('')}\nlossScenario: [{key: LS-1, text: Path broken, class: b, misexecutes: [CA-1]}]`,
  },
  'S4-04': {
    hit: 'lossScenario: [{key: LS-1, text: Bug in the scheduler}]',
    says: ['LS-1 tells its story in 4 words.'],
    fine: 'lossScenario: [{key: LS-1, text: The scheduler starves the checker while the renderer loops so its picture is old}]',
  },
  'S4-07': {
    hit: 'lossScenario: [{key: LS-1, text: Story}, {key: LS-2, text: Gone, state: rejected}]',
    says: ['LS-1 is answered by no requirement, assumption of use, mitigation or acceptance.'],
    fine: 'lossScenario: [{key: LS-1, text: Story}, {key: LS-2, text: Other}]\nassumptionOfUse: [{key: AOU-1, text: Do, derivedFrom: [LS-1]}]\nacceptance: [{key: ACC-1, text: Rare, accepts: [LS-2]}]',
  },
  'LINT-01': {
    hit: 'systemConstraint: [{key: SC-2, text: "Memory must stay apart Hazards: [H-2]"}]',
    says: ['SC-2 has "Hazards: [" in its text.'],
    fine: 'systemConstraint: [{key: SC-2, text: "Hazards must stay apart [H-2]"}]',
  },
  'LINT-02': {
    hit: `element: [{key: DEV, text: Developer}]\ncontrolAction: [{key: TI, text: Test, source: [DEV]}]\nunsafeControlAction: [{key: UCA-T-1, text: Fails, of: [TI]}, {key: UCA-T-2, text: Late, of: [TI]}, {key: UCA-TI-3, text: Early, of: [TI]}]`,
    says: ['UCA-T-1 and 1 more stand under TI, which their keys do not name.'],
    fine: `element: [{key: DEV, text: Developer}]\ncontrolAction: [{key: TI, text: Test, source: [DEV]}, {key: CA-4, text: Run, source: [DEV]}]\nunsafeControlAction: [{key: DEV-UCA-01, text: Fails, of: [TI]}, {key: UCA-2, text: Late, of: [TI]}, {key: UCA-T-3, text: Early, of: [CA-4]}]`,
  },
  'LINT-03': {
    hit: 'lossScenario: [{key: LS-1, text: Network is down}, {key: LS-2, text: network is down.}, {key: LS-3, text: Power is gone}]',
    says: ['LS-1 has the same text as LS-2.'],
    fine: 'lossScenario: [{key: LS-1, text: Network is down}, {key: LS-2, text: Power is gone}, {key: LS-3}, {key: LS-4}]',
  },
}

describe('rules of steps 3 and 4, and of imports', () => {
  const all = [...actionRules, ...actionWordingRules, ...scenarioRules, ...importRules].map((rule) => rule.id)

  it('are shown at work, every one', () => expect(Object.keys(cases).sort()).toEqual(all.sort()))

  it.each(Object.entries(cases))(
    '%s reports what it should, and nothing where it should not',
    (id, { hit, says, fine }) => {
      expect(messagesOf(findRule(id), hit)).toEqual(says)
      expect(messagesOf(findRule(id), fine)).toEqual([])
    },
  )
})
