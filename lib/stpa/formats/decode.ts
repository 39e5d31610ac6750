import { StpaError } from '../errors'
import type { ReportLine } from '../model'

/**
 * Bytes → text: UTF-8 (with or without BOM), UTF-16 with BOM, else Latin-1, reported as repaired.
 * Line ends become \n. Binary content is refused.
 * @throws StpaError unreadable
 */
export function decodeText(file: string, bytes: Uint8Array): { text: string; repairs: ReportLine[] } {
  if (bytes.length === 0) throw new StpaError('unreadable', `${file} is empty.`, { place: { file } })
  const { text, repair } = decode(bytes)
  const control = findControl(text)
  if (control >= 0) {
    const line = text.slice(0, control).split('\n').length
    const message = `${file}:${line}: this is not a text file (a control character stands there).`
    throw new StpaError('unreadable', message, { place: { file, line } })
  }
  const repairs: ReportLine[] = repair ? [{ outcome: 'repaired', message: repair, place: { file } }] : []
  return { text: text.replace(/\r\n?/g, '\n'), repairs }
}

function decode(bytes: Uint8Array): { text: string; repair?: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return {
      text: new TextDecoder('latin1').decode(bytes),
      repair: 'Not UTF-8: read as Latin-1. Check accented letters.',
    }
  }
}

/** The first control character that no text file holds; -1 when there is none. */
function findControl(text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) return index
  }
  return -1
}
