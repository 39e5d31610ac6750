import { sameValue } from '../fingerprint'
import { itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Item, Link, Uid } from '../model'
import { fieldDifferences } from './fields'
import type { Difference, ItemDifference, LinkDifference, Pair, PositionDifference } from './types'

/**
 * What differs between two values of one analysis (items by uid): for the history, baselines and imports. Counters,
 * origins and the revision are no content.
 */
export function diffAnalyses(before: Analysis, after: Analysis): Difference {
  const links = linkDifferences(before, after)
  const items = pairsInOrder(before, after).flatMap(({ uid, pair }) => itemDifference(uid, pair, links.get(uid) ?? []))
  return { items, positions: positionDifferences(before, after) }
}

type Entry = { readonly uid: Uid; readonly pair: Pair }

function pairsInOrder(before: Analysis, after: Analysis): Entry[] {
  return kinds.flatMap(({ name }): Entry[] => {
    const present = itemsOf(after, name).map((item) => ({
      uid: item.uid,
      pair: pairOf(before.items.get(item.uid), item),
    }))
    const gone = itemsOf(before, name).filter((item) => !after.items.has(item.uid))
    return [...present, ...gone.map((item) => ({ uid: item.uid, pair: { before: item } }))]
  })
}

const pairOf = (before: Item | undefined, after: Item): Pair => (before ? { before, after } : { after })

const textOf = (item: Item): string => (typeof item.fields.text === 'string' ? item.fields.text : '')

function itemDifference(uid: Uid, { before, after }: Pair, links: readonly LinkDifference[]): ItemDifference[] {
  const item = after ?? before
  if (!item || (before === after && links.length === 0)) return []
  const fields = fieldDifferences(item.kind, before?.fields ?? {}, after?.fields ?? {})
  const isRenamed = before && after && before.key !== after.key
  const isRetyped = before && after && before.kind !== after.kind
  const moved =
    before !== undefined && after !== undefined && (before.parent !== after.parent || before.order !== after.order)
  const change = before ? (after ? 'changed' : 'removed') : 'new'
  if (change === 'changed' && fields.length + links.length === 0 && !isRenamed && !isRetyped && !moved) return []
  const renamed = isRenamed ? { renamed: { before: before.key, after: after.key } } : {}
  const retyped = isRetyped ? { retyped: { before: before.kind, after: after.kind } } : {}
  return [
    { change, uid, kind: item.kind, key: item.key, text: textOf(item), ...renamed, ...retyped, moved, fields, links },
  ]
}

function linkDifferences(before: Analysis, after: Analysis): Map<Uid, LinkDifference[]> {
  const differences = new Map<Uid, LinkDifference[]>()
  const add = (link: Link, difference: LinkDifference) =>
    differences.set(link.from, [...(differences.get(link.from) ?? []), difference])
  for (const [id, link] of after.links) {
    const old = before.links.get(id)
    if (!old) add(link, { change: 'new', after: link })
    else if (old !== link && !sameLink(old, link)) add(link, { change: 'changed', before: old, after: link })
  }
  for (const [id, link] of before.links) if (!after.links.has(id)) add(link, { change: 'removed', before: link })
  return differences
}

const sameLink = (left: Link, right: Link): boolean =>
  left.order === right.order && left.rationale === right.rationale && sameValue(left.confirmed, right.confirmed)

function positionDifferences(before: Analysis, after: Analysis): PositionDifference[] {
  const differences: PositionDifference[] = []
  for (const [id, position] of after.positions) {
    const old = before.positions.get(id)
    if (!old) differences.push({ after: position })
    else if (old !== position && !sameValue(old, position)) differences.push({ before: old, after: position })
  }
  for (const [id, position] of before.positions) if (!after.positions.has(id)) differences.push({ before: position })
  return differences
}
