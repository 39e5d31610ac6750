import { fieldOf, textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import { isFaultInjectionEvidence } from '../../verification/evidence'
import type { Rule } from '../types'
import { active, ends, missing, starts } from './define'

const isSeen = (analysis: Analysis, item: Item): boolean =>
  starts(analysis, item, 'observes', 'evidence').some((evidence) => !isFaultInjectionEvidence(evidence)) ||
  starts(analysis, item, 'binds', 'binding').some((binding) =>
    ends(analysis, binding, 'observedIn').some((place) => isNormalPlace(analysis, place)),
  )

function isNormalPlace(analysis: Analysis, place: Item): boolean {
  const evidence = place.kind === 'run' ? ends(analysis, place, 'in') : [place]
  return evidence.some((item) => !isFaultInjectionEvidence(item))
}

/** How the analysis shows in traces. */
export const bindingRules: readonly Rule[] = [
  missing({
    id: 'T-01',
    severity: 'warning',
    step: 'verification',
    kind: 'binding',
    called: 'trace bindings',
    lacks: 'is confirmed by nobody, or without a reason',
    lack: 'are confirmed by nobody, or without a reason',
    title: 'A trace binding is confirmed, with its reason',
    text: 'Look at the lines that it matches, say why this call is the item and no other one is, and confirm it.',
    reason: 'One device carries many control actions: that a call is one of them is a claim.',
    source: 'House rule',
    isMissing: (_, item) => fieldOf(item, 'confirmed') !== true || textOf(item, 'reason').trim() === '',
  }),
  missing({
    id: 'T-02',
    severity: 'warning',
    step: 'verification',
    kind: 'binding',
    called: 'trace bindings',
    lacks: 'asks for no call, resource, argument or payload',
    title: 'A trace binding asks for something',
    text: 'Name the call or the resource at least.',
    reason: 'Every call would be it: such a binding is not used.',
    source: 'House rule',
    isMissing: (_, item) =>
      textOf(item, 'resource') === '' &&
      ['verbs', 'arguments', 'payload'].every((name) => item.fields[name] === undefined),
  }),
  ...(['controlAction', 'feedback'] as const).map((kind) =>
    missing({
      id: kind === 'controlAction' ? 'T-11a' : 'T-11b',
      severity: 'hint',
      step: 'verification',
      kind,
      called: kind === 'controlAction' ? 'bound control actions' : 'bound feedback',
      lacks: 'was seen in no run of normal operation',
      lack: 'were seen in no run of normal operation',
      title: `Each bound ${kind === 'controlAction' ? 'control action' : 'feedback'} was seen in a run`,
      text: 'Trace a workload in which it occurs, and take over what it shows.',
      reason: 'Nothing is known of how it behaves, nor whether the binding is right.',
      source: 'House rule',
      among: (analysis, item) =>
        active(analysis, 'run').length > 0 && starts(analysis, item, 'binds', 'binding').length > 0,
      isMissing: (analysis, item) => !isSeen(analysis, item),
    }),
  ),
]
