import { findUnstorable } from '../text/storable'
import { type Place, StpaError } from './errors'

/**
 * Refuses a value that a database would not give back as it was (a NUL, half a character), wherever it comes from.
 * `what` names the value for the reader, `place` where it stands in a file.
 * @throws StpaError badShape; unreadable where a place is given
 */
export function assertStorable(value: unknown, what = '', place?: Place): void {
  const found = findUnstorable(value)
  if (!found) return
  const where = [what, found.path.slice(0, 6).join('.')].filter(Boolean).join(': ')
  const shown = found.text
    .replaceAll('\0', '␀')
    .replace(/\p{Surrogate}/gu, '�')
    .slice(0, 60)
  const message = `${where ? `${where}: ` : ''}"${shown}" holds ${found.what}, which cannot be stored. Take it out.`
  if (!place) throw new StpaError('badShape', message)
  throw new StpaError('unreadable', `${place.file}:${place.line ?? 1}: ${message}`, { place })
}
