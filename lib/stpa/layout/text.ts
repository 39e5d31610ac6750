/** Widths of Inter at 1 em, in four classes: close enough to give boxes and labels room, always a little too wide. */
const narrow = new Set([..."iIjl.,:;'|!()[]{}tfr ·"])
const wide = new Set([...'mwMW@%—→'])

/** Pixels that a line takes at a font size. */
export function widthOf(line: string, size: number): number {
  let em = 0
  for (const character of line) {
    if (narrow.has(character)) em += 0.36
    else if (wide.has(character)) em += 0.92
    else if (character >= 'A' && character <= 'Z') em += 0.72
    else em += character > '\u2e80' ? 1 : 0.6
  }
  return Math.ceil(em * size)
}

/** Breaks a text into lines of at most `width` pixels at spaces; a longer word is cut. At most `most` lines. */
export function wrap(text: string, size: number, width: number, most = 4): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((part) => cut(part, size, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  if (lines.length <= most) return lines
  return [...lines.slice(0, most - 1), `${lines[most - 1]} …`]
}

function cut(word: string, size: number, width: number): string[] {
  if (widthOf(word, size) <= width) return [word]
  const length = Math.max(4, Math.floor(width / (size * 0.62)))
  const parts: string[] = []
  for (let start = 0; start < word.length && parts.length < 8; start += length)
    parts.push(word.slice(start, start + length))
  return parts
}
