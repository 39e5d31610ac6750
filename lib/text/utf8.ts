/** Bytes that follow each first byte of a character, and the bounds of the next one (RFC 3629, 4). */
function followOf(first: number): readonly [count: number, least: number, most: number] | undefined {
  if (first < 0xc2 || first > 0xf4) return undefined
  if (first < 0xe0) return [1, 0x80, 0xbf]
  if (first < 0xf0) return [2, first === 0xe0 ? 0xa0 : 0x80, first === 0xed ? 0x9f : 0xbf]
  return [3, first === 0xf0 ? 0x90 : 0x80, first === 0xf4 ? 0x8f : 0xbf]
}

/** Is `bytes[from…to)` UTF-8, with all its characters whole? */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; ) {
    const first = bytes[at++] ?? 0
    if (first < 0x80) continue
    const [count, least, most] = followOf(first) ?? [to, 0, 0]
    if (at + count > to || (bytes[at] ?? 0) < least || (bytes[at] ?? 0) > most) return false
    for (let next = at + 1; next < at + count; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return false
    at += count
  }
  return true
}
