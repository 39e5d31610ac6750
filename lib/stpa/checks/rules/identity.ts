import { textOf } from '../../fieldValues'
import type { Analysis, Item } from '../../model'
import { isActive } from '../../state'
import type { Hit, Rule } from '../types'
import { hit, perAnalysis } from './define'

export const identityRules: readonly Rule[] = [
  {
    id: 'M-01a',
    severity: 'error',
    step: 'review',
    enabled: 'on',
    title: 'Each key is used once within its kind',
    text: 'Give the second holder a key of its own; look whether a reference to the key means the one or the other.',
    reason: 'A reference to a key that two items share may mean either of them.',
    source: 'House rule',
    check: duplicateKeys,
  },
  {
    id: 'M-01b',
    severity: 'error',
    step: 'review',
    enabled: 'on',
    title: 'Each reference leads to an item',
    text: 'Create what is referred to, or correct the reference.',
    reason: 'A reference that leads nowhere breaks the chain from loss to evidence.',
    source: 'House rule',
    check: function* (analysis) {
      yield* danglingEnds(analysis)
      yield* danglingMentions(analysis)
    },
  },
  {
    id: 'M-01c',
    severity: 'error',
    step: 'review',
    enabled: 'on',
    title: 'Nothing rests on itself',
    text: 'Take one of the links of the cycle away.',
    reason: 'What is derived from itself is derived from nothing.',
    source: 'House rule',
    check: function* (analysis) {
      for (const cycle of cyclesOf(analysis)) {
        const path = [...cycle, ...cycle.slice(0, 1)].map((item) => item.key)
        yield hit(`${path.join(' → ')} is a cycle.`, ...cycle)
      }
    },
  },
  {
    id: 'M-01d',
    severity: 'error',
    step: 'review',
    enabled: 'on',
    title: 'What a source lists is in the analysis',
    text: 'Look at the line of the source: correct it and import again, or enter by hand what it says.',
    reason: 'What an import leaves out looks as if nobody had thought of it.',
    source: 'House rule',
    check: function* () {}, // found while reading: checks/importFindings.ts
  },
  {
    id: 'M-01e',
    severity: 'warning',
    step: 'review',
    enabled: 'on',
    title: 'What a source says of an item is in the analysis',
    text: 'Look at the line of the source: put what has no field of its own into the description.',
    reason: 'A reader of the analysis does not know what the source said besides.',
    source: 'House rule',
    check: function* () {}, // likewise
  },
]

/** An import gives the second holder of a key the suffix `~2`: apply refuses a key that is taken. */
const suffix = /~\d+$/

function* duplicateKeys(analysis: Analysis): Iterable<Hit> {
  const seen = new Map<string, Map<string, Item>>()
  const renamed: Item[] = []
  for (const item of analysis.items.values()) {
    const holders = seen.get(item.kind) ?? new Map<string, Item>()
    seen.set(item.kind, holders)
    const same = holders.get(item.key)
    if (same) yield hit(`${item.key} is the key of two items.`, item, same)
    holders.set(item.key, item)
    if (suffix.test(item.key)) renamed.push(item)
  }
  for (const item of renamed) {
    const wanted = item.key.replace(suffix, '')
    const holder = seen.get(item.kind)?.get(wanted)
    if (holder) yield hit(`${item.key} was ${wanted} in its source, as ${holder.key} is.`, item, holder)
  }
}

/** Ends and parents that are not there: no operation makes such a value, a file or a database might. */
function* danglingEnds(analysis: Analysis): Iterable<Hit> {
  for (const link of analysis.links.values()) {
    if (analysis.items.has(link.to)) continue
    const from = analysis.items.get(link.from)
    if (from) yield hit(`${from.key}: "${link.name}" leads to no item.`, from)
  }
  for (const item of analysis.items.values()) {
    if (item.parent !== null && !analysis.items.has(item.parent))
      yield hit(`${item.key}: its parent is not there.`, item)
  }
}

const brackets = /\[([^[\]\n]{1,200})\]/g
const keyShape = /^(\p{L}[\p{L}_]*(?:-\p{L}+)*-?)\d+(?:\.\d+)*$/u

/** `… [H-9]`, the handbook's way to name hazards and losses in a text, where the prefix is one of the analysis' own. */
function* danglingMentions(analysis: Analysis): Iterable<Hit> {
  for (const item of analysis.items.values()) {
    const text = textOf(item)
    if (!text.includes('[') || !isActive(item)) continue
    const { prefixes, keys } = knownKeys(analysis)
    for (const [, list = ''] of text.matchAll(brackets)) {
      for (const mention of list.split(/[\s,;]+/)) {
        const prefix = keyShape.exec(mention)?.[1]
        if (prefix !== undefined && prefixes.has(prefix) && !keys.has(mention))
          yield hit(`${item.key} speaks of ${mention}, which is not there.`, item)
      }
    }
  }
}

const knownKeys = perAnalysis((analysis) => {
  const keys = new Set<string>()
  const prefixes = new Set<string>()
  for (const { key, aliases } of analysis.items.values()) {
    for (const name of [key, ...aliases]) {
      keys.add(name)
      const prefix = keyShape.exec(name)?.[1]
      if (prefix !== undefined) prefixes.add(prefix)
    }
  }
  return { prefixes, keys }
})

/** Links that say "rests on", between items of kinds that can form a circle. */
const acyclic = new Set(['refines', 'decomposes', 'partOf', 'replaces'])

/** What each item rests on: its parent, and the ends of such links. Items that rest on nothing are left out. */
function foundations(analysis: Analysis): Map<Item, Item[]> {
  const below = new Map<Item, Item[]>()
  const add = (from: Item | undefined, to: Item | undefined) => {
    if (!from || !to) return
    const list = below.get(from)
    if (list) list.push(to)
    else below.set(from, [to])
  }
  for (const link of analysis.links.values())
    if (acyclic.has(link.name)) add(analysis.items.get(link.from), analysis.items.get(link.to))
  for (const item of analysis.items.values()) if (item.parent !== null) add(item, analysis.items.get(item.parent))
  return below
}

/** One cycle for each link back into the path of a depth-first search; iterative, every item is entered once. */
function cyclesOf(analysis: Analysis): Item[][] {
  const below = foundations(analysis)
  const done = new Map<Item, boolean>()
  const cycles: Item[][] = []
  for (const start of below.keys()) {
    if (done.has(start)) continue
    const path: { item: Item; next: Item[] }[] = []
    const enter = (item: Item) => {
      done.set(item, false)
      path.push({ item, next: [...(below.get(item) ?? [])] })
    }
    enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.pop()
      if (!next) {
        done.set(top.item, true)
        path.pop()
      } else if (!done.has(next)) enter(next)
      else if (done.get(next) === false) {
        cycles.push(path.slice(path.findIndex((entry) => entry.item === next)).map((entry) => entry.item))
      }
    }
  }
  return cycles
}
