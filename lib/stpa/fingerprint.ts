import type { Item } from './model'

/**
 * A short digest of any JSON value (cyrb53, 53 bits, in base 36): two equal values have equal digests, whatever the
 * order of their keys. Not for security: for "has this changed since".
 */
export function digest(value: unknown): string {
  const input = stableJson(value)
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < input.length; index++) {
    const code = input.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}

/**
 * The revision of an item's content: kind and fields. Key, order, place in the tree and positions are not content,
 * so moving a box makes nothing suspect, and an edit that is undone leaves the fingerprint as it was.
 */
export function fingerprint(item: Item): string {
  return digest([item.kind, item.fields])
}

/** JSON with sorted keys: equal values give equal text. */
export function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  entries.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${stableJson(entry)}`).join(',')}}`
}

export function sameValue(left: unknown, right: unknown): boolean {
  return left === right || stableJson(left) === stableJson(right)
}
