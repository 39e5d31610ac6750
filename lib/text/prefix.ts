import { lavaMessage } from './lavaLine'

/** A way in which logs begin their lines. */
type Form = {
  readonly name: string
  /** What stands behind the prefix; undefined where the line has none of this form. */
  readonly strip: (line: string) => string | undefined
  /** Nothing else looks like it: taken off wherever it stands, for consoles mix lines with and without. */
  readonly isSure?: true
  /** Traces begin their own lines so (strace -t and -ttt, the tables of bcc). */
  readonly isOwnTime?: true
}

const clock = String.raw`\d\d:\d\d:\d\d(?:[.,]\d{1,9})?`
const zone = String.raw` ?(?:Z|UTC|[+-]\d\d:?\d\d)`
const iso = `\\d{4}-\\d\\d-\\d\\d[T ]${clock}(?:${zone})?`
/** As the language of the machine has them: `Mär`, `févr.`, `So`. */
const weekday = '[A-Za-z\u00c0-\u024f]{2,5}\\.?'
const month = '[A-Za-z\u00c0-\u024f]{3,5}\\.?'
const day = `${month} [ \\d]\\d(?: \\d{4})? ${clock}`
const seconds = String.raw`\d{1,10}\.\d{1,9}`
const priority = String.raw`(?:<\d{1,3}>)?`
/** Since the line before: of dmesg, of grabserial. */
const delta = String.raw`(?: ?<[ \d.+]{1,24}>| {1,4}\d{1,10}\.\d{1,9})?`
/** `board kernel: `, `board app[33]: `; busybox puts `kern.info ` between the two. */
const host = String.raw`[\w(][\w.:()-]{0,63} (?:[a-z\d]{2,8}\.[a-z]{3,7} )?`
const program = String.raw`[\w(][\w./@()-]{0,63}`
/** Kernel messages are `usb 1-1: …`, too: behind a bare time a program must be the kernel, or have its number. */
const numbered = `(?:kernel|${program}\\[\\d{1,10}\\])`

/** A form that one pattern tells. Patterns are anchored, and all that repeats in them is bounded: time is constant. */
function form(name: string, begins: RegExp, more: Pick<Form, 'isSure' | 'isOwnTime'> = {}): Form {
  const strip = (line: string) => {
    const length = begins.exec(line)?.[0].length
    return length === undefined ? undefined : line.slice(length)
  }
  return { name, strip, ...more }
}

const ends = '(?: |$)'
const full = `${weekday} \\d{4}-\\d\\d-\\d\\d ${clock} [A-Z]{1,5}`
const teller = `${host}${program}(?:\\[\\d{1,10}\\])?`
const counted = `(?:${seconds}|\\[ {0,12}${seconds}${delta} ?\\]) ${host}${numbered}`
const facility = '(?:[a-z\\d]{2,8} {0,8}:[a-z]{3,6} {0,8}: )?'
const ctime = `${weekday} ${month} [ \\d]\\d ${clock} \\d{4}${delta}`
const stamp = `(?: {0,12}${seconds}${delta}|<[ \\d.]{1,24}>|${ctime}|${month}[ \\d]\\d \\d\\d:\\d\\d| {0,12}\\+${seconds})`
const caller = '(?:\\[ {0,12}\\w{1,12}\\]| \\[ {0,12}[TC]\\d{1,10}\\])?'

/** Most particular first: what stands behind a date may be a host and a program. */
const forms: readonly Form[] = [
  { name: 'syslog (RFC 5424)', strip: syslogMessage },
  { name: 'LAVA', strip: lavaMessage },
  form('container', new RegExp(`^${iso} (?:(?:stdout|stderr) [FP]${ends}|\\d\\d[OE][+ ])`)),
  form('journal or syslog', new RegExp(`^${priority}${day} ${teller}:${ends}`)),
  form('journal or syslog', new RegExp(`^${iso} ${teller}:${ends}`)),
  form('journal or syslog', new RegExp(`^${full} ${teller}:${ends}`)),
  form('journal or syslog', new RegExp(`^${counted}:${ends}`)),
  form('printk', new RegExp(`^${facility}${priority}\\[${stamp}\\]${caller}${ends}`), { isSure: true }),
  form('dmesg with ISO times', new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d,\\d{6}[+-]\\d\\d:\\d\\d${ends}`)),
  form('date and time', new RegExp(`^(?:\\[${iso}\\]|${iso}|${weekday} ${day}|\\[?${day}\\]?)${ends}`)),
  form('time of day', new RegExp(`^[[<]${clock}[\\]>]${ends}`)),
  form('time of day', new RegExp(`^${clock}${ends}`), { isOwnTime: true }),
  form('seconds', new RegExp(`^${seconds}${ends}`), { isOwnTime: true }),
]

/** More layers than a log has: printk in syslog in LAVA. */
const mostLayers = 4

/** At most so many lines decide. */
const sampleLimit = 2_000

type Layer = { readonly form: Form; readonly indent: number }

/**
 * The prefixes with which a log begins the lines of what is told in it: times of printk (also with the caller, `dmesg -T`,
 * -x, -d), journalctl, syslog, LAVA, serial consoles; one within the other. Recognised from a sample of the text, each by
 * the majority of its lines; times of printk alone wherever they stand. Colours of a terminal must be out before.
 */
export class LogPrefix {
  readonly #layers: readonly Layer[]
  /** Lines behind a prefix, and lines (blank ones aside) that had none and were given as they are. */
  stripped = 0
  missed = 0

  /** `keepsTimes`: a bare time of day or number of seconds belongs to the line itself, as in a trace. */
  constructor(sample: readonly string[], { keepsTimes = false }: { readonly keepsTimes?: boolean } = {}) {
    const allowed = keepsTimes ? forms.filter(({ isOwnTime }) => !isOwnTime) : forms
    const layers: Layer[] = []
    let lines = sample.slice(0, sampleLimit).filter((line) => line.trim() !== '')
    for (let found = commonForm(lines, allowed); found && layers.length < mostLayers; ) {
      const { strip } = found
      const behind = lines.map((line) => strip(line) ?? line)
      const indent = commonIndent(lines.flatMap((line) => strip(line) ?? []))
      layers.push({ form: found, indent })
      lines = behind.map((line) => withoutIndent(line, indent)).filter((line) => line.trim() !== '')
      found = commonForm(lines, allowed)
    }
    this.#layers = layers
  }

  /** The names of the prefixes, outermost first, as `journal or syslog, printk`; '' where the lines have none. */
  get name(): string {
    return this.#layers.map(({ form: { name } }) => name).join(', ')
  }

  /** The line behind its prefixes; as it is where none fits. */
  strip(line: string): string {
    if (this.#layers.length === 0) return line
    let [rest, fits] = [line, false]
    for (const { form: layer, indent } of this.#layers) {
      const behind = layer.strip(rest)
      if (behind === undefined) continue
      rest = withoutIndent(behind, indent)
      fits = true
    }
    if (fits) this.stripped++
    else if (line.trim() !== '') this.missed++
    return rest
  }
}

/** The form that most lines have, else one that is sure and that any has. */
function commonForm(lines: readonly string[], allowed: readonly Form[]): Form | undefined {
  const isOfMost = ({ strip }: Form): boolean => {
    let [having, lacking] = [0, 0]
    for (const line of lines) {
      if (strip(line) === undefined) lacking++
      else having++
      // Most files have none: half of their lines show it.
      if (2 * having >= lines.length || 2 * lacking > lines.length) break
    }
    return having > 0 && 2 * having >= lines.length
  }
  return (
    allowed.find(isOfMost) ??
    allowed.find(({ isSure, strip }) => isSure && lines.some((line) => strip(line) !== undefined))
  )
}

const indentOf = (line: string): number => line.length - line.trimStart().length

/** Some stamps have two blanks behind them. More than a few are the text's own. */
function commonIndent(lines: readonly string[]): number {
  const told = lines.filter((line) => line.trim() !== '')
  const least = told.reduce((before, line) => Math.min(before, indentOf(line)), 3)
  return least < 3 ? least : 0
}

const withoutIndent = (line: string, indent: number): string => line.slice(Math.min(indent, indentOf(line)))

/** `<13>1 2024-01-28T00:20:01.5Z board app 33 ID - `: version, time, host, program, its number, id (RFC 5424, 6.2). */
const header = new RegExp(
  `^${priority}1 (?:-|${iso}) [!-~]{1,255} [!-~]{1,48} [!-~]{1,128} [!-~]{1,32} (?=-(?: |$)|\\[)`,
)

function syslogMessage(line: string): string | undefined {
  const begin = header.exec(line)?.[0].length
  if (begin === undefined) return undefined
  const end = line[begin] === '-' ? begin + 1 : endOfElements(line, begin)
  if (end === undefined || (end < line.length && line[end] !== ' ')) return undefined
  const message = line.slice(end + 1)
  return message.startsWith('\ufeff') ? message.slice(1) : message
}

/** Where `[id name="value"][…]` ends; values may hold `\"`, `\\` and `\]`. Undefined when it does not, within bounds. */
function endOfElements(line: string, from: number): number | undefined {
  let isQuoted = false
  for (let at = from; at < Math.min(line.length, from + 4_000); at++) {
    const sign = line[at]
    if (sign === '\\' && isQuoted) at++
    else if (sign === '"') isQuoted = !isQuoted
    else if (sign === ']' && !isQuoted && line[at + 1] !== '[') return at + 1
  }
  return undefined
}
