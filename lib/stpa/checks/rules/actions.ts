import { textOf } from '../../fieldValues'
import { linkedFrom } from '../../graph'
import type { Analysis, Item } from '../../model'
import type { Hit, Rule } from '../types'
import { normalText } from '../words'
import {
  active,
  ends,
  hasEnd,
  hasStart,
  hit,
  missing,
  perAnalysis,
  plainText,
  withAncestors,
  withDescendants,
} from './define'
import { groupsOf } from './groups'

export const actionRules: readonly Rule[] = [
  missing({
    id: 'S3-00',
    severity: 'warning',
    step: 'actions',
    kind: 'controlAction',
    lacks: 'has neither an unsafe control action nor a verdict',
    title: 'Each control action was looked at',
    text: 'Write its unsafe control actions, or a verdict with its reason.',
    reason: 'A control action without a verdict has not been analysed.',
    source: 'STPA Handbook p. 35',
    // A candidate that was rejected was looked at.
    isMissing: (analysis, item) =>
      linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction').length === 0 &&
      linkedFrom(analysis, item.uid, 'subject', 'verdict').length === 0,
  }),
  {
    id: 'S3-02',
    severity: 'error',
    step: 'actions',
    enabled: 'on',
    title: 'The source of an unsafe control action owns the control action',
    text: 'Reword the unsafe control action, or link it to the right control action.',
    reason: 'Only the controller that owns an action can give it unsafely.',
    source: 'STPA Handbook p. 36',
    check: strangeSources,
  },
  missing({
    id: 'S3-05a',
    severity: 'warning',
    step: 'actions',
    kind: 'unsafeControlAction',
    lacks: 'leads to no hazard',
    title: 'An unsafe control action leads to a hazard',
    text: 'Link the hazards, or reject it with a reason.',
    reason: 'Without a hazard it is not unsafe.',
    source: 'STPA Handbook p. 38',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'leadsTo'),
  }),
  missing({
    id: 'S3-05b',
    severity: 'warning',
    step: 'actions',
    kind: 'hazard',
    called: 'top-level hazards',
    lacks: 'is reached by no unsafe control action',
    title: 'Each hazard is reached',
    text: 'Look for the control action that leads to it, or for the one that is missing.',
    reason: 'A hazard that nothing leads to points to a gap in the structure.',
    source: 'STPA Handbook p. 39',
    among: (_, item) => item.parent === null,
    isMissing: (analysis, item) =>
      withDescendants(analysis, item).every((member) => !hasStart(analysis, member, 'leadsTo', 'unsafeControlAction')),
  }),
  missing({
    id: 'S3-10',
    severity: 'warning',
    step: 'actions',
    kind: 'unsafeControlAction',
    lacks: 'has no controller constraint',
    title: 'An unsafe control action has a controller constraint',
    text: 'Write what the controller must or must not do.',
    reason: 'The constraint is what the design must meet.',
    source: 'STPA Handbook p. 40-41',
    isMissing: (analysis, item) => !hasStart(analysis, item, 'prevents', 'controllerConstraint'),
  }),
  missing({
    id: 'S3-10b',
    severity: 'warning',
    step: 'actions',
    kind: 'controllerConstraint',
    lacks: 'prevents no unsafe control action',
    lack: 'prevent no unsafe control action',
    title: 'A controller constraint prevents an unsafe control action',
    text: 'Link the unsafe control actions that it prevents.',
    reason: 'A constraint without a reason cannot be judged.',
    source: 'STPA Handbook p. 40',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'prevents'),
  }),
  {
    id: 'S3-09',
    severity: 'hint',
    step: 'actions',
    enabled: 'on',
    title: 'No unsafe control action repeats another',
    text: 'Merge the two, or say in the context what sets them apart.',
    reason: 'What stands there twice is analysed twice.',
    source: 'House rule',
    check: function* (analysis) {
      const ucas = active(analysis, 'unsafeControlAction')
      for (const [first, ...others] of groupsOf(ucas, (item) => signatureOf(analysis, item)))
        for (const item of others) if (first) yield hit(`${item.key} repeats ${first.key}.`, item, first)
    },
  },
]

/** Equal for unsafe control actions of one control action, guide word and context; '' where there is nothing to compare. */
function signatureOf(analysis: Analysis, uca: Item): string {
  const said = normalText(textOf(uca, 'context')) || plainText(uca)
  if (said === '') return ''
  const actions = ends(analysis, uca, 'of').map((action) => action.uid)
  return [...actions.sort(), textOf(uca, 'guideWord'), said].join(' ')
}

/** Elements by what people call them: name and key. A name that two elements share names neither. */
const elementsByName = perAnalysis((analysis) => {
  const names = new Map<string, Item | undefined>()
  const beginnings = new Set<string>()
  for (const element of active(analysis, 'element')) {
    for (const name of new Set([plainText(element), normalText(element.key)])) {
      if (name === '') continue
      names.set(name, names.has(name) ? undefined : element)
      beginnings.add(name.split(' ', 1)[0] ?? '')
    }
  }
  const find = (name: string) => names.get(name) ?? names.get(name.replace(/s$/, ''))
  const mayBegin = (word: string) => beginnings.has(word) || beginnings.has(word.replace(/s$/, ''))
  return { find, mayBegin }
})

/** An unsafe control action whose source, by its part or by how its text begins, is not who gives its control action. */
function* strangeSources(analysis: Analysis): Iterable<Hit> {
  for (const uca of active(analysis, 'unsafeControlAction')) {
    const actions = ends(analysis, uca, 'of')
    const owners = actions.flatMap((action) => ends(analysis, action, 'source'))
    const part = normalText(textOf(uca, 'partSource'))
    const meant = part === '' ? subjectOf(analysis, uca, actions) : elementsByName(analysis).find(part)
    if (meant && owners[0] && !owners.some((owner) => areOne(analysis, owner, meant)))
      yield hit(
        `${uca.key} has ${meant.key} as its source, but its control action is given by ${owners[0].key}.`,
        uca,
        meant,
      )
  }
}

const mostWords = 6

/** The controller that a text begins with, in the singular or the plural; not the process, as in "the watchdog is not petted". */
function subjectOf(analysis: Analysis, uca: Item, actions: readonly Item[]): Item | undefined {
  const { find, mayBegin } = elementsByName(analysis)
  const words = plainText(uca).replace(/^the /, '').split(' ', mostWords)
  if (!mayBegin(words[0] ?? '')) return undefined
  for (let count = words.length; count > 0; count--) {
    const found = find(words.slice(0, count).join(' '))
    if (!found) continue
    const isTarget = actions.some((action) => ends(analysis, action, 'target').includes(found))
    return isTarget || !hasStart(analysis, found, 'source', 'controlAction') ? undefined : found
  }
  return undefined
}

/** A box and the boxes inside it are one controller, seen at two levels. */
const areOne = (analysis: Analysis, left: Item, right: Item): boolean =>
  withAncestors(analysis, left).includes(right) || withAncestors(analysis, right).includes(left)
