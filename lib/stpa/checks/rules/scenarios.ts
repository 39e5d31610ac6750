import { fieldOf, textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import type { Rule } from '../types'
import { active, hasEnd, hasStart, hit, missing, starts } from './define'

/** Scenarios of a class that hang on an item; one without a class (other formats know none) may be of either. */
const scenariosOf = (analysis: Analysis, item: Item, link: string, name: 'a' | 'b'): Item[] =>
  starts(analysis, item, link, 'lossScenario').filter((scenario) =>
    ['', name].includes(String(fieldOf(scenario, 'class'))),
  )

/** Links that answer a scenario: requirement or assumption of use, misbehaviour, mitigation, acceptance, Linux feature. */
const answers = ['derivedFrom', 'mitigates', 'accepts', 'controls']

export const scenarioRules: readonly Rule[] = [
  missing({
    id: 'S4-01a',
    severity: 'warning',
    step: 'scenarios',
    kind: 'unsafeControlAction',
    lacks: 'has no loss scenario of class (a)',
    title: 'Each unsafe control action is explained',
    text: 'Write a scenario of class (a): why it would be given.',
    reason: 'What is not explained cannot be prevented.',
    source: 'STPA Handbook p. 42-49',
    isMissing: (analysis, item) => scenariosOf(analysis, item, 'causes', 'a').length === 0,
  }),
  missing({
    id: 'S4-01b',
    severity: 'warning',
    step: 'scenarios',
    kind: 'controlAction',
    called: 'control actions with unsafe control actions',
    lacks: 'has no loss scenario of class (b)',
    title: 'Each control action that matters can go astray',
    text: 'Write a scenario of class (b) on the control action and a hazard: why a right one would not be carried out.',
    reason: 'A right decision can be lost on the control path or in the process.',
    source: 'STPA Handbook p. 49-52',
    among: (analysis, item) => hasStart(analysis, item, 'of', 'unsafeControlAction'),
    isMissing: (analysis, item) => scenariosOf(analysis, item, 'misexecutes', 'b').length === 0,
  }),
  missing({
    id: 'S4-07',
    severity: 'warning',
    step: 'scenarios',
    kind: 'lossScenario',
    lacks: 'is answered by no requirement, assumption of use, mitigation or acceptance',
    title: 'Each scenario is handled',
    text: 'Derive a requirement or an assumption of use, name what mitigates it, or accept the risk with a reason.',
    reason: 'A scenario that nobody answers remains.',
    source: 'House rule',
    isMissing: (analysis, item) => answers.every((name) => !hasStart(analysis, item, name)),
  }),
  {
    id: 'S4-04',
    severity: 'hint',
    step: 'scenarios',
    enabled: 'off',
    title: 'A scenario tells a story',
    text: 'Name the cause, the mechanism and the result.',
    reason: 'A single causal factor is no scenario.',
    source: 'STPA Handbook p. 42',
    check: function* (analysis) {
      for (const item of active(analysis, 'lossScenario')) {
        const count = textOf(item).split(/\s+/).filter(Boolean).length
        if (count > 0 && count < 8 && !hasEnd(analysis, item, 'involves'))
          yield hit(`${item.key} tells its story in ${count} words.`, item)
      }
    },
  },
]
