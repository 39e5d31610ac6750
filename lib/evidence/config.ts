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
const expectation = new RegExp(
  `\\bCONFIG_(\\w{1,200})(?:[ \\t]+is[ \\t]+(not[ \\t]+set)\\b|=(${value}(?:\\|${value}){0,20}))?`,
  'g',
)
const eachValue = new RegExp(value, 'g')
/** So much of a text is looked at. */
const textLimit = 100_000

/**
 * Holds a configuration against what a text asks for, such as an assumption of use: `CONFIG_WATCHDOG_NOWAYOUT=y`,
 * `CONFIG_X=m|y`, `CONFIG_HZ=1000`, `CONFIG_LSM="yama"`, `# CONFIG_DEVMEM is not set`. Several in one text, in the order
 * in which they stand there; Markdown around them does not matter.
 */
export function checkConfig(config: ReadonlyMap<string, ConfigOption>, text: string): ConfigCheck[] {
  return [...text.slice(0, textLimit).matchAll(expectation)].map(([, name, notSet, told]) => {
    const option = `CONFIG_${name}`
    const found = config.get(option)
    const wanted = notSet ? ['n'] : told === undefined ? [] : valuesOf(told)
    const expected = notSet ? 'is not set' : wanted.length === 0 ? '' : `=${wanted.join('|')}`
    return { option, expected, outcome: outcomeOf(wanted, found), found: found?.value, line: found?.line }
  })
}

/** Values without the full stop that ends a sentence. */
const valuesOf = (told: string): string[] =>
  [...told.matchAll(eachValue)]
    .map(([each]) => (each.startsWith('"') ? each : each.replace(/[.:!?*_]+$/, '')))
    .filter((each) => each !== '')

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
