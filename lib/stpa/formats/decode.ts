import { decodeText as decodeBytes, encodingNote } from '@/lib/text/encoding'
import { foreignBytes, foreignMessage } from '@/lib/text/foreign'
import { StpaError } from '../errors'
import type { ReportLine } from '../model'

/**
 * Bytes → text in any encoding that lib/text reads, with what was repaired. Line ends become \n. Binary content is refused.
 * @throws StpaError unreadable
 */
export function decodeText(file: string, bytes: Uint8Array): { text: string; repairs: ReportLine[] } {
  if (bytes.length === 0) throw new StpaError('unreadable', `${file} is empty.`, { place: { file } })
  const decoded = decodeBytes(bytes)
  const { text } = decoded
  const control = findControl(text)
  if (control >= 0) {
    const foreign = foreignBytes(bytes)
    if (foreign) throw new StpaError('unreadable', foreignMessage(file, foreign), { place: { file } })
    const line = text.slice(0, control).split('\n').length
    const message = `${file}:${line}: this is not a text file (a control character stands there).`
    throw new StpaError('unreadable', message, { place: { file, line } })
  }
  const message = encodingNote(decoded)
  const repairs: ReportLine[] = message === '' ? [] : [{ outcome: 'repaired', message, place: { file } }]
  return { text: text.replace(/\r\n?/g, '\n'), repairs }
}

/** The first control character that no text file holds; -1 when there is none. */
function findControl(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) return index
  }
  return -1
}
