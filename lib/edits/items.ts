import { graphOf, itemsOf } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { newUid } from './newUid'

/** One field of an item, with the value that the editor saw: what stands there now, unless typing began earlier. */
export function setField(item: Item, name: string, value: unknown, seen: unknown = item.fields[name]): Operation {
  return { op: 'update', uid: item.uid, set: { [name]: value ?? null }, was: { [name]: seen ?? null } }
}

export function createItem(
  kind: string,
  text: string,
  more: { parent?: Uid | null; order?: number; fields?: Record<string, unknown>; keyFor?: Uid } = {},
): { uid: Uid; operation: Operation } {
  const uid = newUid()
  const { fields, ...rest } = more
  return { uid, operation: { op: 'create', uid, kind, fields: { ...(text ? { text } : {}), ...fields }, ...rest } }
}

/** Removes items, those inside them first. */
export function removal(analysis: Analysis, uids: readonly Uid[]): Operation[] {
  const done = new Set<Uid>()
  const operations: Operation[] = []
  const visit = (uid: Uid) => {
    if (done.has(uid)) return
    done.add(uid)
    for (const child of graphOf(analysis).children.get(uid) ?? []) visit(child.uid)
    operations.push({ op: 'remove', uid })
  }
  for (const uid of uids) visit(uid)
  return operations
}

const siblingsOf = (analysis: Analysis, item: Item): Item[] =>
  itemsOf(analysis, item.kind).filter((other) => other.parent === item.parent)

/** One place up or down among the siblings; equal orders are spread first. */
export function step(analysis: Analysis, item: Item, direction: -1 | 1): Operation[] {
  const siblings = siblingsOf(analysis, item)
  const at = siblings.findIndex((other) => other.uid === item.uid)
  const next = siblings[at + direction]
  if (!next) return []
  const list = [...siblings]
  list.splice(at, 1)
  list.splice(at + direction, 0, item)
  return list.flatMap((other, index) =>
    other.order === index + 1 ? [] : [{ op: 'move' as const, uid: other.uid, parent: other.parent, order: index + 1 }],
  )
}

/** Into the sibling above, or out to beside the parent. */
export function indent(analysis: Analysis, item: Item, inward: boolean): Operation[] {
  if (inward) {
    const siblings = siblingsOf(analysis, item)
    const above = siblings[siblings.findIndex((other) => other.uid === item.uid) - 1]
    return above
      ? [
          {
            op: 'move',
            uid: item.uid,
            parent: above.uid,
            order: (graphOf(analysis).children.get(above.uid)?.at(-1)?.order ?? 0) + 1,
          },
        ]
      : []
  }
  const parent = item.parent === null ? undefined : analysis.items.get(item.parent)
  return parent ? [{ op: 'move', uid: item.uid, parent: parent.parent, order: parent.order + 0.5 }] : []
}

/** A copy with the same fields and outgoing links. */
export function duplicate(analysis: Analysis, item: Item): { uid: Uid; operations: Operation[] } {
  const { uid, operation } = createItem(item.kind, '', { parent: item.parent, fields: { ...item.fields } })
  const links = (graphOf(analysis).outgoing.get(item.uid) ?? []).map(
    (link): Operation => ({ op: 'link', from: uid, name: link.name, to: link.to, rationale: link.rationale }),
  )
  return { uid, operations: [operation, ...links] }
}

/** Another key; the old one becomes an alias. */
export const rename = ({ uid, key }: Item, to: string): Operation[] => [
  { op: 'update', uid, set: {}, was: {}, key: { was: key, to } },
]

/** Another kind: fields and links that it has too are kept. */
export const retype = (uid: Uid, kind: string): Operation[] => [{ op: 'retype', uid, kind }]

/** Some of an item as a new one beside it. */
export function split(item: Item): { uid: Uid; operations: Operation[] } {
  const uid = newUid()
  return { uid, operations: [{ op: 'split', uid: item.uid, into: { uid, fields: {} } }] }
}

/** The links of `from` come over, and its key lives on as an alias. */
export const merge = (into: Uid, from: Uid): Operation[] => [{ op: 'merge', uid: into, from }]

/** Out of what it is a part of. */
export const takeOut = ({ uid, order }: Item): Operation[] => [{ op: 'move', uid, parent: null, order }]
