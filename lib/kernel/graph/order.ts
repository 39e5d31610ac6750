/** Byte order of UTF-8, which is that of code points: JavaScript's own `<` differs beyond the basic plane. */
export function compareUtf8(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (a === b) continue
    const [aHigh, bHigh] = [(a & 0xf800) === 0xd800, (b & 0xf800) === 0xd800]
    return aHigh === bHigh ? a - b : aHigh ? 1 : -1
  }
  return left.length - right.length
}
