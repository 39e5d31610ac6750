import type { Kind } from '../defineKind'
import type { Citation, Quantity } from '../fields'
import { graphOf, itemsOf } from '../graph'
import type { Analysis, Item } from '../model'
import { type Block, type Cell, heading, paragraph, refs, type Span, table } from './blocks'

/** A field's value in words; '' when empty. */
export function valueText(kind: Kind, item: Item, name: string): string {
  const field = kind.allFields[name]
  const value = item.fields[name] ?? field?.empty
  if (!field || value === null || value === undefined || value === '') return ''
  if (field.type === 'choice') return field.options?.find((option) => option.value === value)?.label ?? String(value)
  if (field.type === 'quantity') return `${(value as Quantity).value} ${(value as Quantity).unit}` // parsed by its field
  if (field.type === 'texts') return (value as string[]).join(', ') // parsed by its field
  if (field.type === 'citations')
    return (value as Citation[])
      .map((cited) => [cited.document, cited.version, cited.place, cited.url].filter(Boolean).join(', '))
      .join('; ')
  if (field.type === 'map')
    return Object.entries(value as Record<string, string>)
      .map(([key, entry]) => `${key}: ${entry}`)
      .join(', ')
  if (field.type === 'flag') return value === true ? 'yes' : 'no'
  return String(value)
}

/** The table of a kind as the registry describes it: key, text, its columns, its links. Empty columns are left out. */
export function kindTable(
  analysis: Analysis,
  kind: Kind,
  items: readonly Item[] = itemsOf(analysis, kind.name),
): Block[] {
  if (items.length === 0) return []
  const fields = Object.entries(kind.allFields).filter(
    ([name, field]) =>
      name !== 'text' &&
      (field.column || items.some((item) => item.fields[name] !== undefined && ownField(kind, name))),
  )
  const used = fields.filter(([name]) => items.some((item) => valueText(kind, item, name) !== '')).map(([name]) => name)
  const links = Object.keys(kind.links).filter((name) =>
    items.some((item) => targetsOf(analysis, item, name).length > 0),
  )
  const head = [
    'Key',
    kind.textLabel,
    ...used.map((name) => kind.allFields[name]?.label ?? name),
    ...links.map((name) => capital(kind.links[name]?.title ?? name)),
  ]
  const rows = items.map((item) => ({
    anchor: item.uid,
    cells: [
      [{ ref: item.uid, key: item.key }],
      [indented(analysis, item) + String(item.fields.text ?? '')],
      ...used.map((name): Cell => [valueText(kind, item, name)]),
      ...links.map((name): Cell => refs(targetsOf(analysis, item, name))),
    ],
  }))
  return [table(head, rows), ...remarks(kind, items)]
}

const ownField = (kind: Kind, name: string): boolean => name in kind.fields
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function indented(analysis: Analysis, item: Item): string {
  let depth = 0
  for (let next = item.parent; next !== null; next = analysis.items.get(next)?.parent ?? null) depth++
  return '– '.repeat(depth)
}

export function targetsOf(analysis: Analysis, item: Item, name: string): Item[] {
  return (graphOf(analysis).outgoing.get(item.uid) ?? []).flatMap((link) =>
    link.name === name ? (analysis.items.get(link.to) ?? []) : [],
  )
}

/** Descriptions and rationales below the table, each under its key. */
function remarks(kind: Kind, items: readonly Item[]): Block[] {
  return items.flatMap((item) => {
    const texts = ['description', 'rationale'].flatMap((name) =>
      item.fields[name] ? [{ name, text: String(item.fields[name]) }] : [],
    )
    if (texts.length === 0 || kind.name === 'dismissal') return []
    const lead: Span[] = [{ ref: item.uid, key: item.key }]
    return [paragraph(...lead), ...texts.map(({ text }): Block => ({ type: 'markdown', text }))]
  })
}

/** A section per kind that has items. */
export function kindSections(analysis: Analysis, kinds: readonly Kind[], level: 3 | 4 = 3): Block[] {
  return kinds.flatMap((kind) => {
    const blocks = kindTable(analysis, kind)
    return blocks.length > 0 ? [heading(level, kind.plural), ...blocks] : []
  })
}
