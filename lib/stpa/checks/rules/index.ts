import type { Rule } from '../types'
import { actionRules } from './actions'
import { actionWordingRules } from './actionWording'
import { assumptionOfUseRules } from './assumptionsOfUse'
import { budgetRules } from './budgets'
import { evidenceRules } from './evidence'
import { bindingRules } from './evidenceBindings'
import { identityRules } from './identity'
import { importRules } from './importLint'
import { kernelRules } from './kernel'
import { linuxRules } from './linux'
import { purposeRules } from './purpose'
import { purposeWordingRules } from './purposeWording'
import { requirementRules } from './requirements'
import { scenarioRules } from './scenarios'
import { structureRules } from './structure'
import { wholeRules } from './whole'

/** Every rule. Adding one is one entry in the file of its subject (CONTRIBUTING.md, "A check"). */
export const rules: readonly Rule[] = [
  ...identityRules,
  ...purposeRules,
  ...purposeWordingRules,
  ...structureRules,
  ...actionRules,
  ...actionWordingRules,
  ...scenarioRules,
  ...requirementRules,
  ...assumptionOfUseRules,
  ...budgetRules,
  ...linuxRules,
  ...kernelRules,
  ...bindingRules,
  ...evidenceRules,
  ...wholeRules,
  ...importRules,
]

const byId = new Map(rules.map((rule) => [rule.id, rule]))

export function findRule(id: string): Rule | undefined {
  return byId.get(id)
}
