import { graphOf, linked, linkedFrom } from '../../graph'
import { interactionKinds } from '../../kinds/interaction'
import type { Analysis, Item } from '../../model'
import type { Rule } from '../types'
import { active, hit, isActive, missing, named, textOf } from './define'

const gives = (analysis: Analysis, item: Item, kind: string): Item[] =>
  linkedFrom(analysis, item.uid, 'source', kind).filter(isActive)
const receives = (analysis: Analysis, item: Item, kind: string): Item[] =>
  linkedFrom(analysis, item.uid, 'target', kind).filter(isActive)
const isController = (analysis: Analysis, item: Item): boolean => gives(analysis, item, 'controlAction').length > 0
const isProcess = (analysis: Analysis, item: Item): boolean => receives(analysis, item, 'controlAction').length > 0

export const structureRules: readonly Rule[] = [
  missing({
    id: 'S2-01a',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    lacks: 'has no responsibility',
    title: 'A controller has a responsibility',
    text: 'Write what the controller must do so that constraints are enforced.',
    reason: 'A controller without a responsibility enforces nothing.',
    source: 'STPA Handbook p. 30-31',
    among: isController,
    isMissing: (analysis, item) => linkedFrom(analysis, item.uid, 'heldBy', 'responsibility').length === 0,
  }),
  missing({
    id: 'S2-01b',
    severity: 'warning',
    step: 'structure',
    kind: 'responsibility',
    lacks: 'has no system-level constraint',
    title: 'A responsibility enforces a constraint',
    text: 'Link the constraints that it enforces.',
    reason: 'A responsibility comes from a constraint.',
    source: 'STPA Handbook p. 30',
    isMissing: (analysis, item) => linked(analysis, item.uid, 'enforces').length === 0,
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
      linkedFrom(analysis, item.uid, 'enforces', 'responsibility').length === 0 &&
      !(graphOf(analysis).children.get(item.uid) ?? []).some(
        (child) => linkedFrom(analysis, child.uid, 'enforces').length > 0,
      ),
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
    isMissing: (analysis, item) => linked(analysis, item.uid, 'heldBy').length === 0,
  }),
  missing({
    id: 'S2-02',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    lacks: 'gives no feedback',
    title: 'A controlled process gives feedback',
    text: 'Add its feedback, or dismiss this with the reason for an open loop.',
    reason: 'Without feedback a controller acts on belief alone.',
    source: 'STPA Handbook p. 24-28',
    among: isProcess,
    isMissing: (analysis, item) => gives(analysis, item, 'feedback').length === 0,
  }),
  missing({
    id: 'S2-03',
    severity: 'warning',
    step: 'structure',
    kind: 'controlAction',
    lacks: 'has no feedback that answers it',
    title: 'A control action is answered',
    text: 'Link a feedback that answers it, or dismiss this with the reason for an open loop.',
    reason: 'A controller must learn whether its action was carried out.',
    source: 'STPA Handbook p. 31',
    isMissing: (analysis, item) => linkedFrom(analysis, item.uid, 'answers', 'feedback').length === 0,
  }),
  missing({
    id: 'S2-09b',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    lacks: 'has no interaction',
    title: 'No element stands alone',
    text: 'Connect it, or take it out.',
    reason: 'What interacts with nothing can neither control nor be controlled.',
    source: 'STPA Handbook p. 22',
    isMissing: (analysis, item) =>
      !(graphOf(analysis).incoming.get(item.uid) ?? []).some((link) =>
        ['source', 'target', 'via'].includes(link.name),
      ) && (graphOf(analysis).children.get(item.uid) ?? []).length === 0,
  }),
  ...interactionKinds.map((kind) =>
    missing({
      id: `S2-09${{ controlAction: 'c', feedback: 'd', otherInteraction: 'e' }[kind]}`,
      severity: 'warning',
      step: 'structure',
      kind,
      lacks: 'has an open end',
      title: 'Each arrow has two ends',
      text: 'Say where it comes from and where it goes to.',
      reason: 'An arrow with an open end is not part of a loop.',
      source: 'STPA Handbook p. 22',
      isMissing: (analysis, item) =>
        linked(analysis, item.uid, 'source').length === 0 || linked(analysis, item.uid, 'target').length === 0,
    }),
  ),
  {
    id: 'S2-09a',
    severity: 'warning',
    step: 'structure',
    enabled: 'on',
    title: 'No control action twice',
    text: 'Merge the two, or name what sets them apart.',
    reason: 'Two arrows of one name between the same ends are one.',
    source: 'STPA Handbook p. 22',
    check: function* (analysis) {
      const seen = new Map<string, Item>()
      for (const item of active(analysis, 'controlAction')) {
        const ends = [...linked(analysis, item.uid, 'source'), ...linked(analysis, item.uid, 'target')].map(
          (end) => end.uid,
        )
        if (ends.length < 2) continue
        const id = `${ends.join(' ')} ${textOf(item).toLowerCase()}`
        const other = seen.get(id)
        if (other) yield hit(`${named(item)} repeats ${named(other)}: same ends, same name.`, item, other)
        seen.set(id, item)
      }
    },
  },
  missing({
    id: 'S2-10',
    severity: 'warning',
    step: 'structure',
    kind: 'element',
    lacks: 'has several controllers and no description of which one comes first',
    title: 'Several controllers have a priority',
    text: 'Say in its control algorithm, or in its rationale, whose action counts when they disagree (the word priority, first or exclusive).',
    reason: 'Controllers of one process can contradict each other.',
    source: 'STPA Handbook p. 46',
    among: (analysis, item) => controllersOf(analysis, item).size > 1,
    isMissing: (_, item) =>
      !/priorit|first|exclusive|precedence|arbitrat/i.test(
        `${textOf(item, 'algorithm')} ${textOf(item, 'rationale')} ${textOf(item, 'description')}`,
      ),
  }),
  {
    id: 'S2-11',
    severity: 'error',
    step: 'structure',
    enabled: 'on',
    title: 'No cycles among items that rest on one another',
    text: 'Take one of the links away.',
    reason: 'What is derived from itself is derived from nothing.',
    source: 'stpa-tools.md M-01',
    check: function* (analysis) {
      for (const cycle of cyclesOf(analysis))
        yield hit(`${cycle.map(named).join(' → ')} → ${cycle[0] ? named(cycle[0]) : ''} is a cycle.`, ...cycle)
    },
  },
]

/** Controllers of a process; a box and the boxes inside it are one controller, seen at two levels. */
function controllersOf(analysis: Analysis, item: Item): Set<string> {
  const tops = receives(analysis, item, 'controlAction')
    .flatMap((action) => linked(analysis, action.uid, 'source'))
    .map((source) => {
      let top = source
      for (
        let next: Item | undefined = source;
        next;
        next = next.parent === null ? undefined : analysis.items.get(next.parent)
      )
        top = next
      return top.uid
    })
  return new Set(tops)
}

const acyclic = ['refines', 'decomposes', 'partOf', 'replaces', 'derivedFrom']

/** One cycle per strongly connected group over links that must not run in a circle; iterative depth-first search. */
function cyclesOf(analysis: Analysis): Item[][] {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: Item[][] = []
  for (const start of analysis.items.values()) {
    if (state.has(start.uid)) continue
    const path: { item: Item; next: Item[] }[] = []
    const enter = (item: Item) => {
      state.set(item.uid, 'open')
      path.push({ item, next: acyclic.flatMap((name) => linked(analysis, item.uid, name)) })
    }
    enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.pop()
      if (!next) {
        state.set(top.item.uid, 'done')
        path.pop()
      } else if (state.get(next.uid) === 'open')
        cycles.push(path.slice(path.findIndex((entry) => entry.item === next)).map((entry) => entry.item))
      else if (!state.has(next.uid)) enter(next)
    }
  }
  return cycles
}
