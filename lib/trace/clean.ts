import type { LogPrefix } from '@/lib/text/prefix'

const escapeSign = String.fromCharCode(27)
const byteOrderMark = String.fromCharCode(0xfeff)
/** Colours (strace 7.0, perf on a terminal) and other sequences that a terminal obeys. */
const terminal = new RegExp(`${escapeSign}(?:\\[[0-9;?]*[ -/]*[@-~]|[@-Z\\\\-_])`, 'g')

/** Signs that a web page (WordPress) puts in place of those of a trace; replaced in this order. */
const typography: readonly (readonly [RegExp, string])[] = [
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/\u2014/g, '---'],
  [/\u2013/g, '--'],
  [/\u2026/g, '...'],
  [/[\u201c\u201d\u201e\u2033]/g, '"'],
  [/[\u2018\u2019\u2032]/g, "'"],
]
const isTypographic = /[\u00a0\u2000-\u200a\u2013\u2014\u2018\u2019\u201c-\u201e\u2026\u202f\u2032\u2033\u205f\u3000]/

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }
const entity = /&(lt|gt|quot|#39|amp);/g

/** What was repaired, and in how many lines. */
export type Repairs = Readonly<Record<string, number>>

/**
 * Undoes what files and web pages do to a trace, line by line: byte order mark, carriage return and colours always; signs
 * of typography and HTML entities only where the beginning of the text shows that a page put them there, for both may also
 * be what a program wrote.
 */
export class LineCleaner {
  readonly #repaired: Record<string, number> = {}
  readonly #hasTypography: boolean
  readonly #hasEntities: boolean
  #isFirst = true

  /** `head`: the first lines of the text, at most 200 are looked at. `prefix`: of a log that the trace stands in. */
  constructor(
    head: readonly string[],
    private readonly prefix?: LogPrefix,
  ) {
    const lines = head.slice(0, 200).map((line) => line.slice(0, 2_000))
    this.#hasTypography = lines.some((line) => isTypographic.test(line) && isOfTrace(withPlainSigns(line)))
    this.#hasEntities = lines.some((line) => !isOfTrace(line) && isOfTrace(withoutEntities(line)))
  }

  line(text: string): string {
    let clean = text
    if (this.#isFirst)
      clean = this.#note('byteOrderMark', clean, clean.startsWith(byteOrderMark) ? clean.slice(1) : clean)
    this.#isFirst = false
    if (clean.charCodeAt(clean.length - 1) === 13) clean = this.#note('carriageReturn', clean, clean.slice(0, -1))
    if (clean.includes(escapeSign)) clean = this.#note('colours', clean, clean.replace(terminal, ''))
    if (this.prefix) clean = this.#note('logPrefix', clean, this.prefix.strip(clean))
    if (this.#hasTypography && isTypographic.test(clean)) clean = this.#note('typography', clean, withPlainSigns(clean))
    if (this.#hasEntities && clean.includes('&')) clean = this.#note('entities', clean, withoutEntities(clean))
    return clean
  }

  /** Lines repaired so far, by what was repaired. */
  get repaired(): Repairs {
    return { ...this.#repaired }
  }

  #note(what: string, before: string, after: string): string {
    if (after !== before) this.#repaired[what] = (this.#repaired[what] ?? 0) + 1
    return after
  }
}

const withPlainSigns = (line: string): string =>
  typography.reduce((text, [sign, plain]) => text.replace(sign, plain), line)

const withoutEntities = (line: string): string =>
  line.replace(entity, (whole: string, name: string) => entities[name] ?? whole)

/** A line that only strace writes: head or rule of a table, call with its result, unfinished call, signal, end. */
const ofTrace = [
  /^ *% time +seconds|^syscall +\S+/,
  /^-{4,} -{4}[ -]*$/,
  /^(?:\[pid +\d+\] |\d+ +)?(?:[\d:.]{1,24} )?[a-z_]\w{0,40}\([^=]*(?:\) +=|\.\.\.>$)/,
  /^(?:\[pid +\d+\] |\d+ +)?(?:[\d:.]{1,24} )?(?:--- SIG\w+ |\+\+\+ (?:exited|killed) |<\.\.\. \w+ resumed>)/,
]
const isOfTrace = (line: string): boolean => ofTrace.some((form) => form.test(line))
