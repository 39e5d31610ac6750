import type { Kind, LinkDefinition } from '../defineKind'
import { condition } from './actions/condition'
import { controllerConstraint } from './actions/controllerConstraint'
import { unsafeControlAction } from './actions/unsafeControlAction'
import { verdict } from './actions/verdict'
import { analysis } from './context/analysis'
import { assumption } from './context/assumption'
import { safetyGoal } from './context/safetyGoal'
import { scopeItem } from './context/scopeItem'
import { stakeholder } from './context/stakeholder'
import { systemContext } from './context/systemContext'
import { timingBudget } from './context/timingBudget'
import { interactionKinds } from './interaction'
import { hazard } from './purpose/hazard'
import { loss } from './purpose/loss'
import { systemConstraint } from './purpose/systemConstraint'
import { acceptance } from './responsibilities/acceptance'
import { assumptionOfUse } from './responsibilities/assumptionOfUse'
import { feature } from './responsibilities/feature'
import { mitigation } from './responsibilities/mitigation'
import { requirement } from './responsibilities/requirement'
import { dismissal } from './review/dismissal'
import { lossScenario } from './scenarios/lossScenario'
import { misbehaviour } from './scenarios/misbehaviour'
import { controlAction } from './structure/controlAction'
import { element } from './structure/element'
import { exploration } from './structure/exploration'
import { feedback } from './structure/feedback'
import { kernelBinding } from './structure/kernelBinding'
import { otherInteraction } from './structure/otherInteraction'
import { processVariable } from './structure/processVariable'
import { responsibility } from './structure/responsibility'
import { structure } from './structure/structure'
import { artefact } from './verification/artefact'
import { binding } from './verification/binding'
import { evidence } from './verification/evidence'
import { run } from './verification/run'
import { testCase } from './verification/testCase'

/** The registry, in the order of the method: navigation, files and reports follow it. Adding a kind is one line here. */
export const kinds: readonly Kind[] = [
  analysis,
  systemContext,
  scopeItem,
  stakeholder,
  assumption,
  safetyGoal,
  timingBudget,
  loss,
  hazard,
  systemConstraint,
  structure,
  element,
  responsibility,
  controlAction,
  feedback,
  otherInteraction,
  processVariable,
  kernelBinding,
  exploration,
  condition,
  verdict,
  unsafeControlAction,
  controllerConstraint,
  lossScenario,
  misbehaviour,
  requirement,
  assumptionOfUse,
  mitigation,
  feature,
  acceptance,
  testCase,
  artefact,
  evidence,
  run,
  binding,
  dismissal,
]

const byName = new Map(kinds.map((kind) => [kind.name, kind]))

/** The kind of that name; undefined for a name that the registry does not know. */
export function findKind(name: string): Kind | undefined {
  return byName.get(name)
}

/** The kind of that name. A name outside the registry is a bug, unless it was checked before. */
export function kindOf(name: string): Kind {
  const kind = byName.get(name)
  if (!kind) throw new Error(`no kind is called "${name}"`)
  return kind
}

const targetCache = new WeakMap<LinkDefinition, ReadonlySet<string>>()

/** The kinds that a link may point to, with `any` and `interaction` resolved. */
export function targetKinds(definition: LinkDefinition): ReadonlySet<string> {
  const known = targetCache.get(definition)
  if (known) return known
  const names =
    definition.to === 'any'
      ? kinds.map((kind) => kind.name).filter((name) => name !== analysis.name)
      : definition.to.flatMap((name) => (name === 'interaction' ? [...interactionKinds] : [name]))
  const set = new Set(names)
  targetCache.set(definition, set)
  return set
}
