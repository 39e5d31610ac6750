import { fieldOf } from '../../fieldValues'
import type { Rule } from '../types'
import { active, ends, hasEnd, hit, missing, parentOf } from './define'

export const requirementRules: readonly Rule[] = [
  missing({
    id: 'S4-08a',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'has no verification method',
    title: 'A requirement is verifiable',
    text: 'Choose how it will be verified.',
    reason: 'What cannot be verified cannot be claimed.',
    source: 'House rule',
    isMissing: (_, item) => fieldOf(item, 'verificationMethod') === '',
  }),
  missing({
    id: 'S4-08b',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'is allocated to no element',
    title: 'A requirement is allocated',
    text: 'Say which element must meet it.',
    reason: 'A requirement of nobody is met by nobody.',
    source: 'House rule',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'allocatedTo'),
  }),
  missing({
    id: 'S4-08c',
    severity: 'warning',
    step: 'responsibilities',
    kind: 'requirement',
    lacks: 'is derived from nothing',
    title: 'A requirement has an origin',
    text: 'Link what it protects against.',
    reason: 'A requirement without an origin can be neither judged nor dropped.',
    source: 'House rule',
    // A part of a requirement has its origin in the whole.
    isMissing: (analysis, item) =>
      !hasEnd(analysis, item, 'derivedFrom') &&
      !hasEnd(analysis, item, 'decomposes') &&
      parentOf(analysis, item) === undefined,
  }),
  {
    id: 'S4-08d',
    severity: 'warning',
    step: 'responsibilities',
    enabled: 'on',
    title: 'Outside the system under analysis it is an assumption of use',
    text: 'Retype the requirement as an assumption of use, or allocate it inside.',
    reason: 'We can require only of ourselves.',
    source: 'House rule',
    check: function* (analysis) {
      for (const item of active(analysis, 'requirement')) {
        for (const end of ends(analysis, item, 'allocatedTo')) {
          if (fieldOf(end, 'boundary') !== 'systemUnderAnalysis')
            yield hit(`${item.key} is allocated to ${end.key}, which is outside the system under analysis.`, item, end)
        }
      }
    },
  },
]
