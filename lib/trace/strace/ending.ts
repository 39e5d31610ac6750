import { decimalIn } from '@/lib/text/number'
import { type Ending, readResult } from './result'

/**
 * Finds the end of a call in a text: `) = RESULT [<duration>]`. The last ` = ` is it in nearly every line; where what stands
 * behind it is no result (a path that holds ` = `), the arguments are read sign by sign. False when the text has no end.
 */
export function readEnding(text: string, from: number, into: Ending): boolean {
  into.seconds = undefined
  into.hasBadNumber = false
  let end = text.length
  if (text.charCodeAt(end - 1) === 62) end = withoutDuration(text, from, end, into)
  for (let equals = text.lastIndexOf(' = ', end); equals >= from; equals = text.lastIndexOf(' = ', equals - 1)) {
    let close = equals
    while (close > from && text.charCodeAt(close - 1) === 32) close--
    if (text.charCodeAt(close - 1) === 41 && readResult(text, equals + 3, end, into)) {
      into.argsEnd = close - 1
      // The only ` = ` of a line cannot be the one in a path or string.
      const isOnly = text.indexOf(' = ', from) === equals
      return isOnly || isOutside(text, from, close - 1) || careful(text, from, end, into)
    }
  }
  return false
}

/** A `)` inside of a path in angle brackets or of a string is rare: looked for only where such a sign comes after it. */
function isOutside(text: string, from: number, close: number): boolean {
  const after = text.indexOf('>', close)
  const quote = text.indexOf('"', close)
  if (after < 0 && quote < 0) return true
  return argumentsEnd(text, from) === close
}

function careful(text: string, from: number, end: number, into: Ending): boolean {
  const close = argumentsEnd(text, from)
  const equals = close < 0 ? -1 : text.indexOf('= ', close)
  if (equals < 0 || text.slice(close + 1, equals).trim() !== '' || !readResult(text, equals + 2, end, into))
    return false
  into.argsEnd = close
  return true
}

/** The `)` that closes the arguments: strings, paths in angle brackets and nested brackets are stepped over; -1 for none. */
export function argumentsEnd(text: string, from: number): number {
  let depth = 0
  let areClosed = true // where one annotation is not, no other is looked for: a hostile line would take its length squared
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = afterString(text, at)
    else if (code === 60 && areClosed && isAnnotation(text, at)) {
      const end = afterAnnotation(text, at)
      areClosed = end > at
      at = end
    } else if (code === 40 || code === 91 || code === 123) depth++
    else if (code === 41 && depth === 0) return at
    else if (code === 41 || code === 93 || code === 125) depth--
  }
  return -1
}

/** The closing quote; `\"` is part of the string. */
function afterString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 92) at++
    else if (code === 34) return at
  }
  return text.length
}

/** `4</dev/null<char 1:3>>` and `AT_FDCWD</srv>`: a bracket right behind a number or name. `<<` and `1 < 2` are none. */
function isAnnotation(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  const isWord = (before >= 48 && before <= 57) || (before >= 65 && before <= 90)
  return isWord && text.charCodeAt(at + 1) !== 60 && text.charCodeAt(at + 1) !== 32
}

/** `>` of `->` inside of an annotation belongs to it (sockets); what is a sign of a path itself is escaped there. */
function afterAnnotation(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 60) depth++
    else if (code === 62 && text.charCodeAt(at - 1) !== 45 && --depth === 0) return at
  }
  return open
}

/** A digit, point or sign. */
const beginsNumber = (code: number): boolean => (code >= 48 && code <= 57) || code === 46 || code === 43 || code === 45

/** `<0.000313>` at the end, `<0>` with --syscall-times=s; one that is damaged is unknown. */
function withoutDuration(text: string, from: number, end: number, into: Ending): number {
  const open = text.lastIndexOf('<', end)
  if (open <= from || text.charCodeAt(open - 1) !== 32) return end
  const first = text.charCodeAt(open + 1)
  const seconds = first === 45 ? undefined : decimalIn(text, open + 1, end - 1)
  if (seconds === undefined && !beginsNumber(first)) return end
  into.seconds = seconds
  into.hasBadNumber = seconds === undefined
  return open - 1
}
