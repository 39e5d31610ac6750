import { textOf } from '../../fieldValues'
import { compareLevels, derivedLevel } from '../../integrity'
import { budgetOf, formatMilliseconds } from '../../timing'
import type { Rule } from '../types'
import { active, hit } from './define'

/** What is handed down and must not change on the way: times and integrity levels. */
export const budgetRules: readonly Rule[] = [
  {
    id: 'TB-01',
    severity: 'warning',
    step: 'context',
    enabled: 'on',
    title: 'The parts of a timing budget fit into the whole',
    text: 'Make a part smaller or the whole larger; parts that run at the same time are one part.',
    reason: 'Parts that add up to more than the whole cannot all be used.',
    source: 'House rule',
    check: function* (analysis) {
      for (const item of [...active(analysis, 'safetyGoal'), ...active(analysis, 'timingBudget')]) {
        const { slack, whole, sum, parts } = budgetOf(analysis, item)
        if (whole !== undefined && slack !== undefined && slack < 0)
          yield hit(
            `The parts of ${item.key} take ${formatMilliseconds(sum)}; it has ${formatMilliseconds(whole)}.`,
            item,
            ...parts,
          )
      }
    },
  },
  {
    id: 'LVL-01',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'A level that was lowered has its reason',
    text: 'Give the reason or the decomposition, or take the level that follows from the links.',
    reason: 'A level is inherited; to lower it is a decision.',
    source: 'ISO 26262-9:2018, 5',
    check: function* (analysis) {
      for (const item of active(analysis, 'requirement')) {
        const required = textOf(item, 'requiredLevel')
        const derived = required === '' ? undefined : derivedLevel(analysis, item)
        const hasReason = textOf(item, 'levelReason') !== '' || textOf(item, 'decompositionWith') !== ''
        if (derived !== undefined && !hasReason && compareLevels(analysis, required, derived) < 0)
          yield hit(`${item.key} has ${required}; ${derived} follows from its links.`, item)
      }
    },
  },
]
