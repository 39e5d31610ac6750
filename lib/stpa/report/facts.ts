import { fieldOf, textOf } from '../fieldValues'
import { graphOf } from '../graph'
import { kindOf } from '../kinds'
import type { Analysis, Item } from '../model'
import { type Badge, type Fact, type Inline, refTo, type Text } from './document'
import { blocksOfValue } from './values'

/** Said elsewhere in every entry: the headline, the badge. */
const headline = new Set(['text', 'state'])

/** Names of fields and links that are already told. */
export type Told = ReadonlySet<string>

export const told = (...names: string[]): Told => new Set(names)

/** Everything that an item holds and that is not told yet: fields in the registry's order, then its own links. */
export function factsOf(analysis: Analysis, item: Item, except: Told = new Set()): Fact[] {
  return [...fieldFacts(item, except), ...linkFacts(analysis, item, except)]
}

export function fieldFacts(item: Item, except: Told = new Set()): Fact[] {
  const { fields, allFields } = kindOf(item.kind)
  // Own fields say what the item is; the common ones (rationale, owner, sources) come after.
  const names = [...Object.keys(fields), ...Object.keys(allFields).filter((name) => !(name in fields))]
  return names.flatMap((name) => {
    const field = allFields[name]
    const value = item.fields[name]
    if (!field || value === undefined || headline.has(name) || except.has(name)) return []
    return [{ label: field.label, content: blocksOfValue(field, value) }]
  })
}

/** Outgoing links; a link is told where it starts, and read backwards only where a column asks for it. */
export function linkFacts(analysis: Analysis, item: Item, except: Told = new Set()): Fact[] {
  const outgoing = graphOf(analysis).outgoing.get(item.uid) ?? []
  return Object.entries(kindOf(item.kind).links).flatMap(([name, definition]): Fact[] => {
    // A column shows the ends alone: why a link was drawn still has to be told.
    const links = outgoing.filter((link) => link.name === name && (link.rationale !== '' || !except.has(name)))
    const text = links.flatMap((link, index): Inline[] => {
      const end = analysis.items.get(link.to)
      return end ? [...(index > 0 ? [', '] : []), refTo(end), ...(link.rationale ? [` (${link.rationale})`] : [])] : []
    })
    return text.length > 0 ? [{ label: capital(definition.title), content: [{ type: 'paragraph', text }] }] : []
  })
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** State as a badge; none for a draft, which is where every item begins. */
export function badgeOf(item: Item): Badge | undefined {
  const state = fieldOf(item, 'state')
  if (state === 'draft') return undefined
  const label = kindOf(item.kind).allFields.state?.options?.find((option) => option.value === state)?.label
  const tone = state === 'accepted' ? 'good' : state === 'inReview' ? 'warn' : 'quiet'
  return { label: label ?? String(state), tone }
}

export const isGone = (item: Item): boolean => item.fields.state === 'rejected' || item.fields.state === 'withdrawn'

/** An item's headline: its text, or a word that there is none. */
export function titleOf(item: Item): Text {
  const text = textOf(item)
  return text === '' ? [{ mark: 'emphasis', content: ['(no text yet)'] }] : [text]
}

/** Headline with the state where it is not draft. */
export function titleWithState(item: Item): Text {
  const badge = badgeOf(item)
  return badge
    ? [...titleOf(item), ' ', { mark: 'emphasis', content: [`[${badge.label.toLowerCase()}]`] }]
    : titleOf(item)
}

/** Key and text of an item as one reference: "STK-1 Cluster integrator". */
export const named = (item: Item): Inline => ({ item: item.uid, label: `${item.key} ${textOf(item)}`.trim() })
