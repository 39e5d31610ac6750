import type { Kind } from '@/lib/stpa/defineKind'
import { graphOf, itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item } from '@/lib/stpa/model'

export type Column = {
  readonly name: string
  readonly title: string
  /** Track of the grid. */
  readonly width: string
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
    { name: 'key', title: 'Key', width: '9rem', type: 'key' },
    { name: 'text', title: kind.textLabel, width: 'minmax(20rem,3fr)', type: 'field' },
    ...fields.map(
      ([name, field]): Column => ({
        name,
        title: field.label,
        width: field.type === 'markdown' ? 'minmax(14rem,2fr)' : 'minmax(8rem,1fr)',
        type: 'field',
      }),
    ),
    ...links.map(
      ([name, link]): Column => ({
        name,
        title: link.title.charAt(0).toUpperCase() + link.title.slice(1),
        width: 'minmax(7rem,1fr)',
        type: 'link',
      }),
    ),
    { name: 'state', title: 'State', width: '6rem', type: 'field' },
  ]
}

export function targetsOf(analysis: Analysis, item: Item, name: string): Item[] {
  const links = graphOf(analysis).outgoing.get(item.uid) ?? []
  return links.flatMap((link) => (link.name === name ? (analysis.items.get(link.to) ?? []) : []))
}
