import { textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import type { Rule } from '../types'
import {
  active,
  childrenOf,
  ends,
  hasEnd,
  hasStart,
  hit,
  missing,
  perAnalysis,
  plainText,
  starts,
  withAncestors,
  withDescendants,
} from './define'
import { groupsOf } from './groups'

const actionsOn = (analysis: Analysis, process: Item): Item[] => starts(analysis, process, 'target', 'controlAction')

const touching = ['source', 'target', 'via'] as const

export const structureRules: readonly Rule[] = [
  missing({
    id: 'S2-01a',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    called: 'controllers',
    lacks: 'has no responsibility',
    title: 'A controller has a responsibility',
    text: 'Write what the controller must do so that constraints are enforced.',
    reason: 'A controller without a responsibility enforces nothing.',
    source: 'STPA Handbook p. 30-31',
    among: (analysis, item) => hasStart(analysis, item, 'source', 'controlAction'),
    isMissing: (analysis, item) => !hasStart(analysis, item, 'heldBy', 'responsibility'),
  }),
  missing({
    id: 'S2-01b',
    severity: 'warning',
    step: 'structure',
    kind: 'responsibility',
    lacks: 'enforces no system-level constraint',
    lack: 'enforce no system-level constraint',
    title: 'A responsibility enforces a constraint',
    text: 'Link the constraints that it enforces.',
    reason: 'A responsibility comes from a constraint.',
    source: 'STPA Handbook p. 30',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'enforces'),
  }),
  missing({
    id: 'S2-01c',
    severity: 'warning',
    step: 'structure',
    kind: 'systemConstraint',
    lacks: 'is enforced by no responsibility',
    title: "A constraint is somebody's responsibility",
    text: 'Give an element a responsibility that enforces it.',
    reason: 'What nobody is responsible for is not enforced.',
    source: 'STPA Handbook p. 30',
    isMissing: (analysis, item) =>
      [item, ...childrenOf(analysis, item)].every((member) => !hasStart(analysis, member, 'enforces')),
  }),
  missing({
    id: 'S2-01d',
    severity: 'warning',
    step: 'structure',
    kind: 'responsibility',
    lacks: 'is held by no element',
    title: 'A responsibility has a holder',
    text: 'Say which element holds it.',
    reason: 'A responsibility of nobody is not exercised.',
    source: 'STPA Handbook p. 30',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'heldBy'),
  }),
  missing({
    id: 'S2-02',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    called: 'controlled processes',
    lacks: 'gives no feedback',
    title: 'A controlled process gives feedback',
    text: 'Add its feedback, or dismiss this with the reason why the loop is open.',
    reason: 'Without feedback a controller acts on belief alone.',
    source: 'STPA Handbook p. 24-28',
    among: (analysis, item) => hasStart(analysis, item, 'target', 'controlAction'),
    isMissing: (analysis, item) =>
      withDescendants(analysis, item).every((member) => !hasStart(analysis, member, 'source', 'feedback')),
  }),
  missing({
    id: 'S2-03',
    severity: 'warning',
    step: 'structure',
    kind: 'controlAction',
    lacks: 'has no feedback that answers it',
    lack: 'have no feedback that answers them',
    title: 'A control action is answered',
    text: 'Link the feedback that answers it, or dismiss this with the reason why the loop is open.',
    reason: 'A controller must learn whether its action was carried out.',
    source: 'STPA Handbook p. 31',
    isMissing: (analysis, item) => !hasStart(analysis, item, 'answers', 'feedback'),
    proposal: (analysis, item) => {
      const path = feedbackBack(analysis, item).map((feedback) => feedback.key)
      return path.length > 0 ? `Perhaps ${path.slice(0, 3).join(' or ')}: it goes the way back.` : undefined
    },
  }),
  {
    id: 'S2-09a',
    severity: 'warning',
    step: 'structure',
    enabled: 'on',
    title: 'No control action is there twice',
    text: 'Merge the two, or name what sets them apart.',
    reason: 'Two arrows of one name between the same ends are one.',
    source: 'STPA Handbook p. 22',
    check: function* (analysis) {
      const named = active(analysis, 'controlAction').filter((item) => textOf(item) !== '')
      for (const [first, ...others] of groupsOf(named, (item) => signatureOf(analysis, item))) {
        for (const item of others)
          if (first) yield hit(`${item.key} repeats ${first.key}: same ends, same name.`, item, first)
      }
    },
  },
  missing({
    id: 'S2-09b',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    lacks: 'stands alone',
    lack: 'stand alone',
    title: 'No element stands alone',
    text: 'Connect it, or take it out.',
    reason: 'What interacts with nothing can neither control nor be controlled.',
    source: 'STPA Handbook p. 22',
    // A box around others is connected through them, a part of a box through the box.
    isMissing: (analysis, item) =>
      [...withDescendants(analysis, item), ...withAncestors(analysis, item)].every((member) =>
        touching.every((name) => !hasStart(analysis, member, name)),
      ),
  }),
  ...(['controlAction', 'feedback', 'otherInteraction'] as const).map((kind) => openEnds(kind)),
  missing({
    id: 'S2-10',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    called: 'processes with several controllers',
    lacks: 'has several controllers, and no text says which one comes first',
    lack: 'have no text that says which controller comes first',
    title: 'Several controllers of one process have a priority',
    text: 'Say whose action counts when they disagree, in the control algorithm, the description or the rationale of the process, of a controller or of a control action ("… has priority over …").',
    reason: 'Controllers of one process can contradict each other.',
    source: 'STPA Handbook p. 46',
    among: (analysis, item) => controllersOf(analysis, item).size > 1,
    isMissing: (analysis, item) => !describesPriority(analysis, item),
  }),
]

/** Equal for control actions of one name between the same ends; '' for one with an open end. */
function signatureOf(analysis: Analysis, action: Item): string {
  const [sources, targets] = ['source', 'target'].map((name) =>
    ends(analysis, action, name)
      .map((end) => end.uid)
      .sort(),
  )
  if (!sources?.length || !targets?.length) return ''
  return [...sources, '>', ...targets, plainText(action)].join(' ')
}

function openEnds(kind: 'controlAction' | 'feedback' | 'otherInteraction'): Rule {
  const letter = { controlAction: 'c', feedback: 'd', otherInteraction: 'e' }[kind]
  return missing({
    id: `S2-09${letter}`,
    severity: 'warning',
    step: 'structure',
    kind,
    lacks: 'has an open end',
    title: 'Each arrow has two ends',
    text: 'Say where it comes from and where it goes to.',
    reason: 'An arrow with an open end is not part of a loop.',
    source: 'STPA Handbook p. 22',
    isMissing: (analysis, item) => !hasEnd(analysis, item, 'source') || !hasEnd(analysis, item, 'target'),
  })
}

const wayOf = (from: Item, to: Item): string => `${from.uid} ${to.uid}`

/** Feedback by its two ends. */
const feedbackByWay = perAnalysis((analysis) => {
  const ways = new Map<string, Item[]>()
  for (const feedback of active(analysis, 'feedback')) {
    for (const from of ends(analysis, feedback, 'source')) {
      for (const to of ends(analysis, feedback, 'target')) {
        const way = wayOf(from, to)
        ways.set(way, [...(ways.get(way) ?? []).slice(0, 3), feedback])
      }
    }
  }
  return ways
})

/** Feedback from the target of a control action to its source: what may well be the answer. */
function feedbackBack(analysis: Analysis, action: Item): Item[] {
  const [source] = ends(analysis, action, 'source')
  const targets = ends(analysis, action, 'target')
  return source ? targets.flatMap((target) => feedbackByWay(analysis).get(wayOf(target, source)) ?? []) : []
}

/** Controllers of a process; a box and the boxes inside it are one controller, seen at two levels. */
function controllersOf(analysis: Analysis, item: Item): Set<Item | undefined> {
  const sources = actionsOn(analysis, item).flatMap((action) => ends(analysis, action, 'source'))
  return new Set(sources.map((source) => withAncestors(analysis, source).at(-1)))
}

const priority = /\b(priorit|precedence|arbitrat|exclusive|overrid|overrul|takes over|(comes|goes|counts) first)/i
const placesOfPriority = ['text', 'algorithm', 'processModel', 'description', 'rationale']

const withPriority = perAnalysis((analysis) => {
  const all = [...active(analysis, 'element'), ...active(analysis, 'controlAction')]
  return new Set(all.filter((item) => placesOfPriority.some((name) => priority.test(textOf(item, name)))))
})

function describesPriority(analysis: Analysis, process: Item): boolean {
  const actions = actionsOn(analysis, process)
  const controllers = actions.flatMap((action) => ends(analysis, action, 'source'))
  return [process, ...actions, ...controllers].some((item) => withPriority(analysis).has(item))
}
