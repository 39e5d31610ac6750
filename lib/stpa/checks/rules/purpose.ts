import { fieldOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import type { Hit, Rule } from '../types'
import {
  active,
  childrenOf,
  ends,
  hasEnd,
  hasStart,
  hit,
  missing,
  perAnalysis,
  starts,
  withAncestors,
  withDescendants,
} from './define'

/** A part inherits the links of what it is part of. */
const inherits = (analysis: Analysis, item: Item, link: string): boolean =>
  withAncestors(analysis, item).some((member) => hasEnd(analysis, member, link))

/** Addressed itself, by its parts or by what it is part of. */
const isAddressed = (analysis: Analysis, item: Item): boolean =>
  [...withAncestors(analysis, item), ...childrenOf(analysis, item)].some((member) =>
    hasStart(analysis, member, 'addresses', 'systemConstraint'),
  )

const mostAtTheTop = 10

export const purposeRules: readonly Rule[] = [
  missing({
    id: 'S1-02a',
    severity: 'error',
    step: 'purpose',
    kind: 'hazard',
    lacks: 'leads to no loss',
    title: 'A hazard leads to a loss',
    text: 'Link each hazard, or its parent, to the losses that it can lead to.',
    reason: 'A state that loses nothing of value is no hazard.',
    source: 'STPA Handbook p. 17-19',
    isMissing: (analysis, item) => !inherits(analysis, item, 'leadsTo'),
  }),
  missing({
    id: 'S1-02b',
    severity: 'error',
    step: 'purpose',
    kind: 'systemConstraint',
    lacks: 'addresses no hazard',
    lack: 'address no hazard',
    title: 'A constraint addresses a hazard',
    text: 'Link each system-level constraint, or its parent, to the hazards that it addresses.',
    reason: 'A constraint that prevents no hazard is not needed.',
    source: 'STPA Handbook p. 20',
    isMissing: (analysis, item) => !inherits(analysis, item, 'addresses'),
  }),
  missing({
    id: 'S1-02c',
    severity: 'warning',
    step: 'purpose',
    kind: 'loss',
    lacks: 'has no hazard',
    title: 'A loss has a hazard',
    text: 'Say which hazards lead to the loss, or take the loss out.',
    reason: 'A loss without a hazard is not analysed.',
    source: 'STPA Handbook p. 17',
    isMissing: (analysis, item) => !hasStart(analysis, item, 'leadsTo', 'hazard'),
  }),
  missing({
    id: 'S1-02d',
    severity: 'warning',
    step: 'purpose',
    kind: 'hazard',
    lacks: 'has no system-level constraint',
    title: 'A hazard has a constraint',
    text: 'Write the constraint that keeps the system out of the hazard.',
    reason: 'What is not constrained is not prevented.',
    source: 'STPA Handbook p. 20',
    isMissing: (analysis, item) => !isAddressed(analysis, item),
  }),
  {
    id: 'S1-06',
    severity: 'hint',
    step: 'purpose',
    enabled: 'on',
    title: 'Few hazards stand at the top',
    text: 'Group hazards under common ones, with sub-hazards.',
    reason: 'About seven to ten hazards are enough; more are a sign of component failures among them.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      const top = active(analysis, 'hazard').filter((item) => item.parent === null)
      if (top.length > mostAtTheTop)
        yield hit(`${top.length} hazards stand at the top; about seven to ten are usual.`, ...top)
    },
  },
  missing({
    id: 'S1-10',
    severity: 'hint',
    step: 'purpose',
    kind: 'hazard',
    called: 'addressed hazards',
    lacks: 'has no pair of constraints, one that prevents it and one that detects and mitigates it',
    lack: 'have no pair of constraints, one that prevents them and one that detects and mitigates them',
    title: 'Prevent, and detect and mitigate',
    text: 'Add the missing form of constraint.',
    reason: 'A hazard that occurs nevertheless must not become a loss.',
    source: 'STPA Handbook p. 20',
    // A hazard without any constraint is the business of S1-02d.
    among: (analysis, item) => item.parent === null && formsOf(analysis, item).size > 0,
    isMissing: (analysis, item) => formsOf(analysis, item).size < 2,
  }),
  {
    id: 'S1-11',
    severity: 'error',
    step: 'purpose',
    enabled: 'on',
    title: 'A part stays within the whole',
    text: 'Link the parent too, or take the link from the part.',
    reason:
      'What a sub-hazard leads to, its hazard leads to; what a sub-constraint addresses, its constraint addresses.',
    source: 'STPA Handbook p. 19-20',
    check: function* (analysis) {
      yield* beyondParent(analysis, 'hazard', 'leadsTo', 'leads to')
      yield* beyondParent(analysis, 'systemConstraint', 'addresses', 'addresses')
    },
  },
  {
    id: 'S1-11b',
    severity: 'hint',
    step: 'purpose',
    enabled: 'on',
    title: 'Nothing is divided into one part',
    text: 'Add the siblings that are missing, or merge the part into its parent.',
    reason: 'A single part is the whole.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      for (const item of [...active(analysis, 'hazard'), ...active(analysis, 'systemConstraint')]) {
        const [child, ...others] = childrenOf(analysis, item)
        if (child && others.length === 0) yield hit(`${item.key} has exactly one part, ${child.key}.`, item, child)
      }
    },
  },
]

/** The forms of a constraint and of its parts. */
const formsBelow = perAnalysis(
  (analysis) =>
    new Map(
      active(analysis, 'systemConstraint').map((constraint) => [
        constraint,
        new Set(withDescendants(analysis, constraint).map((member) => fieldOf(member, 'form'))),
      ]),
    ),
)

/** The forms of the constraints that address a hazard, its parts and their own parts included. */
function formsOf(analysis: Analysis, hazard: Item): Set<unknown> {
  const constraints = withDescendants(analysis, hazard).flatMap((member) =>
    starts(analysis, member, 'addresses', 'systemConstraint'),
  )
  const forms = new Set<unknown>()
  for (const constraint of constraints) for (const form of formsBelow(analysis).get(constraint) ?? []) forms.add(form)
  return forms
}

/** A part's link to something that neither its parent nor, for a tree of targets, a part of the parent's target is. */
function* beyondParent(analysis: Analysis, kind: string, name: string, verb: string): Iterable<Hit> {
  for (const parent of active(analysis, kind)) {
    const allowed = new Set(ends(analysis, parent, name))
    if (allowed.size === 0) continue // the parent's own gap has a rule of its own
    for (const item of childrenOf(analysis, parent)) {
      for (const end of ends(analysis, item, name)) {
        if (!withAncestors(analysis, end).some((member) => allowed.has(member)))
          yield hit(`${item.key} ${verb} ${end.key}, its parent ${parent.key} does not.`, item, parent, end)
      }
    }
  }
}
