import { StpaError } from '@/lib/stpa/errors'
import { Automaton, type Place } from './automaton'
import { differencesOf } from './differences'
import { openedFiles, type RunItems, runItems } from './items'
import type { ComparedEdge, ComparedLoop, ComparedRun, ComparedStep, Comparison } from './model'
import { partingsOf } from './partings'

/** At most so many runs are folded into one picture. */
export const mostRuns = 100

/**
 * Folds the flows of one process in several runs into one automaton: steps that are the same become one;
 * the same step with different outcomes is a decision; ways part, and come together again only at a step on a resource
 * behind which most is the same. The first run is the one that the others are compared with. Deterministic.
 * @throws StpaError tooLarge
 */
export function compareFlows(runs: readonly ComparedRun[]): Comparison {
  if (runs.length > mostRuns) {
    const message = `${runs.length} runs are too many to compare at once (${mostRuns}). Choose those whose ways differ.`
    throw new StpaError('tooLarge', message)
  }
  const flows = runs.map(({ flow }) => flow)
  const opened = openedFiles(flows)
  const automaton = new Automaton()
  const all = flows.map((flow) => runItems(flow, opened))
  for (const items of all) automaton.add(items)
  const order = inOrder(automaton)
  const ids = new Map(order.map((place, index) => [place, `s${index + 1}`]))
  const steps = order.map((place) => stepOf(automaton.places[place], ids.get(place) ?? '', all.length))
  const ways = automaton.paths.map((path) => path.map((place) => ids.get(place) ?? ''))
  const loops = loopsOf(all, ways)
  return {
    names: runs.map(({ name }) => name),
    steps,
    edges: edgesOf(steps, ways),
    loops,
    differences: differencesOf(steps, loops),
    partings: partingsOf(steps, ways),
    isApproximate: automaton.isApproximate,
    cut: flows.flatMap(({ cut }, index) => (cut ? [index] : [])),
  }
}

function stepOf(place: Place | undefined, id: string, count: number): ComparedStep {
  if (!place) throw new RangeError(`No place for ${id}.`)
  const { phase, verb, resource, says, text } = place.item.node
  const runs = Array.from({ length: count }, (_, run) => place.runs[run]?.run ?? null)
  const outcomes = new Set(runs.flatMap((run) => (run ? [run.outcome] : [])))
  const isExit = verb === 'exit'
  return {
    ...{ id, phase, text: isExit ? 'exit' : text, verb, resource, says, isExit },
    isDecision: !isExit && outcomes.size > 1,
    runs,
  }
}

/** Places in the order in which runs go through them; of several, the one that was found first. */
function inOrder({ places, paths }: Automaton): number[] {
  const next = places.map(() => new Set<number>())
  const waiting = places.map(() => 0)
  for (const path of paths) for (const [index, place] of path.slice(1).entries()) next[path[index] ?? -1]?.add(place)
  for (const follows of next) for (const place of follows) waiting[place] = (waiting[place] ?? 0) + 1
  const order: number[] = []
  // A way is followed to its end before the next one is begun: a branch stands together.
  const open = waiting.flatMap((count, place) => (count === 0 ? [place] : [])).reverse()
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    order.push(place)
    const freed: number[] = []
    for (const follower of next[place] ?? []) {
      const left = (waiting[follower] ?? 0) - 1
      waiting[follower] = left
      if (left === 0) freed.push(follower)
    }
    open.push(...freed.sort((one, other) => other - one))
  }
  return order
}

function edgesOf(steps: readonly ComparedStep[], ways: readonly (readonly string[])[]): ComparedEdge[] {
  const byId = new Map(steps.map((step) => [step.id, step]))
  const firsts = new Set(ways.map(([first]) => first))
  const edges = new Map<string, ComparedEdge & { readonly runs: number[] }>()
  for (const [run, way] of ways.entries()) {
    for (let at = firsts.size > 1 ? -1 : 0; at + 1 < way.length; at++) {
      const [from, to] = [way[at] ?? '', way[at + 1] ?? '']
      const outcome = byId.get(from)?.runs[run]?.outcome ?? 'ok'
      const key = `${from} ${to} ${outcome}`
      const edge = edges.get(key)
      if (edge) edge.runs.push(run)
      else edges.set(key, { from, to, outcome, runs: [run] })
    }
  }
  const order = new Map(steps.map(({ id }, index) => [id, index]))
  const at = (id: string): number => order.get(id) ?? -1
  return [...edges.values()].sort((left, right) => at(left.from) - at(right.from) || at(left.to) - at(right.to))
}

function loopsOf(all: readonly RunItems[], ways: readonly (readonly string[])[]): ComparedLoop[] {
  const loops = new Map<string, { from: string; to: string; counts: (string | null)[] }>()
  for (const [run, { loops: own }] of all.entries()) {
    for (const { first, last, count } of own) {
      const [to, from] = [ways[run]?.[first] ?? '', ways[run]?.[last] ?? '']
      const key = `${from} ${to}`
      const loop = loops.get(key) ?? { from, to, counts: ways.map((way) => throughOnce(way, from, to)) }
      loop.counts[run] = count
      loops.set(key, loop)
    }
  }
  return [...loops.values()]
}

/** A run that went through the steps of another's loop did so once. */
const throughOnce = (way: readonly string[], from: string, to: string): string | null =>
  way.includes(from) && way.includes(to) ? '1' : null
