import { graphOf, itemsOf, linked, linkedFrom } from '../../graph'
import { kindOf } from '../../kinds'
import type { Analysis, Item } from '../../model'
import { isActive } from '../../state'
import type { Hit, Rule } from '../types'

export const active = (analysis: Analysis, kind: string): Item[] => itemsOf(analysis, kind).filter(isActive)

/** The ends of a link that count, and the other way round: what points to an item. */
export const ends = (analysis: Analysis, item: Item, name: string): Item[] =>
  linked(analysis, item.uid, name).filter(isActive)
export const starts = (analysis: Analysis, item: Item, name: string, kind?: string): Item[] =>
  linkedFrom(analysis, item.uid, name, kind).filter(isActive)

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

/** What a rule looks up again and again, built once per analysis value. */
export function perAnalysis<T>(build: (analysis: Analysis) => T): (analysis: Analysis) => T {
  const known = new WeakMap<Analysis, { readonly value: T }>()
  return (analysis) => {
    const entry = known.get(analysis) ?? { value: build(analysis) }
    known.set(analysis, entry)
    return entry.value
  }
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
