import type { Kind } from '@/lib/stpa/defineKind'
import { graphOf, itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'

export type Column = {
  readonly name: string
  readonly title: string
  /** Least width in rem, and its share of what is left. */
  readonly rem: number
  readonly share: number
  readonly type: 'key' | 'field' | 'link'
}

/** Key, text, the fields that the registry marks as columns, the links that any item has, the state. */
export function columnsOf(analysis: Analysis, kind: Kind): Column[] {
  const items = itemsOf(analysis, kind.name)
  const fields = Object.entries(kind.allFields).filter(([name, field]) => field.column && name !== 'text')
  const links = Object.entries(kind.links).filter(
    ([name, link]) => link.min > 0 || items.slice(0, 500).some((item) => targetsOf(analysis, item, name).length > 0),
  )
  return [
    { name: 'key', title: 'Key', rem: 9, share: 0, type: 'key' },
    { name: 'text', title: kind.textLabel, rem: 20, share: 3, type: 'field' },
    ...fields.map(
      ([name, field]): Column => ({
        name,
        title: field.label,
        rem: field.type === 'markdown' ? 14 : 8,
        share: field.type === 'markdown' ? 2 : 1,
        type: 'field',
      }),
    ),
    ...links.map(
      ([name, link]): Column => ({
        name,
        title: link.title.charAt(0).toUpperCase() + link.title.slice(1),
        rem: 7,
        share: 1,
        type: 'link',
      }),
    ),
    { name: 'state', title: 'State', rem: 6, share: 0, type: 'field' },
  ]
}

export function targetsOf(analysis: Analysis, item: Item, name: string): Item[] {
  const links = graphOf(analysis).outgoing.get(item.uid) ?? []
  return links.flatMap((link) => (link.name === name ? (analysis.items.get(link.to) ?? []) : []))
}

/** The columns as a CSS grid; header and rows need the same least width to stay in line. */
export function gridOf(columns: readonly Column[]): { gridTemplateColumns: string; minWidth: string } {
  const tracks = columns.map(({ rem, share }) => (share > 0 ? `minmax(${rem}rem, ${share}fr)` : `${rem}rem`))
  return { gridTemplateColumns: tracks.join(' '), minWidth: `${columns.reduce((sum, { rem }) => sum + rem, 0)}rem` }
}
