import { linked, linkedFrom } from '../../graph'
import type { Item } from '../../model'
import type { Rule } from '../types'
import { normalText } from '../words'
import { active, hit, missing, named, textOf } from './define'

export const actionRules: readonly Rule[] = [
  missing({
    id: 'S3-00',
    severity: 'warning',
    step: 'actions',
    kind: 'controlAction',
    lacks: 'has neither an unsafe control action nor a verdict',
    title: 'Each control action was looked at',
    text: 'Write its unsafe control actions, or a verdict with its reason.',
    reason: 'A control action without a verdict has not been analysed.',
    source: 'STPA Handbook p. 35',
    isMissing: (analysis, item) =>
      linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction').length === 0 &&
      linkedFrom(analysis, item.uid, 'subject', 'verdict').length === 0,
  }),
  {
    id: 'S3-02',
    severity: 'error',
    step: 'actions',
    enabled: 'on',
    title: 'The source of an unsafe control action gives the control action',
    text: 'Reword the unsafe control action, or link it to the right control action.',
    reason: 'Only the controller that owns an action can give it unsafely.',
    source: 'STPA Handbook p. 36',
    check: function* (analysis) {
      const elements = active(analysis, 'element').map((element) => ({
        element,
        name: normalText(textOf(element)),
        key: normalText(element.key),
      }))
      for (const item of active(analysis, 'unsafeControlAction')) {
        const named = normalText(textOf(item, 'partSource'))
        if (named === '') continue
        const owner = linked(analysis, item.uid, 'of').flatMap((action) => linked(analysis, action.uid, 'source'))
        const meant = elements.find((entry) => entry.name === named || entry.key === named)
        if (meant && owner.length > 0 && !owner.includes(meant.element)) {
          yield hit(
            `${item.key} names ${meant.element.key} as its source, but its control action comes from ${owner[0]?.key}.`,
            item,
            meant.element,
          )
        }
      }
    },
  },
  missing({
    id: 'S3-05a',
    severity: 'warning',
    step: 'actions',
    kind: 'unsafeControlAction',
    lacks: 'leads to no hazard',
    title: 'An unsafe control action leads to a hazard',
    text: 'Link the hazards, or reject it with a reason.',
    reason: 'Without a hazard it is not unsafe.',
    source: 'STPA Handbook p. 38',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'leadsTo').length === 0,
  }),
  missing({
    id: 'S3-05b',
    severity: 'warning',
    step: 'actions',
    kind: 'hazard',
    lacks: 'is reached by no unsafe control action',
    title: 'Each hazard is reached',
    text: 'Look for the control action that leads to it, or for the one that is missing.',
    reason: 'A hazard that nothing leads to points to a gap in the structure.',
    source: 'STPA Handbook p. 39',
    among: (_, item) => item.parent === null,
    isMissing: (analysis, item) => {
      const family = [
        item.uid,
        ...active(analysis, 'hazard')
          .filter((other) => other.parent === item.uid)
          .map((other) => other.uid),
      ]
      return family.every((uid) => linkedFrom(analysis, uid, 'leadsTo', 'unsafeControlAction').length === 0)
    },
  }),
  missing({
    id: 'S3-10',
    severity: 'warning',
    step: 'actions',
    kind: 'unsafeControlAction',
    lacks: 'has no controller constraint',
    title: 'An unsafe control action has a controller constraint',
    text: 'Write what the controller must or must not do.',
    reason: 'The constraint is what the design must meet.',
    source: 'STPA Handbook p. 40-41',
    isMissing: (analysis, item) => linkedFrom(analysis, item.uid, 'prevents', 'controllerConstraint').length === 0,
  }),
  missing({
    id: 'S3-10b',
    severity: 'warning',
    step: 'actions',
    kind: 'controllerConstraint',
    lacks: 'prevents no unsafe control action',
    title: 'A controller constraint prevents an unsafe control action',
    text: 'Link the unsafe control actions that it prevents.',
    reason: 'A constraint without a reason cannot be judged.',
    source: 'STPA Handbook p. 40',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'prevents').length === 0,
  }),
  {
    id: 'S3-09',
    severity: 'hint',
    step: 'actions',
    enabled: 'on',
    title: 'No unsafe control action repeats another',
    text: 'Merge the two.',
    reason: 'The same text twice is analysed twice.',
    source: 'stpa-tools.md S3-09',
    check: function* (analysis) {
      const seen = new Map<string, Item>()
      for (const item of active(analysis, 'unsafeControlAction')) {
        const text = normalText(textOf(item))
        if (text === '') continue
        const id = `${linked(analysis, item.uid, 'of')[0]?.uid} ${item.fields.guideWord} ${text}`
        const other = seen.get(id)
        if (other) yield hit(`${named(item)} repeats ${named(other)}.`, item, other)
        seen.set(id, item)
      }
    },
  },
  {
    id: 'S3-04',
    severity: 'hint',
    step: 'actions',
    enabled: 'off',
    title: 'A context is a condition',
    text: 'Say when: "when …", "while …".',
    reason: 'Without a condition it cannot be told when the action is unsafe.',
    source: 'STPA Handbook p. 37',
    check: function* (analysis) {
      for (const item of active(analysis, 'unsafeControlAction')) {
        if (!/\b(when|while|if|after|before|during|until)\b/i.test(textOf(item)))
          yield hit(`${named(item)} states no condition.`, item)
      }
    },
  },
]
