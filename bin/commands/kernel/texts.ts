import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readSource, sizeLimit } from '@/lib/node/files'

/** A file as text, also of a .gz; bounded like every input. */
export function textIn(file: string): string {
  if (!file.endsWith('.gz')) return readSource(file).text
  return gunzipSync(readFileSync(file), { maxOutputLength: sizeLimit }).toString()
}
