import { StpaError } from '@/lib/stpa/errors'
import { type Decoded, decodeText, encodingNote } from '@/lib/text/encoding'
import { foreignBytes, foreignMessage } from '@/lib/text/foreign'
import { type EvidenceNote, evidenceLimits } from './model'

/** A decoded file, and what had to be done to read it as text. */
export type EvidenceText = {
  readonly name: string
  readonly text: string
  readonly isLatin1: boolean
  readonly repairs: readonly EvidenceNote[]
}

/**
 * Bytes to text, in any encoding that lib/text reads. Line ends become \n; colours of terminals and other control
 * characters are taken out. Logs of consoles are full of them, so that only a NUL tells a binary file.
 * @throws StpaError tooLarge, unreadable
 */
export function decodeEvidence(name: string, content: Uint8Array | string): EvidenceText {
  if (content.length > evidenceLimits.size) {
    const most = `at most ${evidenceLimits.size / 1e6} MB are read. Split it.`
    throw new StpaError('tooLarge', `${name} has ${(content.length / 1e6).toFixed(1)} MB; ${most}`, {
      place: { file: name },
    })
  }
  if (content.length === 0) throw new StpaError('unreadable', `${name} is empty.`, { place: { file: name } })
  const decoded: Decoded =
    typeof content === 'string' ? { text: content, encoding: 'utf-8', latinLines: 0 } : decodeText(content)
  const { text } = decoded
  refuseBinary(name, text, content)
  const { text: plain, removed, first } = withoutControls(text.replace(/\r+\n?/g, '\n'))
  const message = `${removed} control characters or colours of a terminal were taken out.`
  const note = encodingNote(decoded)
  const repairs = [
    ...(note === '' ? [] : [{ line: 1, message: note }]),
    ...(removed > 0 ? [{ line: lineAt(plain, first), message }] : []),
  ]
  return { name, text: plain, isLatin1: decoded.latinLines > 0, repairs }
}

function refuseBinary(name: string, text: string, content: Uint8Array | string): void {
  const at = text.indexOf('\0')
  if (at < 0) return
  const foreign = typeof content === 'string' ? undefined : foreignBytes(content)
  if (foreign) throw new StpaError('unreadable', foreignMessage(name, foreign), { place: { file: name } })
  const line = lineAt(text, at)
  const message = `${name}:${line}: this is no text file (a NUL stands there). If it is packed, unpack it first.`
  throw new StpaError('unreadable', message, { place: { file: name, line } })
}

function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

const escapeSign = 27

/** C0 and C1 control characters but tab and line feed, and DEL. */
const isControl = (code: number): boolean => (code < 32 && code !== 9 && code !== 10) || (code > 126 && code < 160)

/** Where the escape sequence that begins at `at` ends (ECMA-48: CSI, OSC, others), in time linear in its length. */
function endOfEscape(text: string, at: number): number {
  const kind = text[at + 1]
  let end = at + 2
  if (kind === '[') {
    while (end < text.length && text.charCodeAt(end) >= 32 && text.charCodeAt(end) < 64) end++
    return Math.min(end + 1, text.length)
  }
  if (kind !== ']') return Math.min(end, text.length)
  while (end < text.length && !isControl(text.charCodeAt(end)) && text[end] !== '\n') end++
  return text[end] === '\n' ? end : Math.min(end + 1, text.length)
}

/** Without control characters and escape sequences; how many were taken out, and where the first one stood. */
export function withoutControls(text: string): { text: string; removed: number; first: number } {
  const parts: string[] = []
  let [from, removed, first] = [0, 0, -1]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isControl(code)) continue
    if (removed++ === 0) first = at
    parts.push(text.slice(from, at))
    from = code === escapeSign ? endOfEscape(text, at) : at + 1
    at = from - 1
  }
  return removed === 0 ? { text, removed, first } : { text: parts.join('') + text.slice(from), removed, first }
}

/** At most so many characters, with a sign that it was cut; never half of a character. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 2)
  const end = last >= 0xd800 && last < 0xdc00 ? limit - 2 : limit - 1
  return `${text.slice(0, end)}…`
}
