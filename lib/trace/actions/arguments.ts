/** A file descriptor in the arguments or the result of a call, and where it ends. */
export type Descriptor = {
  /** -100 for AT_FDCWD; undefined where there is none. */
  fd: number | undefined
  /** What stands in the brackets behind it (-y); '' for none. */
  annotation: string
  end: number
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
const isLower = (code: number): boolean => (code >= 97 && code <= 122) || code === 95 || isDigit(code)

/** Behind `fd=` (strace -N) or `fd: ` (perf, ftrace), blanks, and the comment of a number before it (-X verbose). */
export function valueStart(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 44) at++
  if (text.charCodeAt(at) === 47 && text.charCodeAt(at + 1) === 42) {
    const end = text.indexOf('*/', at)
    at = end < 0 ? text.length : end + 2
    while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 44) at++
  }
  let to = at
  while (isLower(text.charCodeAt(to))) to++
  if (to === at || isDigit(text.charCodeAt(at))) return at
  if (text.charCodeAt(to) === 61) return to + 1
  return text.charCodeAt(to) === 58 && text.charCodeAt(to + 1) === 32 ? to + 2 : at
}

/** Reads `3`, `0x3`, `AT_FDCWD`, `-100`, each with `<…>` behind it or not. */
export function readDescriptor(text: string, from: number): Descriptor {
  const start = valueStart(text, from)
  let end = start
  let fd: number | undefined
  if (text.startsWith('AT_FDCWD', start)) {
    fd = -100
    end += 8
  } else {
    if (text.charCodeAt(end) === 45) end++
    while (isDigit(text.charCodeAt(end)) || isHex(text, start, end)) end++
    if (end - start === 1 && isDigit(text.charCodeAt(start))) fd = text.charCodeAt(start) - 48
    else if (end > start) fd = Number(text.slice(start, end)) | 0 // 0xffffff9c is -100, as the kernel takes it
  }
  if (fd === undefined || Number.isNaN(fd) || text.charCodeAt(end) !== 60) return { fd, annotation: '', end }
  const close = annotationEnd(text, end)
  return { fd, annotation: text.slice(end + 1, close), end: close + 1 }
}

function isHex(text: string, start: number, at: number): boolean {
  if (text.charCodeAt(start) !== 48 || text.charCodeAt(start + 1) !== 120) return false
  const code = text.charCodeAt(at)
  return at === start + 1 || (code >= 97 && code <= 102)
}

/** The `>` that closes the bracket at `open`: `<char 1:3>` may stand inside, and the `->` of sockets. */
export function annotationEnd(text: string, open: number): number {
  const close = text.indexOf('>', open)
  const inner = text.indexOf('<', open + 1)
  const isPlain = close > 0 && text.charCodeAt(close - 1) !== 45 && (inner < 0 || inner > close)
  return isPlain ? close : nestedEnd(text, open)
}

function nestedEnd(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 60) depth++
    else if (code === 62 && text.charCodeAt(at - 1) !== 45 && --depth === 0) return at
  }
  return text.length
}

/** Where the string that begins with the quote at `open` ends: its closing quote. */
export function stringEnd(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) return at
  }
  return text.length
}

/** The first string at or behind `from`, as it was before it was escaped; undefined for none. */
export function readString(text: string, from: number, most = 4_096): string | undefined {
  const open = text.indexOf('"', from)
  if (open < 0) return undefined
  return unescaped(text.slice(open + 1, Math.min(stringEnd(text, open), open + 1 + 4 * most))).slice(0, most)
}

/** Where the argument that `from` stands in ends: its comma, or the end of the text. */
export function argumentEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = stringEnd(text, at)
    else if (code === 60 && isAnnotation(text, at)) at = annotationEnd(text, at)
    else if (code === 40 || code === 91 || code === 123) depth++
    else if (code === 41 || code === 93 || code === 125) depth--
    else if (code === 44 && depth === 0) return at
  }
  return text.length
}

/** `4<…>` and `AT_FDCWD<…>`; `1<<3` is none. */
function isAnnotation(text: string, at: number): boolean {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at + 1)]
  return (isDigit(before) || before === 68) && after !== 60 && after !== 32
}

/** The argument with this number, from 0, without its name; '' for none. */
export function argumentAt(text: string, index: number): string {
  let from = 0
  for (let skipped = 0; skipped < index; skipped++) {
    from = argumentEnd(text, from) + 1
    if (from > text.length) return ''
  }
  const start = valueStart(text, from)
  return text.slice(start, argumentEnd(text, start)).trim()
}

const single: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, a: 7, b: 8, e: 27 }
const decoder = new TextDecoder()

/** C escapes (octal, `\x`, `\n`) as bytes, read as UTF-8; what is none becomes U+FFFD. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const bytes = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== 92) {
      if (code < 128) bytes[length++] = code
      else length += encodeInto(text, at, bytes, length)
      continue
    }
    const [value, size] = escapeAt(text, at + 1)
    bytes[length++] = value
    at += size
  }
  return decoder.decode(bytes.subarray(0, length))
}

/** Text that the tracer did not escape. Halves of a pair are two signs, each U+FFFD: rare, and no trace of strace has it. */
function encodeInto(text: string, at: number, bytes: Uint8Array, length: number): number {
  const encoded = new TextEncoder().encode(text.charAt(at))
  bytes.set(encoded, length)
  return encoded.length
}

/** The byte that an escape stands for, and how many signs behind the backslash it has. */
function escapeAt(text: string, at: number): [number, number] {
  const code = text.charCodeAt(at)
  if (code === 120) {
    const digits = /^[\da-fA-F]{1,2}/.exec(text.slice(at + 1, at + 3))?.[0] ?? ''
    return digits === '' ? [120, 1] : [Number.parseInt(digits, 16), 1 + digits.length]
  }
  let octal = 0
  let size = 0
  for (let digit = code; size < 3 && digit >= 48 && digit <= 55; digit = text.charCodeAt(at + size)) {
    octal = octal * 8 + digit - 48
    size++
  }
  if (size > 0) return [octal & 255, size]
  return [single[text.charAt(at)] ?? (Number.isNaN(code) ? 92 : code & 255), 1]
}

const control = (code: number): boolean => (code < 32 && code !== 9 && code !== 10) || code === 127 || code === 0xfffd

/** What was written or read: the first string of the arguments, at most 256 signs; what cannot be printed is `·`. */
export function payloadOf(args: string): string {
  const text = readString(args, 0, 256)
  if (text === undefined) return ''
  let shown = ''
  let from = 0
  for (let at = 0; at < text.length; at++) {
    if (!control(text.charCodeAt(at))) continue
    shown += `${text.slice(from, at)}·`
    from = at + 1
  }
  return from === 0 ? copied(text) : shown + text.slice(from)
}

/** A text of its own: a slice keeps the whole line in memory that it was cut from. */
export const copied = (text: string): string => ` ${text}`.slice(1)
