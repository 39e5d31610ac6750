import { itemsOf } from '../graph'
import { kinds } from '../kinds'
import type { Analysis, Uid } from '../model'

const slug = (key: string): string => key.normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '-') || 'item'

export const chapterAnchor = (chapter: string, section?: string): string =>
  section === undefined ? `chapter.${slug(chapter)}` : `chapter.${slug(chapter)}.${slug(section)}`

/**
 * The anchor of every item: its key, so that `#UCA-12` can be typed; with the kind before it where another kind or a
 * similar key took it already. The same for the same analysis, in every document and format.
 */
export function anchorsOf(analysis: Analysis): Map<Uid, string> {
  const anchors = new Map<Uid, string>()
  const taken = new Set<string>()
  for (const kind of kinds) {
    for (const item of itemsOf(analysis, kind.name)) {
      const plain = slug(item.key)
      let anchor = plain
      for (let count = 1; taken.has(anchor.toLowerCase()) || anchor.startsWith('chapter.'); count++) {
        anchor = count === 1 ? `${kind.name}.${plain}` : `${kind.name}.${plain}.${count}`
      }
      taken.add(anchor.toLowerCase())
      anchors.set(item.uid, anchor)
    }
  }
  return anchors
}
