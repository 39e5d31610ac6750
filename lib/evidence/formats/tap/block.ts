import { placeIn } from '../../places'

/** At most so many lines of one block are kept. */
const lineLimit = 200

/** The block of details behind a result, from `---` to `...`. Read as lines, not as YAML: real ones are often not. */
export class DetailBlock {
  readonly #lines: string[] = []
  #dropped = 0

  add(line: string): void {
    if (this.#lines.length < lineLimit) this.#lines.push(line)
    else this.#dropped++
  }

  /** Lines that were too many. */
  get dropped(): number {
    return this.#dropped
  }

  /** Duration in seconds, place, and the rest as text, the error first. */
  read(): { duration: number | undefined; place: string; message: string } {
    const entries = this.#entries()
    const textOf = (...names: string[]) => entries.find(({ name }) => names.includes(name))?.text ?? ''
    const milliseconds = Number.parseFloat(textOf('duration_ms'))
    const place = placeIn(unquoted(textOf('location', 'at')).replace(/^'|'$/g, ''))
    const error = unquoted(textOf('error', 'message'))
    const others = entries.filter(({ name }) => !['duration_ms', 'location', 'error', 'message'].includes(name))
    const rest = others.map(({ name, text }) => (name === '' ? text : `${name}: ${text}`))
    return {
      // Without the last digits, which the division adds.
      duration: Number.isFinite(milliseconds) ? Number((milliseconds / 1000).toPrecision(12)) : undefined,
      place,
      message: [error, ...rest].filter((text) => text !== '').join('\n'),
    }
  }

  #entries(): { name: string; text: string }[] {
    const entries: { name: string; text: string }[] = []
    const base = this.#lines.length > 0 ? indentOf(this.#lines[0] ?? '') : 0
    for (const line of this.#lines) {
      const [, name, text] = indentOf(line) <= base ? (/^\s*([\w][\w .-]{0,60}?):(?:\s(.*))?$/s.exec(line) ?? []) : []
      const last = entries.at(-1)
      if (name !== undefined) entries.push({ name, text: (text ?? '').trimStart() })
      else if (last) last.text += `\n${line.slice(base)}`
      else entries.push({ name: '', text: line.trim() })
    }
    return entries
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length

function unquoted(text: string): string {
  const plain = text.trim()
  const isQuoted = plain.length > 1 && (plain[0] === '"' || plain[0] === "'") && plain.at(-1) === plain[0]
  return isQuoted ? plain.slice(1, -1) : plain
}
