import { graphOf, itemsOf, linked, linkedFrom } from '../../graph'
import type { Analysis, Item } from '../../model'
import type { Rule } from '../types'
import { active, fieldOf, hit, missing, named, textOf } from './define'

const withLinks = (analysis: Analysis, item: Item, name: string): boolean => linked(analysis, item.uid, name).length > 0

/** A sub-hazard inherits the losses and constraints of its parents. */
function inherits(analysis: Analysis, item: Item, has: (candidate: Item) => boolean): boolean {
  for (
    let next: Item | undefined = item;
    next;
    next = next.parent === null ? undefined : analysis.items.get(next.parent)
  ) {
    if (has(next)) return true
  }
  return false
}

const isAddressed = (analysis: Analysis, item: Item): boolean =>
  inherits(analysis, item, (next) => linkedFrom(analysis, next.uid, 'addresses', 'systemConstraint').length > 0) ||
  (graphOf(analysis).children.get(item.uid) ?? []).some(
    (child) => linkedFrom(analysis, child.uid, 'addresses', 'systemConstraint').length > 0,
  )

export const purposeRules: readonly Rule[] = [
  missing({
    id: 'S1-02a',
    severity: 'error',
    step: 'purpose',
    kind: 'hazard',
    lacks: 'has no loss',
    title: 'A hazard leads to a loss',
    text: 'Link each hazard, or its parent, to the losses that it can lead to.',
    reason: 'A state that loses nothing of value is no hazard.',
    source: 'STPA Handbook p. 17-19',
    isMissing: (analysis, item) => !inherits(analysis, item, (next) => withLinks(analysis, next, 'leadsTo')),
  }),
  missing({
    id: 'S1-02b',
    severity: 'error',
    step: 'purpose',
    kind: 'systemConstraint',
    lacks: 'has no hazard',
    title: 'A constraint addresses a hazard',
    text: 'Link each system-level constraint, or its parent, to the hazards that it addresses.',
    reason: 'A constraint that prevents no hazard is not needed.',
    source: 'STPA Handbook p. 20',
    isMissing: (analysis, item) => !inherits(analysis, item, (next) => withLinks(analysis, next, 'addresses')),
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
    isMissing: (analysis, item) => linkedFrom(analysis, item.uid, 'leadsTo', 'hazard').length === 0,
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
    title: 'Few top-level hazards',
    text: 'Group hazards under common ones, with sub-hazards.',
    reason: 'About seven to ten hazards are enough; more are a sign of component failures among them.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      const top = active(analysis, 'hazard').filter((item) => item.parent === null)
      if (top.length > 10) yield hit(`${top.length} hazards stand at the top; about seven to ten are usual.`, ...top)
    },
  },
  missing({
    id: 'S1-10',
    severity: 'hint',
    step: 'purpose',
    kind: 'hazard',
    lacks: 'has no pair of constraints, one that prevents and one that detects and mitigates',
    title: 'Prevent, and detect and mitigate',
    text: 'Add the missing form of constraint.',
    reason: 'A hazard that occurs nevertheless must not become a loss.',
    source: 'STPA Handbook p. 20',
    among: (_, item) => item.parent === null,
    isMissing: (analysis, item) => {
      const forms = linkedFrom(analysis, item.uid, 'addresses', 'systemConstraint').map((constraint) =>
        fieldOf(constraint, 'form'),
      )
      return forms.length > 0 && !(forms.includes('mustHold') && forms.includes('detectAndMitigate'))
    },
  }),
  {
    id: 'S1-11',
    severity: 'error',
    step: 'purpose',
    enabled: 'on',
    title: 'A sub-hazard stays within its parent',
    text: 'Link the parent to the loss as well, or take it from the sub-hazard.',
    reason: 'What a part leads to, the whole leads to.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      for (const item of active(analysis, 'hazard')) {
        const parent = item.parent === null ? undefined : analysis.items.get(item.parent)
        if (!parent) continue
        const allowed = new Set(linked(analysis, parent.uid, 'leadsTo').map((loss) => loss.uid))
        for (const loss of linked(analysis, item.uid, 'leadsTo')) {
          if (!allowed.has(loss.uid))
            yield hit(
              `${named(item)} leads to ${named(loss)}, its parent ${named(parent)} does not.`,
              item,
              parent,
              loss,
            )
        }
      }
    },
  },
  {
    id: 'S1-11b',
    severity: 'hint',
    step: 'purpose',
    enabled: 'on',
    title: 'More than one child',
    text: 'Add the siblings that are missing, or merge the child into its parent.',
    reason: 'A single part is the whole.',
    source: 'STPA Handbook p. 19',
    check: function* (analysis) {
      for (const kind of ['hazard', 'systemConstraint']) {
        for (const item of active(analysis, kind)) {
          const children = graphOf(analysis).children.get(item.uid) ?? []
          if (children.length === 1 && children[0])
            yield hit(`${named(item)} has exactly one part, ${named(children[0])}.`, item, children[0])
        }
      }
    },
  },
  wording(
    'S1-01',
    'loss',
    'A loss names a value, not a cause',
    /\b(failure|error|bug|kernel|driver software|crash)\b/i,
    'names a cause or a component',
    'STPA Handbook p. 16',
  ),
  wording(
    'S1-04',
    'hazard',
    'A hazard names no cause',
    /\b(due to|because|caused by)\b/i,
    'names a cause',
    'STPA Handbook p. 19',
  ),
  {
    id: 'S1-03',
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title: 'A hazard names the system',
    text: 'Word the hazard as: system + unsafe condition.',
    reason: 'A hazard is a state of the system.',
    source: 'STPA Handbook p. 18',
    check: function* (analysis) {
      const names = itemsOf(analysis, 'systemContext')
        .flatMap((item) => [textOf(item, 'systemUnderAnalysis'), textOf(item, 'targetSystem')])
        .filter(Boolean)
      if (names.length === 0) return
      for (const item of active(analysis, 'hazard')) {
        if (!names.some((name) => textOf(item).toLowerCase().includes(name.toLowerCase())))
          yield hit(`${named(item)} does not name the system.`, item)
      }
    },
  },
]

function wording(id: string, kind: string, title: string, pattern: RegExp, says: string, source: string): Rule {
  return {
    id,
    severity: 'hint',
    step: 'purpose',
    enabled: 'off',
    title,
    source,
    text: 'Reword it.',
    reason: 'Causes belong to the scenarios of step 4.',
    check: function* (analysis) {
      for (const item of active(analysis, kind))
        if (pattern.test(textOf(item))) yield hit(`${named(item)} ${says}: "${pattern.exec(textOf(item))?.[0]}".`, item)
    },
  }
}
