import type { Phase } from '../action'
import { addNext, addRound, addSums, around, type Item } from './items'
import type { Step, Steps } from './steps'

/** Longest round of a loop that is found, in steps. */
const longestPeriod = 12
const mostPasses = 8

/** What a loop or an episode is about: the phase of its most telling step. */
const telling: readonly Phase[] = [
  'exchange',
  'configure',
  'device',
  'net',
  'file',
  'output',
  'proc',
  'start',
  'exit',
  'close',
]

export const phaseOfMany = (items: readonly { readonly phase: Phase }[]): Phase =>
  telling.find((phase) => items.some((item) => item.phase === phase)) ?? 'proc'

/** Folds what is done again and again: tandem repeats, shortest first, until nothing changes. Time: linear. */
export class Folder {
  readonly #loops = new Map<string, number>()

  constructor(private readonly steps: Steps) {}

  fold(items: Item[]): Item[] {
    let folded = items
    for (let pass = 0; pass < mostPasses; pass++) {
      const before = folded.length
      for (let period = 1; period <= longestPeriod; period++) folded = this.#foldPeriod(folded, period)
      if (folded.length === before) break
    }
    return folded
  }

  #foldPeriod(items: Item[], period: number): Item[] {
    const kept: Item[] = []
    for (let at = 0; at < items.length; ) {
      const item = items[at]
      if (!item) break
      const rounds = roundsAt(items, at, period)
      kept.push(rounds < 2 ? item : this.#looped(items, at, period, rounds))
      at += rounds < 2 ? 1 : rounds * period
      if (rounds < 2) at += addedRounds(item, items, at, period)
    }
    return kept
  }

  #looped(items: readonly Item[], at: number, period: number, rounds: number): Item {
    const body = items.slice(at, at + period)
    const [only] = body
    if (only && period === 1) {
      for (const next of items.slice(at + 1, at + rounds)) addNext(only, next)
      return only
    }
    const sums = around('loop', this.#stepOf(body), this.#keyOf(body), items.slice(at, at + rounds * period))
    addRounds(body, items, at + period, period, rounds - 1)
    return { ...sums, children: body, count: rounds, most: rounds }
  }

  #keyOf(body: readonly Item[]): number {
    const name = body.map(({ key }) => key).join(' ')
    const known = this.#loops.get(name)
    if (known !== undefined) return known
    const key = -1 - this.#loops.size
    this.#loops.set(name, key)
    return key
  }

  #stepOf(body: readonly Item[]): Step {
    const inside = body.map(({ step }) => step)
    const phase = phaseOfMany(inside)
    const main = inside.find((step) => step.phase === phase) ?? inside[0]
    if (!main) throw new RangeError('A loop has no steps.')
    const verb = `[${inside.map(({ text }) => text).join(' · ')}]`
    const error = inside.find((step) => step.error !== '')?.error ?? ''
    return this.steps.single({ ...main, phase, verb: verb.slice(0, 300), says: '', saysFirst: '', error })
  }
}

/** How often the `period` items at `at` stand there one after the other. */
function roundsAt(items: readonly Item[], at: number, period: number): number {
  let equal = 0
  while (true) {
    const [here, there] = [items[at + equal], items[at + equal + period]]
    if (!here || !there || here.key !== there.key) break
    equal++
  }
  return Math.floor(equal / period) + 1
}

/** Rounds of a loop that stand right behind it, where a long trace is folded piece by piece: how many items those were. */
function addedRounds(loop: Item, items: readonly Item[], from: number, period: number): number {
  if (loop.kind !== 'loop' || loop.children.length !== period) return 0
  let at = from
  while (loop.children.every((child, index) => child.key === items[at + index]?.key)) {
    for (const item of items.slice(at, at + period)) addSums(loop, item)
    addRounds(loop.children, items, at, period, 1)
    loop.count++
    loop.most++
    at += period
  }
  return at - from
}

function addRounds(body: readonly Item[], items: readonly Item[], from: number, period: number, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (const [index, item] of body.entries()) {
      const next = items[from + round * period + index]
      if (next) addRound(item, next)
    }
  }
}
