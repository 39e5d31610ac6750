import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readSource, sizeLimit } from '@/lib/node/files'
import { StpaError } from '@/lib/stpa/errors'

/** A file as text, also of a .gz; bounded like every input. */
export function textIn(file: string): string {
  if (!file.endsWith('.gz')) return readSource(file).text
  const bytes = readFileSync(file)
  try {
    return gunzipSync(bytes, { maxOutputLength: sizeLimit }).toString()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StpaError('unreadable', `${file} cannot be unpacked: ${reason}.`, { place: { file } })
  }
}
