import type { EvidenceStatus } from '../model'

/** A status, the words that mean it, and what they mean. */
export type ResultRow = readonly [status: EvidenceStatus, words: readonly string[], meaning: string]

/** The words of one format; '' is the absence of any. Case, blanks, hyphens and underscores make no difference. */
export type ResultWords = {
  readonly title: string
  /** Where the format defines them. */
  readonly source: string
  readonly rows: readonly ResultRow[]
  /** Names that tell no result. */
  readonly silent?: readonly string[]
}

/** A word as it is compared. */
export const plainWord = (word: string): string =>
  word
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '')
