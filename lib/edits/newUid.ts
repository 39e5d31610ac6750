/** A fresh uid: 60 bits, short enough to stand in a file. */
export function newUid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return [...bytes]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 15)
}
