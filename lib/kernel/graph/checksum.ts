const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

/**
 * MurmurHash3 (x86, 32 bit, seed 0) of bytes whose number is a multiple of 4, beginning at one: a word at a time, so that
 * a kernel's 20 MB take some 20 ms. Each step is one to one, so that a single changed word always shows.
 * Source: https://github.com/aappleby/smhasher, MurmurHash3.cpp.
 */
export function checksumOf(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
  let hash = 0
  for (let at = 0; at < words.length; at++) {
    const word = Math.imul(words[at] as number, 0xcc9e2d51) // within its length
    hash = Math.imul(rotated(hash ^ Math.imul(rotated(word, 15), 0x1b873593), 13), 5) + 0xe6546b64
  }
  hash ^= bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
