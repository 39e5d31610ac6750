import { textOf } from '../../fieldValues'
import type { Rule } from '../types'
import { vagueWordIn } from '../words'
import { active, hasEnd, hit, missing } from './define'

/** What an integrator reads: text and the parts that it is made of. */
const worded = ['text', 'act', 'condition', 'acceptanceCriterion']

export const assumptionOfUseRules: readonly Rule[] = [
  missing({
    id: 'AOU-01',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'assumptionOfUse',
    lacks: 'is derived from nothing',
    title: 'An assumption of use has an origin',
    text: 'Link the scenario, constraint or exclusion that it comes from.',
    reason: 'The addressee will ask why.',
    source: 'House rule, after ISO 26262-10 on safety elements out of context',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'derivedFrom'),
  }),
  missing({
    id: 'AOU-02',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'assumptionOfUse',
    lacks: 'is addressed to nobody',
    title: 'An assumption of use has an addressee',
    text: 'Say who must act.',
    reason: 'What is asked of nobody is done by nobody.',
    source: 'House rule, after ISO 26262-10 on safety elements out of context',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'addressedTo'),
  }),
  {
    id: 'AOU-03',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'An assumption of use is worded exactly',
    text: 'Say what, how much and when.',
    reason: 'A vague wording can be neither met nor checked.',
    source: 'House rule, after ISO 26262-10 on safety elements out of context',
    check: function* (analysis) {
      for (const item of active(analysis, 'assumptionOfUse')) {
        const word = worded.map((name) => vagueWordIn(textOf(item, name))).find(Boolean)
        if (word) yield hit(`${item.key} says "${word}".`, item)
      }
    },
  },
]
