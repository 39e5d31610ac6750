import { withoutEnd } from '@/lib/text/ends'
import type { ConfigOption } from './model'

/** What a text asks of one option, and whether a configuration does it. */
export type ConfigCheck = {
  readonly option: string
  /** `=y`, `=m|y`, `is not set`; '' when the text names the option and no value. */
  readonly expected: string
  /**
   * `absent`: the configuration does not mention the option. That is as good as "not set" when the name is right, and a
   * mistake in the text when it is not. `noValue`: nothing to hold it against.
   */
  readonly outcome: 'holds' | 'differs' | 'absent' | 'noValue'
  /** What is set there: `y`, `"text"`, `n` for "is not set"; undefined when absent. */
  readonly found: string | undefined
  /** Line of the configuration; undefined when absent. */
  readonly line: number | undefined
}

/** A value: a text, or a run of signs that end no sentence; alternatives stand behind `|`. */
const value = '(?:"(?:[^"\\\\\\n]|\\\\.)*"|[^\\s`"\'|,;)\\]]{1,200})'
const eachValue = new RegExp(`\\|?(${value})`, 'y')
const option = /\bCONFIG_(\w{1,200})/g
const notSet = /[ \t]{1,20}is[ \t]{1,20}not[ \t]{1,20}set\b/y
const mostValues = 20
/** So much of a text is looked at. */
const textLimit = 100_000

/**
 * Holds a configuration against what a text asks for, such as an assumption of use: `CONFIG_WATCHDOG_NOWAYOUT=y`,
 * `CONFIG_X=m|y`, `CONFIG_HZ=1000`, `CONFIG_LSM="yama"`, `# CONFIG_DEVMEM is not set`. Several in one text, in the order
 * in which they stand there; Markdown around them does not matter.
 */
export function checkConfig(config: ReadonlyMap<string, ConfigOption>, text: string): ConfigCheck[] {
  const head = text.slice(0, textLimit)
  return [...head.matchAll(option)].map(({ 0: name, index }) => {
    const end = index + name.length
    notSet.lastIndex = end
    const isUnset = notSet.test(head)
    const found = config.get(name)
    const wanted = isUnset ? ['n'] : head[end] === '=' ? valuesAt(head, end + 1) : []
    const expected = isUnset ? 'is not set' : wanted.length === 0 ? '' : `=${wanted.join('|')}`
    return { option: name, expected, outcome: outcomeOf(wanted, found), found: found?.value, line: found?.line }
  })
}

/** Values from a place on, without the full stop that ends a sentence. */
function valuesAt(text: string, start: number): string[] {
  const values: string[] = []
  eachValue.lastIndex = start
  for (let match = eachValue.exec(text); match && values.length <= mostValues; match = eachValue.exec(text)) {
    if (match[0].startsWith('|') !== values.length > 0) break // the next value stands behind a bar, the first does not
    values.push(match[1] ?? '')
  }
  return values.map((each) => (each.startsWith('"') ? each : withoutEnd(each, '.:!?*_'))).filter((each) => each !== '')
}

function outcomeOf(wanted: readonly string[], found: ConfigOption | undefined): ConfigCheck['outcome'] {
  if (wanted.length === 0) return 'noValue'
  if (!found) return 'absent'
  return wanted.some((each) => isSame(each, found.value)) ? 'holds' : 'differs'
}

/** `16` and `0x10` are one number; quotes around a text may be left out. */
function isSame(wanted: string, found: string): boolean {
  if (wanted === found || (found.startsWith('"') && `"${wanted}"` === found)) return true
  const number = /^(-?\d{1,15}|0x[0-9a-fA-F]{1,12})$/
  return number.test(wanted) && number.test(found) && Number(wanted) === Number(found)
}
