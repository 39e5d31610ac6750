/** One word of a POSIX shell, whatever stands in it; NUL cannot be passed on and is left out. */
export function quoteWord(word: string): string {
  const clean = word.replaceAll('\0', '')
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`
}

/** A pattern whose `*` and `?` the shell expands to the names that there are, and nothing else in it. */
export function quotePattern(pattern: string): string {
  const parts = pattern.match(/\*+|\?|[^*?]+/g) ?? []
  return parts.map((part) => (/^[*?]/.test(part) ? part.slice(0, 1) : quoteWord(part))).join('')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/** Text as lines of comment: no line end in it begins a command. */
export function commentLines(text: string, width = 100): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.replace(unprintable, ' ').split(' ').filter(Boolean)) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => `# ${each}`)
}

/**
 * The words of a command as a person wrote it, with single and double quotes and backslashes as a shell reads them, and
 * nothing expanded: what else it holds ($, ;, |, >) is text.
 */
export function wordsOfCommand(command: string): string[] {
  const words = command.match(/(?:[^\s'"\\]|\\.|'[^']*'?|"(?:[^"\\]|\\.)*"?)+/gs) ?? []
  return words.map((word) => word.replace(/\\(.)|'([^']*)'?|"((?:[^"\\]|\\.)*)"?/gs, unquoted))
}

function unquoted(_all: string, escaped?: string, single?: string, double?: string): string {
  return escaped ?? single ?? (double ?? '').replace(/\\([$`"\\])/g, '$1')
}
