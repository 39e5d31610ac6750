import { describe, expect, it } from 'vitest'
import { type Case, messagesOf } from '../testing/cases'
import { findRule } from './index'
import { purposeRules } from './purpose'
import { purposeWordingRules } from './purposeWording'

const losses = 'loss: [{key: L-1, text: Injury}, {key: L-2, text: Damage}]'

const cases: Readonly<Record<string, Case>> = {
  'S1-02a': {
    hit: `${losses}\nhazard: [{key: H-1, text: Dark}]`,
    says: ['H-1 leads to no loss.'],
    // A sub-hazard inherits the losses of its hazard.
    fine: `${losses}\nhazard: [{key: H-1, text: Dark, leadsTo: [L-1]}, {key: H-1.1, parent: H-1, text: Darker}]`,
  },
  'S1-02b': {
    hit: 'systemConstraint: [{key: SC-1, text: Shine}, {key: SC-2, text: Gone, state: withdrawn}]',
    says: ['SC-1 addresses no hazard.'],
    fine: 'hazard: [{key: H-1, text: Dark}]\nsystemConstraint: [{key: SC-1, text: Shine, addresses: [H-1]}, {key: SC-1.1, parent: SC-1, text: Brighter}]',
  },
  'S1-02c': {
    hit: `${losses}\nhazard: [{key: H-1, text: Dark, leadsTo: [L-1]}, {key: H-2, text: Gone, state: rejected, leadsTo: [L-2]}]`,
    says: ['L-2 has no hazard.'],
    fine: `${losses}\nhazard: [{key: H-1, text: Dark, leadsTo: [L-1, L-2]}]`,
  },
  'S1-02d': {
    hit: 'hazard: [{key: H-1, text: Dark}, {key: H-2, text: Gone, state: withdrawn}]\nsystemConstraint: [{key: SC-1, text: Old, state: rejected, addresses: [H-1]}]',
    says: ['H-1 has no system-level constraint.'],
    fine: 'hazard: [{key: H-1, text: Dark}, {key: H-1.1, parent: H-1, text: Darker}]\nsystemConstraint: [{key: SC-1, text: Shine, addresses: [H-1.1]}]',
  },
  'S1-06': {
    hit: `hazard: [${Array.from({ length: 11 }, (_, index) => `{key: H-${index + 1}, text: Hazard}`).join(', ')}]`,
    says: ['11 hazards stand at the top; about seven to ten are usual.'],
    fine: `hazard: [{key: H-0, text: Top}, ${Array.from({ length: 11 }, (_, index) => `{key: H-${index + 1}, parent: H-0, text: Part}`).join(', ')}]`,
  },
  'S1-10': {
    hit: 'hazard: [{key: H-1, text: Dark}, {key: H-2, text: Without any}]\nsystemConstraint: [{key: SC-1, text: Shine, addresses: [H-1]}]',
    says: ['H-1 has no pair of constraints, one that prevents it and one that detects and mitigates it.'],
    fine: 'hazard: [{key: H-1, text: Dark}]\nsystemConstraint: [{key: SC-1, text: Shine, addresses: [H-1]}, {key: SC-1.1, parent: SC-1, text: Go dark, form: detectAndMitigate}]',
  },
  'S1-11': {
    hit: `${losses}\nhazard: [{key: H-1, text: Dark, leadsTo: [L-1]}, {key: H-1.1, parent: H-1, text: Darker, leadsTo: [L-1, L-2]}, {key: H-2, text: Other, leadsTo: [L-1]}]
systemConstraint: [{key: SC-1, text: Shine, addresses: [H-1]}, {key: SC-1.1, parent: SC-1, text: Part, addresses: [H-2]}]`,
    says: ['H-1.1 leads to L-2, its parent H-1 does not.', 'SC-1.1 addresses H-2, its parent SC-1 does not.'],
    // A sub-constraint addresses a sub-hazard of what its constraint addresses.
    fine: `${losses}\nhazard: [{key: H-1, text: Dark, leadsTo: [L-1, L-2]}, {key: H-1.1, parent: H-1, text: Darker, leadsTo: [L-2]}]
systemConstraint: [{key: SC-1, text: Shine, addresses: [H-1]}, {key: SC-1.1, parent: SC-1, text: Part, addresses: [H-1.1]}]`,
  },
  'S1-11b': {
    hit: 'hazard: [{key: H-1, text: Dark}, {key: H-1.1, parent: H-1, text: Darker}, {key: H-1.2, parent: H-1, text: Gone, state: withdrawn}]',
    says: ['H-1 has exactly one part, H-1.1.'],
    fine: 'hazard: [{key: H-1, text: Dark}, {key: H-1.1, parent: H-1, text: Darker}, {key: H-1.2, parent: H-1, text: Late}]',
  },
  'S1-01': {
    hit: 'loss: [{key: L-1, text: Failure of the kernel}]',
    says: ['L-1 names a cause or a component: "Failure".'],
    fine: 'loss: [{key: L-1, text: Loss of life}]',
  },
  'S1-03': {
    hit: 'systemContext: [{key: CTX-1, text: Cluster with a watchdog, systemUnderAnalysis: Cluster software}]\nhazard: [{key: H-1, text: No warning is shown}]',
    says: ['H-1 does not name the system.'],
    fine: 'systemContext: [{key: CTX-1, text: Cluster}]\nhazard: [{key: H-1, text: The cluster shows no warning}]',
  },
  'S1-04': {
    hit: 'element: [{key: WD, text: Watchdog}]\nhazard: [{key: H-1, text: Dark because the lamp broke}, {key: H-2, text: The watchdog is stuck}]',
    says: ['H-1 names a cause: "because".', 'H-2 names a part of the control structure, WD.'],
    fine: 'element: [{key: WD, text: Watchdog}]\nhazard: [{key: H-1, text: The cluster shows no warning}]',
  },
  'S1-08': {
    hit: 'loss: [{key: L-1, text: Driver misses a warning}]\nhazard: [{key: H-1, text: The driver misses the warning}]',
    says: ['H-1 and L-1 say nearly the same.'],
    fine: `${losses}\nhazard: [{key: H-1, text: The cluster shows no warning}]`,
  },
}

describe('rules of step 1', () => {
  const all = [...purposeRules, ...purposeWordingRules].map((rule) => rule.id)

  it('are shown at work, every one', () => expect(Object.keys(cases).sort()).toEqual(all.sort()))

  it.each(Object.entries(cases))(
    '%s reports what it should, and nothing where it should not',
    (id, { hit, says, fine }) => {
      expect(messagesOf(findRule(id), hit)).toEqual(says)
      expect(messagesOf(findRule(id), fine)).toEqual([])
    },
  )
})
