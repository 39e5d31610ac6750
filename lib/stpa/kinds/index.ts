import type { Kind, LinkDefinition } from '../defineKind'
import { acceptance } from './acceptance'
import { analysis } from './analysis'
import { artefact } from './artefact'
import { assumption } from './assumption'
import { assumptionOfUse } from './assumptionOfUse'
import { binding } from './binding'
import { condition } from './condition'
import { controlAction } from './controlAction'
import { controllerConstraint } from './controllerConstraint'
import { dismissal } from './dismissal'
import { element } from './element'
import { evidence } from './evidence'
import { exploration } from './exploration'
import { feature } from './feature'
import { feedback } from './feedback'
import { hazard } from './hazard'
import { interactionKinds } from './interaction'
import { kernelBinding } from './kernelBinding'
import { loss } from './loss'
import { lossScenario } from './lossScenario'
import { misbehaviour } from './misbehaviour'
import { mitigation } from './mitigation'
import { otherInteraction } from './otherInteraction'
import { processVariable } from './processVariable'
import { requirement } from './requirement'
import { responsibility } from './responsibility'
import { run } from './run'
import { safetyGoal } from './safetyGoal'
import { scopeItem } from './scopeItem'
import { stakeholder } from './stakeholder'
import { structure } from './structure'
import { systemConstraint } from './systemConstraint'
import { systemContext } from './systemContext'
import { testCase } from './testCase'
import { timingBudget } from './timingBudget'
import { unsafeControlAction } from './unsafeControlAction'
import { verdict } from './verdict'

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
