import { textOf } from '../../fieldValues'
import { graphOf } from '../../graph'
import { kindOf } from '../../kinds'
import type { Analysis, Item, Link } from '../../model'
import { isActive } from '../../state'
import type { Hit, Rule } from '../types'
import { normalText } from '../words'

/** What a rule looks up again and again, built once per analysis value. */
export function perAnalysis<T>(build: (analysis: Analysis) => T): (analysis: Analysis) => T {
  const known = new WeakMap<Analysis, { readonly value: T }>()
  return (analysis) => {
    const entry = known.get(analysis) ?? { value: build(analysis) }
    known.set(analysis, entry)
    return entry.value
  }
}

/** An analysis as rules see it: items that were rejected or withdrawn are asked for nothing and answer for nothing. */
const viewOf = perAnalysis((analysis) => {
  const gone = new Set<Item>()
  for (const item of analysis.items.values()) if (!isActive(item)) gone.add(item)
  return { ...graphOf(analysis), gone, byKindActive: new Map<string, readonly Item[]>() }
})

/** The items of a kind that count, in reading order. */
export function active(analysis: Analysis, kind: string): readonly Item[] {
  const { byKind, byKindActive, gone } = viewOf(analysis)
  const known = byKindActive.get(kind)
  if (known) return known
  const items = (byKind.get(kind) ?? []).filter((item) => !gone.has(item))
  byKindActive.set(kind, items)
  return items
}

/** The ends of a link that count. */
export function ends(analysis: Analysis, item: Item, name: string): Item[] {
  const { outgoing, gone } = viewOf(analysis)
  const found: Item[] = []
  for (const link of outgoing.get(item.uid) ?? []) {
    const end = link.name === name ? analysis.items.get(link.to) : undefined
    if (end && !gone.has(end)) found.push(end)
  }
  return found
}

/** What points to an item and counts. */
export function starts(analysis: Analysis, item: Item, name: string, kind?: string): Item[] {
  const { incoming, gone } = viewOf(analysis)
  const found: Item[] = []
  for (const link of incoming.get(item.uid) ?? []) {
    const start = link.name === name ? analysis.items.get(link.from) : undefined
    if (start && !gone.has(start) && (kind === undefined || start.kind === kind)) found.push(start)
  }
  return found
}

export function hasEnd(analysis: Analysis, item: Item, name: string): boolean {
  const { outgoing, gone } = viewOf(analysis)
  return (outgoing.get(item.uid) ?? none).some((link) => {
    const end = link.name === name ? analysis.items.get(link.to) : undefined
    return end !== undefined && !gone.has(end)
  })
}

export function hasStart(analysis: Analysis, item: Item, name: string, kind?: string): boolean {
  const { incoming, gone } = viewOf(analysis)
  return (incoming.get(item.uid) ?? none).some((link) => {
    const start = link.name === name ? analysis.items.get(link.from) : undefined
    return start !== undefined && !gone.has(start) && (kind === undefined || start.kind === kind)
  })
}

const none: readonly Link[] = []

export const parentOf = (analysis: Analysis, item: Item): Item | undefined =>
  item.parent === null ? undefined : analysis.items.get(item.parent)

export const childrenOf = (analysis: Analysis, item: Item): Item[] =>
  (graphOf(analysis).children.get(item.uid) ?? []).filter(isActive)

/** Trees are followed so far: deeper ones are no tree that anybody reads, and a check stays linear. */
const deepest = 64

/** An item and what stands above it in its tree. */
export function withAncestors(analysis: Analysis, item: Item): Item[] {
  const chain: Item[] = []
  for (let next: Item | undefined = item; next && chain.length < deepest; next = parentOf(analysis, next))
    chain.push(next)
  return chain
}

/** An item and all that stands below it in its tree. */
export function withDescendants(analysis: Analysis, item: Item): Item[] {
  const family: Item[] = [item]
  let level = family
  for (let depth = 0; depth < deepest && level.length > 0; depth++) {
    level = level.flatMap((member) => childrenOf(analysis, member))
    for (const member of level) family.push(member)
  }
  return family
}

const plainTexts = new WeakMap<Item, string>()

/** The text of an item as it is compared; kept with the item, which outlives many edits of others. */
export function plainText(item: Item): string {
  const known = plainTexts.get(item)
  if (known !== undefined) return known
  const text = normalText(textOf(item))
  plainTexts.set(item, text)
  return text
}

export const hit = (message: string, ...items: Item[]): Hit => ({ items, message })

type Missing = Pick<Rule, 'id' | 'severity' | 'step' | 'title' | 'text' | 'reason' | 'source'> & {
  readonly enabled?: Rule['enabled']
  readonly kind: string
  /** "has no controller constraint": read after the key of one item. */
  readonly lacks: string
  /** The same of several, read after "14 of 64 …"; made from `lacks` where that only changes its verb. */
  readonly lack?: string
  /** What the candidates are called, where not all items of the kind are: "controllers". */
  readonly called?: string
  readonly among?: (analysis: Analysis, item: Item) => boolean
  readonly isMissing: (analysis: Analysis, item: Item) => boolean
  /** What could be done about it, as a sentence of its own behind the message. */
  readonly proposal?: (analysis: Analysis, item: Item) => string | undefined
}

/** A rule about links that are not there yet: one line while its step is in work, one by one when it is complete. */
export function missing(rule: Missing): Rule {
  const { kind, lacks, lack = severally(lacks), called, isMissing, among, proposal, enabled = 'on', ...rest } = rule
  const candidates = (analysis: Analysis) => {
    const all = active(analysis, kind)
    return among ? all.filter((item) => among(analysis, item)) : all
  }
  const summary = (count: number, of: number) => `${count} of ${of} ${called ?? pluralOf(kind)} ${lack}.`
  return {
    ...rest,
    enabled,
    whileInWork: { summary, of: (analysis) => candidates(analysis).length },
    check: function* (analysis) {
      for (const item of candidates(analysis)) {
        if (!isMissing(analysis, item)) continue
        const more = proposal?.(analysis, item)
        yield hit(`${item.key} ${lacks}.${more ? ` ${more}` : ''}`, item)
      }
    },
  }
}

const pluralOf = (kind: string): string => kindOf(kind).plural.toLowerCase()

const verbs: Readonly<Record<string, string>> = { has: 'have', is: 'are', leads: 'lead', gives: 'give', names: 'name' }

const severally = (lacks: string): string => lacks.replace(/^\w+/, (verb) => verbs[verb] ?? verb)
