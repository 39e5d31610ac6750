import { linked, linkedFrom } from '../../graph'
import type { Analysis, Item } from '../../model'
import type { Rule } from '../types'
import { active, fieldOf, hit, missing, named, textOf } from './define'

const scenariosOf = (analysis: Analysis, item: Item, link: string, cls: string): Item[] =>
  linkedFrom(analysis, item.uid, link, 'lossScenario').filter(
    (scenario) => fieldOf(scenario, 'class') === cls || fieldOf(scenario, 'class') === '',
  )

const isHandled = (analysis: Analysis, item: Item): boolean =>
  linkedFrom(analysis, item.uid, 'derivedFrom').length > 0 ||
  linkedFrom(analysis, item.uid, 'mitigates', 'mitigation').length > 0 ||
  linkedFrom(analysis, item.uid, 'accepts', 'acceptance').length > 0 ||
  linkedFrom(analysis, item.uid, 'controls', 'feature').length > 0

export const scenarioRules: readonly Rule[] = [
  missing({
    id: 'S4-01a',
    severity: 'warning',
    step: 'scenarios',
    kind: 'unsafeControlAction',
    lacks: 'has no loss scenario of class (a)',
    title: 'Why would the unsafe control action be given?',
    text: 'Write a scenario of class (a).',
    reason: 'What is not explained cannot be prevented.',
    source: 'STPA Handbook p. 42-49',
    isMissing: (analysis, item) => scenariosOf(analysis, item, 'causes', 'a').length === 0,
  }),
  missing({
    id: 'S4-01b',
    severity: 'warning',
    step: 'scenarios',
    kind: 'controlAction',
    lacks: 'has no loss scenario of class (b)',
    title: 'Why would a right control action not be carried out?',
    text: 'Write a scenario of class (b) on the control action and a hazard.',
    reason: 'A right decision can be lost on the control path or in the process.',
    source: 'STPA Handbook p. 49-52',
    among: (analysis, item) => linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction').length > 0,
    isMissing: (analysis, item) => scenariosOf(analysis, item, 'misexecutes', 'b').length === 0,
  }),
  missing({
    id: 'S4-03',
    severity: 'warning',
    step: 'scenarios',
    kind: 'lossScenario',
    lacks: 'leads to no unsafe control action and no hazard',
    title: 'A scenario leads somewhere',
    text: 'Link the unsafe control action that it causes, or the control action that it misexecutes and a hazard.',
    reason: 'A story without an end is no loss scenario.',
    source: 'STPA Handbook p. 42',
    isMissing: (analysis, item) =>
      ['causes', 'misexecutes', 'leadsTo'].every((name) => linked(analysis, item.uid, name).length === 0),
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
    source: 'stpa-tools.md S4-07',
    isMissing: (analysis, item) => !isHandled(analysis, item),
  }),
  missing({
    id: 'S4-09',
    severity: 'warning',
    step: 'scenarios',
    kind: 'misbehaviour',
    lacks: 'leads to no hazard or unsafe control action, or has no answer',
    title: 'A misbehaviour matters and is answered',
    text: 'Link what it leads to and what answers it.',
    reason: 'RAFIA step 9 asks for both.',
    source: 'RAFIA, misbehaviours',
    isMissing: (analysis, item) =>
      linked(analysis, item.uid, 'leadsTo').length === 0 || linked(analysis, item.uid, 'answeredBy').length === 0,
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
        if (textOf(item).split(/\s+/).length < 8) yield hit(`${named(item)} has fewer than eight words.`, item)
      }
    },
  },
]
