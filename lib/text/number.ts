/** Digits alone as a number; undefined for anything else, also for more than a number holds exactly. */
export function wholeOf(text: string): number | undefined {
  if (text.length > 16 || !/^\d+$/.test(text)) return undefined
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : undefined
}

/** `12`, `-0.5`, `3.25`: a number as the C locale writes it, without an exponent; undefined for anything else. */
export const decimalOf = (text: string): number | undefined => decimalIn(text, 0, text.length)

const powersOfTen = Array.from({ length: 17 }, (_, digits) => 10 ** digits)

/** The same of a part of a text, which is not cut out: a trace has one or two in each line. */
export function decimalIn(text: string, from: number, to: number): number | undefined {
  const start = text.charCodeAt(from) === 45 ? from + 1 : from
  let digits = 0
  let point = -1
  for (let at = start; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code >= 48 && code <= 57) digits = digits * 10 + code - 48
    else if (code === 46 && point < 0 && at > start && at + 1 < to) point = at
    else return undefined
  }
  if (to <= start || to - from > 40) return undefined
  const power = powersOfTen[point < 0 ? 0 : to - point - 1]
  // Fifteen digits and a power of ten are exact, and so is their quotient to the last bit (Clinger 1990).
  if (to - start > 15 || power === undefined) return Number(text.slice(from, to))
  return start > from ? -digits / power : digits / power
}

/** What may part thousands: blanks of every width, apostrophes, and the two signs that may be the point as well. */
const groupSign = /[.,'’_\u00a0\u2007\u2009\u202f\u066c ]/
const pointSign = /[.,\u066b]/
const marks = /[^\d]/g

/**
 * A number as printf writes it in any locale: `1,234.56`, `1.234,56`, `1 234,56` (blanks of every width), `1'234.56`,
 * `12,34,567`. `decimals` are the numbers of digits that may stand behind its point, as far as whoever wrote it is known.
 * 'ambiguous' where two readings are left (`1.234`); undefined for what is no number.
 */
export function figureOf(text: string, decimals?: readonly number[]): number | 'ambiguous' | undefined {
  const trimmed = text.trim()
  if (trimmed.length === 0 || trimmed.length > 60 || !/^\d.*\d$|^\d$/.test(trimmed)) return undefined
  const signs = trimmed.match(marks) ?? []
  if (signs.length === 0) return wholeOf(trimmed)
  const readings = new Set([asGroups(trimmed, signs), withPoint(trimmed, signs)].flatMap((found) => found ?? []))
  const fitting = [...readings].filter((reading) => decimals?.includes(decimalsIn(reading)) ?? true)
  if (readings.size === 0) return undefined
  if (fitting.length !== 1) return 'ambiguous'
  const value = Number(fitting[0])
  return Number.isSafeInteger(value) || !Number.isInteger(value) ? value : undefined
}

const decimalsIn = (reading: string): number => {
  const point = reading.indexOf('.')
  return point < 0 ? 0 : reading.length - point - 1
}

/** All signs part thousands. */
function asGroups(text: string, signs: readonly string[]): string | undefined {
  const [sign] = signs
  if (sign === undefined) return text
  if (!groupSign.test(sign) || signs.some((other) => other !== sign)) return undefined
  return isGrouped(text.split(sign)) ? text.split(sign).join('') : undefined
}

/** The last sign is the point; those before it part thousands. */
function withPoint(text: string, signs: readonly string[]): string | undefined {
  const point = signs.at(-1)
  if (point === undefined || !pointSign.test(point) || signs.indexOf(point) !== signs.length - 1) return undefined
  const at = text.lastIndexOf(point)
  const whole = asGroups(text.slice(0, at), signs.slice(0, -1))
  return whole === undefined ? undefined : `${whole}.${text.slice(at + 1)}`
}

/** Groups of three; of India, the last of three and those before it of two. A number of groups begins with no zero. */
function isGrouped(groups: readonly string[]): boolean {
  const [first = '', ...others] = groups
  const last = others.at(-1) ?? ''
  const between = others.slice(0, -1)
  if (first.length === 0 || first.length > 3 || first.startsWith('0') || last.length !== 3) return false
  return (
    between.every(({ length }) => length === 3) || (between.every(({ length }) => length === 2) && first.length < 3)
  )
}
