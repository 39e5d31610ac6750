/** A text without the signs of a set at its end: a pattern such as `/[.]+$/` would try each of a long run of them. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text[end - 1] ?? '')) end--
  return text.slice(0, end)
}

/** The same at both ends. */
export function withoutEnds(text: string, signs: string): string {
  const left = withoutEnd(text, signs)
  let start = 0
  while (start < left.length && signs.includes(left[start] ?? '')) start++
  return left.slice(start)
}
