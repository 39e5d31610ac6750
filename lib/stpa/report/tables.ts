import { linked, linkedFrom } from '../graph'
import { kindOf } from '../kinds'
import type { Analysis, Item, Uid } from '../model'
import { inReadingOrder } from '../order'
import { type Block, type Cell, type Column, type Entry, type Row, refs, refTo, type Text } from './document'
import { badgeOf, capital, factsOf, type Told, titleOf, titleWithState, told } from './facts'
import { sentenceOf } from './sentence'
import { textOfValue } from './values'

/** A column of a table of items: what it shows, and which fields and links it thereby tells. */
export type ItemColumn = Column & {
  readonly value: (item: Item) => Cell | Text
  readonly tells: readonly string[]
}

export const keyColumn: ItemColumn = { title: 'Key', width: 'key', value: (item) => [refTo(item)], tells: [] }

/** The headline, under the kind's own name for it. */
export function textColumn(title: string): ItemColumn {
  return { title, width: 'wide', value: titleWithState, tells: ['text', 'state'] }
}

/** A field of the kind, under its own label. */
export function fieldColumn(kind: string, name: string, width?: Column['width']): ItemColumn {
  const field = kindOf(kind).allFields[name]
  if (!field) throw new Error(`${kind} has no field "${name}"`)
  const value = (item: Item) => textOfValue(field, item.fields[name] ?? field.empty)
  return { title: field.label, value, tells: [name], ...(width ? { width } : {}) }
}

/** The ends of an outgoing link. */
export function linkColumn(analysis: Analysis, name: string, title: string): ItemColumn {
  return { title, value: (item) => refs(linked(analysis, item.uid, name)), tells: [name], width: 'narrow' }
}

/** The items that point here: `sources` are pairs of kind and link name. */
export function backColumn(analysis: Analysis, title: string, ...sources: [kind: string, name: string][]): ItemColumn {
  const value = (item: Item) =>
    refs(
      inReadingOrder(
        analysis,
        sources.flatMap(([kind, name]) => linkedFrom(analysis, item.uid, name, kind)),
      ),
    )
  return { title, value, tells: [], width: 'narrow' }
}

/** A table of items, one row each and the place of each; what no column tells stands under the row, so nothing is lost. */
export function itemTable(
  analysis: Analysis,
  caption: Text,
  items: readonly Item[],
  columns: readonly ItemColumn[],
  except: readonly string[] = [],
): Block {
  const telling = told(...columns.flatMap((column) => column.tells), ...except)
  const depths = depthsOf(analysis, items)
  const values = columns.map((column) => items.map((item) => cellOf(column.value(item))))
  // A column in which nothing stands says nothing; missing links do, and stand there as dashes.
  const used = columns.flatMap((_, index) => (values[index]?.some((value) => !isBlank(value)) ? [index] : []))
  const rows = items.map((item, place): Row => {
    const cells = used.flatMap((index) => values[index]?.[place] ?? [])
    const level = depths.get(item.uid) ?? 0
    return { cells, defines: item.uid, detail: factsOf(analysis, item, telling), ...(level > 0 ? { level } : {}) }
  })
  return {
    type: 'table',
    caption,
    columns: used.flatMap((index) => {
      const { title = '', width } = columns[index] ?? {}
      return [{ title, ...(width ? { width } : {}) }]
    }),
    rows,
  }
}

const cellOf = (value: Cell | Text): Cell => ('text' in value ? value : { text: value })

const isBlank = ({ text }: Cell): boolean => text.every((part) => part === '')

/** Items told in full, one under the other. */
export function itemEntries(analysis: Analysis, items: readonly Item[], except: Told = new Set()): Block {
  const depths = depthsOf(analysis, items)
  const entries = items.map((item): Entry => {
    const badge = badgeOf(item)
    return {
      item: item.uid,
      key: item.key,
      title: titleOf(item),
      ...(badge ? { badge } : {}),
      facts: factsOf(analysis, item, except),
      level: depths.get(item.uid) ?? 0,
    }
  })
  return { type: 'entries', entries }
}

/** Depth of each item below the ones that are in the same list. */
function depthsOf(analysis: Analysis, items: readonly Item[]): Map<Uid, number> {
  const depths = new Map<Uid, number>()
  if (!items.some((item) => item.parent !== null)) return depths
  const listed = new Set(items.map((item) => item.uid))
  for (const item of items) {
    let depth = 0
    for (let above = item.parent; above !== null; above = analysis.items.get(above)?.parent ?? null) {
      if (listed.has(above)) depth++
      if (depth > 20) break
    }
    depths.set(item.uid, depth)
  }
  return depths
}

/** A table that needs no chapter of its own: key, headline, the kind's columns, and everything else under the row. */
export function plainTable(analysis: Analysis, kindName: string, items: readonly Item[]): Block {
  const kind = kindOf(kindName)
  const columns = Object.entries(kind.fields)
    .filter(([, field]) => field.column && field.type !== 'markdown')
    .slice(0, 3)
    .map(([name]) => fieldColumn(kindName, name))
  const links = Object.entries(kind.links)
    .slice(0, Math.max(1, 3 - columns.length))
    .map(([name, definition]) => linkColumn(analysis, name, capital(definition.title)))
  return itemTable(analysis, [kind.plural], items, [keyColumn, textColumn(kind.textLabel), ...columns, ...links])
}

/** The sentence of an assumption of use; it tells act, limit and condition. */
export function sentenceColumn(analysis: Analysis): ItemColumn {
  const value = (item: Item): Text => {
    const badge = badgeOf(item)
    const sentence = sentenceOf(analysis, item) || '(no text yet)'
    return badge ? [sentence, ' ', { mark: 'emphasis', content: [`[${badge.label.toLowerCase()}]`] }] : [sentence]
  }
  return { title: 'Assumption of use', width: 'wide', value, tells: ['text', 'state', 'act', 'limit', 'condition'] }
}
