import { z } from 'zod'

/** What is taken out of a trace before it is kept. Lines stay lines, so that their numbers hold. */
export const redactionOptions = z.strictObject({
  /** Values of environment variables in execve (strace -v prints them all). */
  environment: z.boolean().default(false),
  /** What is read and written. Bindings that look at a payload find nothing then. */
  payloads: z.boolean().default(false),
  /** Names of users in paths below /home and /Users. */
  homes: z.boolean().default(false),
})

export type RedactionOptions = z.infer<typeof redactionOptions>

export type RedactionKind = keyof RedactionOptions

const redactionKinds = ['environment', 'payloads', 'homes'] as const

const mark = '[redacted]'

const variable = /^[A-Za-z_]\w*(?==)/
const starts = /(?:^|[\s\]>])execve(?:at)?\(|<\.\.\. execve(?:at)? resumed>/
const carries =
  /(?:^|[\s\]>])(?:p?readv?2?|pread64|p?writev?2?|pwrite64|send(?:to|m?msg)?|recv(?:from|m?msg)?|ioctl)\(|<\.\.\. (?:p?readv?2?|pread64|p?writev?2?|pwrite64|send(?:to|m?msg)?|recv(?:from|m?msg)?|ioctl) resumed>/
const home = /\/(home|Users)\/(?!\[redacted\])[^/\s"'<>,;:)\]]+/g

/** Takes out of lines what the options name, and counts how often. */
export class Redactor {
  readonly counts: Record<RedactionKind, number> = { environment: 0, payloads: 0, homes: 0 }

  constructor(private readonly options: RedactionOptions) {}

  get isNeeded(): boolean {
    return this.options.environment || this.options.payloads || this.options.homes
  }

  /** One line, redacted. Linear in its length. */
  line(text: string): string {
    const { environment, payloads, homes } = this.options
    let redacted = text
    if (environment && starts.test(redacted)) redacted = replaceStrings(redacted, (content) => this.#variable(content))
    if (payloads) {
      if (redacted.startsWith(' | ')) redacted = this.#whole(redacted)
      else if (carries.test(redacted)) redacted = replaceStrings(redacted, () => this.#payload())
    }
    return homes ? redacted.replace(home, (_whole, folder: string) => this.#home(folder)) : redacted
  }

  /** In words, for the evidence: what was taken out, and how often. */
  words(): string {
    const names = {
      environment: 'values of environment variables',
      payloads: 'payloads',
      homes: 'names of users in paths',
    }
    const asked = redactionKinds.filter((kind) => this.options[kind])
    const found = asked.filter((kind) => this.counts[kind] > 0).map((kind) => `${this.counts[kind]} ${names[kind]}`)
    return asked.length > 0 && found.length === 0 ? 'nothing: there was none of it' : found.join(', ')
  }

  #whole(text: string): string {
    this.counts.payloads++
    return `${text.slice(0, 9)} ${mark}`
  }

  #payload(): string {
    this.counts.payloads++
    return mark
  }

  #variable(content: string): string {
    const name = variable.exec(content)?.[0]
    if (name === undefined) return content
    this.counts.environment++
    return `${name}=${mark}`
  }

  #home(folder: string): string {
    this.counts.homes++
    return `/${folder}/${mark}`
  }
}

/**
 * Puts something else into each `"…"`, where `\"` is no end. Sign by sign: an expression that looks for the end of a string
 * which has none would begin again at each quote. What is left of a cut string is one, too.
 */
function replaceStrings(text: string, by: (content: string) => string): string {
  let result = ''
  let from = 0
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', from)) {
    let end = open + 1
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
    result += text.slice(from, open + 1) + by(text.slice(open + 1, end))
    from = Math.min(end, text.length)
    if (from >= text.length) break
    result += '"'
    from++
  }
  return result + text.slice(from)
}
