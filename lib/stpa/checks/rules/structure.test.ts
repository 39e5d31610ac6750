import { describe, expect, it } from 'vitest'
import { type Case, messagesOf } from '../testing/cases'
import { findRule } from './index'
import { linuxRules } from './linux'
import { structureRules } from './structure'

const two = 'element: [{key: A, text: Boss}, {key: B, text: Plant}]'
const action = 'controlAction: [{key: CA-1, text: Open valve, source: [A], target: [B]}]'
const answer = 'feedback: [{key: FB-1, text: Position, source: [B], target: [A], answers: [CA-1]}]'
const linux = 'analysis: [{key: AN-1, text: Case, profile: linux}]'

const cases: Readonly<Record<string, Case>> = {
  'S2-01a': {
    hit: `${two}\n${action}`,
    says: ['A has no responsibility.'],
    fine: `${two}\nresponsibility: [{key: R-1, text: Keep level, heldBy: [A]}]\n${action}`,
  },
  'S2-01b': {
    hit: `${two}\nresponsibility: [{key: R-1, text: Keep level, heldBy: [A]}]`,
    says: ['R-1 enforces no system-level constraint.'],
    fine: `systemConstraint: [{key: SC-1, text: Level}]\nresponsibility: [{key: R-1, text: Keep level, enforces: [SC-1]}]`,
  },
  'S2-01c': {
    hit: 'systemConstraint: [{key: SC-1, text: Level}]',
    says: ['SC-1 is enforced by no responsibility.'],
    fine: 'systemConstraint: [{key: SC-1, text: Level}]\nresponsibility: [{key: R-1, text: Keep level, enforces: [SC-1]}]',
  },
  'S2-01d': {
    hit: 'responsibility: [{key: R-1, text: Keep level}]',
    says: ['R-1 is held by no element.'],
    fine: `${two}\nresponsibility: [{key: R-1, text: Keep level, heldBy: [A]}]`,
  },
  'S2-02': {
    hit: `${two}\n${action}`,
    says: ['B gives no feedback.'],
    // The sensor inside the plant gives it.
    fine: `element: [{key: A, text: Boss}, {key: B, text: Plant}, {key: S, parent: B, text: Sensor}]\n${action}\nfeedback: [{key: FB-1, text: Level, source: [S], target: [A]}]`,
  },
  'S2-03': {
    hit: `${two}\n${action}\nfeedback: [{key: FB-1, text: Position, source: [B], target: [A]}]`,
    says: ['CA-1 has no feedback that answers it. Perhaps FB-1: it goes the way back.'],
    fine: `${two}\n${action}\n${answer}`,
  },
  'S2-09a': {
    hit: `${two}\ncontrolAction: [{key: CA-1, text: Open valve, source: [A], target: [B]}, {key: CA-2, text: open  valve, source: [A], target: [B]}]`,
    says: ['CA-2 repeats CA-1: same ends, same name.'],
    fine: `${two}\ncontrolAction: [{key: CA-1, text: Open valve, source: [A], target: [B]}, {key: CA-2, text: Open valve, source: [B], target: [A]}]`,
  },
  'S2-09b': {
    hit: `element: [{key: A, text: Boss}, {key: B, text: Plant}, {key: X, text: Alone}]\n${action}`,
    says: ['X stands alone.'],
    fine: `element: [{key: A, text: Boss}, {key: Box, text: Box}, {key: B, parent: Box, text: Plant}, {key: V, text: Valve}]\ncontrolAction: [{key: CA-1, text: Open, source: [A], target: [B], via: [V]}]`,
  },
  'S2-09c': {
    hit: `${two}\ncontrolAction: [{key: CA-1, text: Open, source: [A]}]`,
    says: ['CA-1 has an open end.'],
    fine: `${two}\n${action}`,
  },
  'S2-09d': {
    hit: `${two}\nfeedback: [{key: FB-1, text: Level, target: [A]}]`,
    says: ['FB-1 has an open end.'],
    fine: `${two}\n${action}\n${answer}`,
  },
  'S2-09e': {
    hit: 'otherInteraction: [{key: IO-1, text: Heat}]',
    says: ['IO-1 has an open end.'],
    fine: `${two}\notherInteraction: [{key: IO-1, text: Heat, source: [A], target: [B]}]`,
  },
  'S2-10': {
    hit: 'element: [{key: A, text: Boss}, {key: C, text: Other boss}, {key: B, text: Plant}]\ncontrolAction: [{key: CA-1, text: Open, source: [A], target: [B]}, {key: CA-2, text: Shut, source: [C], target: [B]}]',
    says: ['B has several controllers, and no text says which one comes first.'],
    fine: 'element: [{key: A, text: Boss}, {key: C, text: Other boss, algorithm: Has priority over the boss.}, {key: B, text: Plant}]\ncontrolAction: [{key: CA-1, text: Open, source: [A], target: [B]}, {key: CA-2, text: Shut, source: [C], target: [B]}]',
  },
  'L-01a': {
    hit: `${linux}\nelement: [{key: LNX, text: Linux kernel}, {key: APP, text: Application}]\ncontrolAction: [{key: CA-1, text: Start, source: [APP], target: [LNX]}]`,
    says: ['CA-1 names no interface.'],
    // Inside the kernel there is no interface to name.
    fine: `${linux}\nelement: [{key: LNX, text: Linux kernel}, {key: APP, text: Application}, {key: DRV, parent: LNX, text: Driver}]\ncontrolAction: [{key: CA-1, text: Start, source: [APP], target: [LNX], interface: ioctl}, {key: CA-2, text: Probe, source: [LNX], target: [DRV]}]`,
  },
  'L-01b': {
    hit: `${linux}\nelement: [{key: LNX, text: Linux kernel}, {key: APP, text: Application}]\nfeedback: [{key: FB-1, text: Result, source: [LNX], target: [APP]}]`,
    says: ['FB-1 names no interface.'],
    fine: `${linux}\nelement: [{key: LNX, text: Linux kernel}, {key: APP, text: Application}]\nfeedback: [{key: FB-1, text: Result, source: [LNX], target: [APP], interface: syscall}]`,
  },
  'L-03': {
    hit: 'unsafeControlAction: [{key: UCA-1, text: Boss opens the valve too late, guideWord: tooLate}, {key: UCA-2, text: Boss opens it after a long delay, guideWord: timing}]',
    says: ['UCA-1 gives no time.', 'UCA-2 gives no time.'],
    fine: `${two}\n${action}\nunsafeControlAction: [{key: UCA-1, text: Boss opens the valve more than 20 ms late, guideWord: tooLate}, {key: UCA-2, text: Boss opens it before the pump runs, guideWord: timing}, {key: UCA-3, text: Boss opens it too late, guideWord: tooLate, of: [CA-1]}]\ntimingBudget: [{key: TB-1, text: Opening, value: {value: 5, unit: ms}, allocatedTo: [CA-1]}]`,
  },
  'L-04': {
    hit: 'artefact: [{key: ART-1, text: watchdog_dev.c}]',
    says: ['ART-1 names no version.'],
    fine: 'artefact: [{key: ART-1, text: watchdog_dev.c, version: v6.1}]',
  },
  'L-05': {
    hit: 'feature: [{key: FEA-1, text: No way out, kernelVersion: "6.1"}]',
    says: ['FEA-1 names no kernel version or no configuration.'],
    fine: 'feature: [{key: FEA-1, text: No way out, kernelVersion: "6.1", configuration: CONFIG_WATCHDOG_NOWAYOUT=y}]',
  },
}

describe('rules of step 2, and for Linux', () => {
  const all = [...structureRules, ...linuxRules].map((rule) => rule.id)

  it('are shown at work, every one', () => expect(Object.keys(cases).sort()).toEqual(all.sort()))

  it.each(Object.entries(cases))(
    '%s reports what it should, and nothing where it should not',
    (id, { hit, says, fine }) => {
      expect(messagesOf(findRule(id), hit)).toEqual(says)
      expect(messagesOf(findRule(id), fine)).toEqual([])
    },
  )
})
