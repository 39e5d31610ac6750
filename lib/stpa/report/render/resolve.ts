import type { Analysis, Uid } from '../../model'
import { chapterAnchor } from '../anchors'
import type { Inline, ReportDocument } from '../document'

/** Where references of a document lead: what every renderer asks. */
export type Resolver = {
  readonly keyOf: (uid: Uid) => string
  readonly textOf: (uid: Uid) => string
  /** Undefined when the document has no place for the item. */
  readonly anchorOf: (uid: Uid) => string | undefined
  readonly chapterOf: (part: Extract<Inline, { chapter: string }>) => { label: string; anchor?: string }
}

export function resolverOf(analysis: Analysis, document: ReportDocument): Resolver {
  const textOf = (uid: Uid): string => String(analysis.items.get(uid)?.fields.text ?? '')
  return {
    keyOf: (uid) => analysis.items.get(uid)?.key ?? uid,
    textOf,
    anchorOf: (uid) => document.anchors.get(uid),
    chapterOf: ({ chapter, section, label }) => {
      const found = document.chapters.find((candidate) => candidate.name === chapter)
      const part = section === undefined ? undefined : found?.sections.find((candidate) => candidate.name === section)
      if (!found || (section !== undefined && !part)) return { label: label ?? 'not in this document' }
      const name = found.annex ? `annex ${found.number}` : `chapter ${found.number}`
      return { label: label ?? (part ? `${name}, ${part.title}` : name), anchor: chapterAnchor(chapter, section) }
    },
  }
}
