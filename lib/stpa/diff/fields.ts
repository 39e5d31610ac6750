import { sameValue } from '../fingerprint'
import { findKind } from '../kinds'
import type { Fields } from '../model'
import type { FieldDifference } from './types'

/** Fields whose values differ, in the order of the kind; names that the kind does not know come last. */
export function fieldDifferences(kind: string, before: Fields, after: Fields): FieldDifference[] {
  const known = findKind(kind)?.allFields ?? {}
  const names = [...Object.keys(known), ...Object.keys({ ...before, ...after }).filter((name) => !(name in known))]
  return names.flatMap((name) => {
    const [old, now] = [before[name] ?? undefined, after[name] ?? undefined]
    return sameValue(old, now) ? [] : [{ name, label: known[name]?.label ?? name, before: old, after: now }]
  })
}
