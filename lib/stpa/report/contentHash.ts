import { writeNative } from '../formats/native/write'
import type { Analysis } from '../model'
import type { Basis } from './basis'
import { sha256 } from './sha256'

/** What says which document this is: the analysis by its content, and what the document rests on beside it. */
export type Hashes = { readonly content: string; readonly basis: Basis }

const hashes = new WeakMap<Analysis, Promise<string>>()

/**
 * SHA-256, in hex, of the analysis in its native format: what `sha256sum` gives for the file that the export of the
 * same revision writes.
 */
export function contentHash(analysis: Analysis): Promise<string> {
  const known = hashes.get(analysis)
  if (known) return known
  const hash = sha256(writeNative(analysis).text)
  hashes.set(analysis, hash)
  return hash
}
