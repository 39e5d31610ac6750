import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { readSource, sizeLimit, sourceOf } from '@/lib/node/files'
import { StpaError } from '@/lib/stpa/errors'
import { troubleOf } from '../../output'

/** A file as text, also of a .gz; bounded like every input. What was mended in it goes to standard error. */
export function textIn(file: string): string {
  const { text, repairs } = file.endsWith('.gz') ? sourceOf(file, unpacked(file)) : readSource(file)
  process.stderr.write(troubleOf(repairs))
  return text
}

function unpacked(file: string): Uint8Array {
  const bytes = readFileSync(file)
  try {
    return gunzipSync(bytes, { maxOutputLength: sizeLimit })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StpaError('unreadable', `${file} cannot be unpacked: ${reason}.`, { place: { file } })
  }
}
