import { itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Uid } from '../model'
import type { Inline, Text } from './document'

/**
 * A key that is recognised inside running text. A key that could be an ordinary word ("Driver") is not: only those
 * with a digit, a joint (- _ .) or capitals alone.
 */
const looksLikeKey = (key: string): boolean => /[\d\-_.]/.test(key) || /^\p{Lu}{2,}$/u.test(key)

/** A word with inner joints; a full stop at the end of a sentence stays outside. */
const word = /[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu

export type KeyIndex = ReadonlyMap<string, Uid>

/** Keys → items. A key that several kinds use (seen in stpatools files) means the first kind of the registry. */
export function keyIndexOf(analysis: Analysis): KeyIndex {
  const index = new Map<string, Uid>()
  for (const kind of kinds) {
    for (const item of itemsOf(analysis, kind.name)) {
      if (looksLikeKey(item.key) && !index.has(item.key)) index.set(item.key, item.uid)
    }
  }
  return index
}

/** Splits a string where it names an item by its exact key. */
export function splitKeys(text: string, index: KeyIndex): Inline[] {
  // Every key that is looked for has one of these; most texts have none.
  if (!/[\d\-_.]|\p{Lu}{2}/u.test(text)) return [text]
  const parts: Inline[] = []
  let end = 0
  for (const match of text.matchAll(word)) {
    const uid = index.get(match[0])
    if (uid === undefined) continue
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push({ item: uid })
    end = match.index + match[0].length
  }
  if (end === 0) return [text]
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** The same text with every exact key as a reference; the text itself when there is none. Code is left alone. */
export function withKeys(text: Text, index: KeyIndex): Text {
  let changed = false
  const parts = text.map((part): readonly Inline[] | Inline => {
    if (typeof part === 'string') {
      const split = splitKeys(part, index)
      changed ||= split.length > 1 || split[0] !== part
      return split.length === 1 && split[0] !== undefined ? split[0] : split
    }
    if (!('mark' in part)) return part
    const content = withKeys(part.content, index)
    changed ||= content !== part.content
    return content === part.content ? part : { ...part, content }
  })
  return changed ? parts.flat() : text
}
