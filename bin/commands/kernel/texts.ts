import { readFileSync } from 'node:fs'
import { readSource, sizeLimit, sourceOf } from '@/lib/node/files'
import { unpacked } from '@/lib/node/gzip'
import { tell, troubleOf } from '../../output'

/** A file as text, also of a .gz; bounded like every input. What was mended in it goes to standard error. */
export function textIn(file: string): string {
  const { text, repairs } = file.endsWith('.gz')
    ? sourceOf(file, unpacked(file, readFileSync(file), sizeLimit))
    : readSource(file)
  tell(troubleOf(repairs))
  return text
}
