import type { FieldConflict } from '../errors'
import { parseField } from '../fieldValues'
import { sameValue } from '../fingerprint'
import { kindOf } from '../kinds'
import type { Fields, Item } from '../model'
import { type Draft, itemIn, putItem } from './draft'
import { assertKeyFree, countKey } from './keys'
import type { UpdateOperation } from './types'

export type Conflicts = FieldConflict[]

/** Fields merge one by one; the same field changed by two is put into `conflicts`, with both values. */
export function applyUpdate(draft: Draft, operation: UpdateOperation, conflicts: Conflicts): UpdateOperation {
  const item = itemIn(draft, operation.uid)
  const fields: Record<string, unknown> = { ...item.fields }
  const changed: Record<string, unknown> = {}
  const before: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(operation.set)) {
    const next = parseField(kindOf(item.kind), name, value ?? undefined)
    const present = item.fields[name]
    if (sameValue(next, present)) continue
    if (!sameValue(seen(item, name, operation.was), present)) {
      conflicts.push({
        uid: item.uid,
        key: item.key,
        field: name,
        was: operation.was[name],
        yours: value,
        theirs: present,
      })
    }
    if (next === undefined) delete fields[name]
    else fields[name] = next
    changed[name] = next ?? null
    before[name] = present ?? null
  }
  const renamed = rename(draft, item, operation, conflicts)
  const aliases = operation.aliases ?? renamed.aliases
  const origin = operation.origin === undefined ? item.origin : operation.origin
  putItem(draft, { ...item, fields, key: renamed.key, aliases, origin })
  draft.inverse.push([takeBack(item, operation, changed, before, renamed.key)])
  return operation
}

/** What the editor saw, in stored form; a value that does not parse was never there. */
function seen(item: Item, name: string, was: Fields): unknown {
  const value = was[name] ?? undefined
  const field = kindOf(item.kind).allFields[name]
  return value !== undefined && field && sameValue(value, field.empty) ? undefined : value
}

function rename(draft: Draft, item: Item, { key }: UpdateOperation, conflicts: Conflicts) {
  if (!key || key.to === item.key) return { key: item.key, aliases: item.aliases }
  if (key.was !== item.key) {
    conflicts.push({ uid: item.uid, key: item.key, field: 'key', was: key.was, yours: key.to, theirs: item.key })
  }
  assertKeyFree(draft, item.kind, key.to, item.uid)
  countKey(draft, item.kind, key.to)
  const aliases = [...item.aliases.filter((alias) => alias !== key.to && alias !== item.key), item.key]
  return { key: key.to, aliases }
}

function takeBack(item: Item, done: UpdateOperation, was: Fields, set: Fields, key: string): UpdateOperation {
  const back: UpdateOperation = { op: 'update', uid: item.uid, set, was }
  if (key !== item.key) back.key = { was: key, to: item.key }
  if (key !== item.key || done.aliases) back.aliases = item.aliases
  if (done.origin !== undefined) back.origin = item.origin
  return back
}
