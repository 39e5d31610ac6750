import { writeNative } from '../formats/native/write'
import type { Analysis } from '../model'

const hashes = new WeakMap<Analysis, Promise<string>>()

/**
 * SHA-256, in hex, of the analysis in its native format: what `sha256sum` gives for the file that the export of the
 * same revision writes. Web Crypto is part of every runtime that this core runs in.
 */
export function contentHash(analysis: Analysis): Promise<string> {
  const known = hashes.get(analysis)
  if (known) return known
  const hash = digestOf(writeNative(analysis).text)
  hashes.set(analysis, hash)
  return hash
}

async function digestOf(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
