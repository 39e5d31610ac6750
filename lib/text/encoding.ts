import { isUtf8 } from './utf8'

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** A text, and what had to be done to read it. */
export type Decoded = {
  readonly text: string
  readonly encoding: Encoding
  /** Lines that are no UTF-8, and were read as Windows-1252 (which holds Latin-1). */
  readonly latinLines: number
}

/** So many bytes tell an encoding. */
const looked = 512

const loose = new TextDecoder('utf-8', { ignoreBOM: true })
const latin = new TextDecoder('windows-1252')
/** Characters 0x80 to 0x9f of Windows-1252: Node.js 20 gives control characters for them. */
const windows = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const encoder = new TextEncoder()
const byteOrderMark = '\ufeff'
/** What a decoder puts in place of bytes that it cannot read; a text may hold it, too. */
export const replacement = '\ufffd'
const nothing = new Uint8Array(0)

/**
 * One line, without its end, of bytes that are UTF-8 or Windows-1252: what is no UTF-8 is the other, line by line, for a
 * log is written by several programs.
 */
export function decodeLine(bytes: Uint8Array): { readonly text: string; readonly isLatin: boolean } {
  const text = loose.decode(bytes)
  const isLatin = text.includes(replacement) && !isUtf8(bytes, 0, bytes.length)
  return { text: isLatin ? decodeLatin(bytes) : text, isLatin }
}

const decodeLatin = (bytes: Uint8Array): string =>
  latin.decode(bytes).replace(/[\x80-\x9f]/g, (sign) => windows[sign.charCodeAt(0) - 0x80] ?? sign)

/** A whole text: each of its lines as `decodeLine` reads it. Its mark (BOM) is taken away; its line ends stay. */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes)
  const { text, latinLines } =
    encoding === 'utf-8'
      ? decodeUtf8(bytes)
      : { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes), latinLines: 0 }
  return { text: text.startsWith(byteOrderMark) ? text.slice(1) : text, encoding, latinLines }
}

function decodeUtf8(bytes: Uint8Array): { text: string; latinLines: number } {
  const whole = decodeLine(bytes)
  if (!whole.isLatin) return { text: whole.text, latinLines: 0 }
  const parts: string[] = []
  let [from, wasLatin, latinLines] = [0, false, 0]
  const decodeRun = (run: Uint8Array) => (wasLatin ? decodeLatin(run) : loose.decode(run))
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at)
    const end = found < 0 ? bytes.length : found + 1
    const isLatin = !isUtf8(bytes, at, end)
    if (isLatin) latinLines++
    if (isLatin !== wasLatin) {
      parts.push(decodeRun(bytes.subarray(from, at)))
      from = at
      wasLatin = isLatin
    }
    at = end
  }
  parts.push(decodeRun(bytes.subarray(from)))
  return { text: parts.join(''), latinLines }
}

/** By the mark; without one UTF-16 where it is clear: zero is every other byte at the beginning, and few of those between. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third, fourth] = bytes
  const isUtf32 = first === 0xff && second === 0xfe && third === 0 && fourth === 0 && bytes.length > 4
  if (isUtf32) return 'utf-8' // no text is written so: its zeros will say that it is none
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const length = Math.min(bytes.length, looked) & ~1
  const zeros: [number, number] = [0, 0]
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1]++
  const [even, odd] = zeros
  const clear = Math.max(2, 0.3 * length)
  if (odd >= clear && 10 * even <= odd) return 'utf-16le'
  return even >= clear && 10 * odd <= even ? 'utf-16be' : 'utf-8'
}

/**
 * Chunks of a file → chunks of the same text whose lines `decodeLine` reads: UTF-16 becomes UTF-8, everything else stays
 * as it is, its mark too. The same whatever the chunks. Memory: one chunk.
 */
export class Utf8Stream {
  #head: Uint8Array | undefined = nothing
  #decoder: TextDecoder | undefined
  #encoding: Encoding = 'utf-8'

  /** Known once 512 bytes have come, or all. */
  get encoding(): Encoding {
    return this.#encoding
  }

  push(chunk: Uint8Array): Uint8Array {
    if (!this.#head) return this.#convert(chunk)
    const head = this.#head.length === 0 ? chunk : joined(this.#head, chunk)
    if (head.length >= looked) return this.#begin(head)
    this.#head = new Uint8Array(head) // no slice: that of a Buffer is no copy
    return nothing
  }

  /** What is left at the end of the file. */
  end(): Uint8Array {
    const rest = this.#head ? this.#begin(this.#head) : nothing
    const last = this.#decoder ? encoder.encode(this.#decoder.decode()) : nothing
    return last.length === 0 ? rest : joined(rest, last)
  }

  #begin(head: Uint8Array): Uint8Array {
    this.#head = undefined
    this.#encoding = encodingOf(head)
    if (this.#encoding !== 'utf-8') this.#decoder = new TextDecoder(this.#encoding)
    return this.#convert(head)
  }

  #convert(chunk: Uint8Array): Uint8Array {
    return this.#decoder ? encoder.encode(this.#decoder.decode(chunk, { stream: true })) : chunk
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** What was done to read a text, for its report; '' when it was plain UTF-8. */
export function encodingNote({ text, encoding, latinLines }: Decoded): string {
  if (encoding !== 'utf-8')
    return `Read as ${encoding.toUpperCase()}${text.includes(replacement) ? '; some of its characters are damaged' : ''}.`
  const lines = latinLines === 1 ? '1 line is' : `${latinLines} lines are`
  return latinLines === 0 ? '' : `${lines} not UTF-8: read as Latin-1 (Windows-1252). Check accented letters.`
}
