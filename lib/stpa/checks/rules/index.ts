import type { Rule } from '../types'
import { actionRules } from './actions'
import { purposeRules } from './purpose'
import { responsibilityRules, wholeRules } from './responsibilities'
import { scenarioRules } from './scenarios'
import { structureRules } from './structure'

/** Every rule, in the order of the method. Adding one is one entry in the file of its step. */
export const rules: readonly Rule[] = [
  ...purposeRules,
  ...structureRules,
  ...actionRules,
  ...scenarioRules,
  ...responsibilityRules,
  ...wholeRules,
]

export function findRule(id: string): Rule | undefined {
  return rules.find((rule) => rule.id === id)
}
