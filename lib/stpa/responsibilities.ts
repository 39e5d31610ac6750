import { fieldOf, textOf } from './fieldValues'
import { analysisItem, itemsOf, linkedFrom } from './graph'
import type { Analysis, Item, Uid } from './model'
import { inReadingOrder } from './order'

/** The safety responsibility of one element: a view over four kinds, and none itself. */
export type ElementResponsibilities = {
  readonly element: Item
  readonly linux: boolean
  readonly inside: boolean
  readonly responsibilities: readonly Item[]
  readonly constraints: readonly Item[]
  /** Requirements that an element inside the system under analysis must meet. */
  readonly requirements: readonly Item[]
  /** Assumptions of use that stand for requirements where the element is outside. */
  readonly assumptionsOfUse: readonly Item[]
  /** Assumptions of use on an element that is inside: what others must do so that it can do its part. */
  readonly conditions: readonly Item[]
  /** Requirements allocated to an element that is outside; a check asks to make assumptions of use of them. */
  readonly misplaced: readonly Item[]
}

/**
 * The safety responsibilities of every element that has any, elements of Linux first, then in reading order.
 * `all` keeps the elements that have none.
 */
export function responsibilitiesOf(analysis: Analysis, { all = false } = {}): ElementResponsibilities[] {
  const linux = linuxElements(analysis)
  const views = itemsOf(analysis, 'element').map((element) => viewOf(analysis, element, linux.has(element.uid)))
  const kept = all ? views : views.filter(hasAny)
  return [...kept.filter((view) => view.linux), ...kept.filter((view) => !view.linux)]
}

export function hasAny(view: ElementResponsibilities): boolean {
  const { responsibilities, constraints, requirements, assumptionsOfUse, conditions, misplaced } = view
  return [responsibilities, constraints, requirements, assumptionsOfUse, conditions, misplaced].some(
    (items) => items.length > 0,
  )
}

function viewOf(analysis: Analysis, element: Item, linux: boolean): ElementResponsibilities {
  const inside = fieldOf(element, 'boundary') === 'systemUnderAnalysis'
  const from = (name: string, kind: string) => inReadingOrder(analysis, linkedFrom(analysis, element.uid, name, kind))
  const requirements = from('allocatedTo', 'requirement')
  const assumptionsOfUse = from('on', 'assumptionOfUse')
  return {
    element,
    linux,
    inside,
    responsibilities: from('heldBy', 'responsibility'),
    constraints: from('on', 'controllerConstraint'),
    requirements: inside ? requirements : [],
    misplaced: inside ? [] : requirements,
    assumptionsOfUse: inside ? [] : assumptionsOfUse,
    conditions: inside ? assumptionsOfUse : [],
  }
}

/** "Linux" or "kernel" as a word of its own; a "Linux-based cluster" is more than Linux. */
const linuxName = /\b(linux|kernel)\b(?!-based)/i

/**
 * Which elements are Linux, in an analysis with the Linux profile: those that the name or key calls so, those that a
 * Linux feature is of, and what stands inside such an element. None with another profile.
 */
export function linuxElements(analysis: Analysis): ReadonlySet<Uid> {
  const result = new Set<Uid>()
  if (analysisItem(analysis)?.fields.profile !== 'linux') return result
  for (const element of itemsOf(analysis, 'element')) {
    const isNamed = linuxName.test(textOf(element)) || linuxName.test(element.key)
    const hasFeature = linkedFrom(analysis, element.uid, 'of', 'feature').length > 0
    // Reading order puts a parent before its children.
    const isInside = element.parent !== null && result.has(element.parent)
    if (isNamed || hasFeature || isInside) result.add(element.uid)
  }
  return result
}
