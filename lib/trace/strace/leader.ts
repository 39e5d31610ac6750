import { decimalIn, decimalOf } from '@/lib/text/number'

/** What stands before an event: `[pid 9442] `, `25576 08:37:23.326017 `, `(+ 0.000061) [ 302] `. */
export type Leader = {
  /** -1 where the line names none. */
  pid: number
  at: number | undefined
  /** Where the event begins. */
  end: number
  /** A line had a time of the day (-t, -tt): stays so. */
  isOfDay: boolean
}

/** Numbers of processes and threads end here (include/linux/threads.h, PID_MAX_LIMIT); what is larger is none. */
export const mostPid = 4_194_304

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * Reads the leader of a line in the order in which strace prints it (strace.c, printleader): pid, security context, time,
 * relative time, system call number, instruction pointer. A part that is damaged is none: then the line is no event.
 */
export function readLeader(text: string, into: Leader): void {
  into.pid = -1
  into.at = undefined
  let at = 0
  for (;;) {
    const next = part(text, at, into)
    if (next === at) break
    at = next
  }
  into.end = at
}

/** Where the next part ends; `at` itself when none begins there. */
function part(text: string, at: number, into: Leader): number {
  const code = text.charCodeAt(at)
  if (isDigit(code)) return number(text, at, into)
  if (code === 32) return padded(text, at, into)
  if (code === 91) return bracketed(text, at, into)
  if (code === 40 && text.charCodeAt(at + 1) === 43) return relative(text, at, into)
  return at
}

/** Blanks before a number: -r pads with them, a pid never has them. Before anything else they belong to the line. */
function padded(text: string, at: number, into: Leader): number {
  const from = afterBlanks(text, at)
  if (!isDigit(text.charCodeAt(from)) || into.at !== undefined) return at
  const end = time(text, from, afterDigits(text, from), into)
  return end === from ? at : end
}

/** `[pid  9442] `, `[pid 10321<t>] `, `[ 302] ` (-n), `[00007f92b1b457f0] ` (-i), `[unconfined_t] `. */
function bracketed(text: string, at: number, into: Leader): number {
  if (text.startsWith('[pid ', at)) return named(text, at, into)
  const end = text.indexOf('] ', at)
  return end < 0 || text.startsWith('[ Process', at) ? at : end + 2
}

function named(text: string, at: number, into: Leader): number {
  const from = afterBlanks(text, at + 5)
  const digits = afterDigits(text, from)
  const isWithCommand = text.charCodeAt(digits) === 60
  const end = isWithCommand ? text.indexOf('>] ', digits) + 1 : digits
  const pid = pidOf(text, from, digits)
  if (pid < 0 || into.pid >= 0 || end < digits || !text.startsWith('] ', end)) return at
  into.pid = pid
  return end + 2
}

/** -1 for what is no number of a process; 0 is none: the kernel's idle task makes no calls. */
function pidOf(text: string, from: number, to: number): number {
  const value = to - from <= 7 ? (decimalIn(text, from, to) ?? 0) : 0
  return value >= 1 && value <= mostPid ? value : -1
}

function relative(text: string, at: number, into: Leader): number {
  const end = text.indexOf(') ', at)
  const seconds = end < 0 || end > at + 40 ? undefined : decimalOf(text.slice(at + 2, end).trimStart())
  if (seconds === undefined || seconds < 0) return at
  into.at ??= seconds
  return end + 2
}

/** `25576 `, `10321<t> `, `08:21:10.523720 `, `1795422071.141292 `, `0.000039 `. */
function number(text: string, at: number, into: Leader): number {
  const to = afterDigits(text, at)
  const code = text.charCodeAt(to)
  const pid = into.pid >= 0 || into.at !== undefined || (code !== 32 && code !== 60) ? -1 : pidOf(text, at, to)
  if (pid < 0) {
    // A lone number is a time only where it counts the seconds since 1970.
    const isLone = code === 32 && into.pid < 0 && to - at !== 10
    return into.at === undefined && !isLone ? time(text, at, to, into) : at
  }
  const end = code === 32 ? to + 1 : text.indexOf('> ', to) + 2
  if (end < to) return at
  into.pid = pid
  return afterBlanks(text, end)
}

/** Digits from `at` to `to` are the first of a time. At most 15 in all: a number holds no more exactly. */
function time(text: string, at: number, to: number, into: Leader): number {
  if (text.charCodeAt(to) === 58) return clock(text, at, to, into)
  const end = text.charCodeAt(to) === 46 ? afterDigits(text, to + 1) : to
  if (text.charCodeAt(end) !== 32 || end === to + 1) return at
  const seconds = decimalIn(text, at, end)
  if (seconds === undefined || to - at > 12) return at
  into.at = seconds
  return end + 1
}

/** HH:MM:SS, with a fraction or without, as seconds of the day. */
function clock(text: string, at: number, colon: number, into: Leader): number {
  if (colon - at !== 2 || text.charCodeAt(colon + 3) !== 58) return at
  const [hours, minutes, seconds] = [two(text, at), two(text, colon + 1), two(text, colon + 4)]
  if (!(hours < 24 && minutes < 60 && seconds <= 60)) return at
  const to = colon + 6
  const end = text.charCodeAt(to) === 46 ? afterDigits(text, to + 1) : to
  if (text.charCodeAt(end) !== 32 || end === to + 1) return at
  const fraction = end === to ? 0 : decimalIn(text, to + 1, end)
  if (fraction === undefined) return at
  into.isOfDay = true
  into.at = secondsOf(hours * 3600 + minutes * 60 + seconds, fraction, end - to - 1)
  return end + 1
}

const powers = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

/** Whole seconds and `digits` digits behind the point as one number. The same for all readers of a trace, to the last bit. */
export const secondsOf = (whole: number, fraction: number, digits: number): number =>
  digits <= 0 ? whole : whole + fraction / (powers[digits] ?? 10 ** digits)

/** Two digits; NaN for anything else. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at), text.charCodeAt(at + 1)]
  return isDigit(tens) && isDigit(ones) ? (tens - 48) * 10 + ones - 48 : Number.NaN
}

function afterDigits(text: string, from: number): number {
  let at = from
  while (isDigit(text.charCodeAt(at))) at++
  return at
}

function afterBlanks(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 32) at++
  return at
}
