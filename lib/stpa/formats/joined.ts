import { formatPlace } from '../errors'
import { keyId } from '../indexes/itemIndex'
import type { ReportLine } from '../model'
import type { Imported, ImportedItem, ImportedLink } from './types'

/** What a file calls an item. */
export const identifierOf = ({ identifier, key }: ImportedItem): string => identifier ?? key

/**
 * Several files of one analysis as one. Every record stays an item of its own, whatever others have its identifier. A
 * reference that its own file could not resolve leads to the item of the other file that has the identifier; where
 * several files have it, nobody can know which is meant: it is left open, and said.
 */
export function joined(parts: readonly Imported[]): Imported | undefined {
  const [first, ...more] = parts
  if (!first || more.length === 0) return first
  const files = parts.map(apart)
  const holders = new Map<string, ImportedItem[]>()
  for (const item of files.flatMap(({ items }) => items)) {
    const id = keyId(item.kind, identifierOf(item))
    holders.set(id, [...(holders.get(id) ?? []), item])
  }
  const report: ReportLine[] = []
  const links = files.flatMap((file) => file.links.flatMap((link) => resolved(link, holders, report)))
  return {
    ...first,
    items: files.flatMap(({ items }) => items),
    links,
    positions: files.flatMap(({ positions }) => positions),
    report: [...files.flatMap((file) => file.report), ...report],
  }
}

/** References within one file, told apart from those of the others. */
function apart(file: Imported, index: number): Imported {
  const own = (ref: string): string => `${index} ${ref}`
  return {
    ...file,
    items: file.items.map((item) => ({
      ...item,
      ref: own(item.ref),
      ...(item.parentRef === undefined ? {} : { parentRef: own(item.parentRef) }),
      ...(item.controller === undefined ? {} : { controller: own(item.controller) }),
    })),
    links: file.links.map((link) => ({
      ...link,
      from: own(link.from),
      to: 'ref' in link.to ? { ref: own(link.to.ref) } : link.to,
    })),
    positions: file.positions.map((position) => ({
      ...position,
      structureRef: own(position.structureRef),
      itemRef: own(position.itemRef),
    })),
  }
}

function resolved(
  link: ImportedLink,
  holders: ReadonlyMap<string, readonly ImportedItem[]>,
  report: ReportLine[],
): ImportedLink[] {
  if ('ref' in link.to) return [link]
  const { key, kinds } = link.to
  const found = kinds.flatMap((kind) => holders.get(keyId(kind, key)) ?? [])
  const [one, ...others] = found
  if (!one) return [link]
  if (others.length === 0) return [{ ...link, to: { ref: one.ref } }]
  const places = found.map((item) => formatPlace(item.place)).join(' and ')
  const message = `"${link.name}" names ${key}, which ${found.length} items have (${places}): left open. Say which one is meant.`
  report.push({ outcome: 'skipped', message, place: link.place, rule: 'M-01b' })
  return []
}
