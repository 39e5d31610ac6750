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

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * Reads the leader of a line in the order in which strace prints it (strace.c, printleader): pid, security context, time,
 * relative time, system call number, instruction pointer.
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
  if (code === 32) return spaced(text, at, into)
  if (code === 91) return bracketed(text, at, into)
  if (code === 40 && text.charCodeAt(at + 1) === 43) return relative(text, at, into)
  return at
}

/** Blanks before a number (-r pads with them); before anything else they belong to the line. */
function spaced(text: string, at: number, into: Leader): number {
  let to = at
  while (text.charCodeAt(to) === 32) to++
  if (!isDigit(text.charCodeAt(to))) return at
  const end = number(text, to, into)
  return end === to ? at : end
}

/** `[pid  9442] `, `[pid 10321<t>] `, `[ 302] ` (-n), `[00007f92b1b457f0] ` (-i), `[unconfined_t] `. */
function bracketed(text: string, at: number, into: Leader): number {
  const end = text.indexOf('] ', at)
  if (end < 0 || text.startsWith('[ Process', at)) return at
  if (text.startsWith('[pid ', at)) into.pid = Number.parseInt(text.slice(at + 5, end), 10)
  return end + 2
}

function relative(text: string, at: number, into: Leader): number {
  const end = text.indexOf(') ', at)
  if (end < 0) return at
  into.at ??= Number(text.slice(at + 2, end))
  return end + 2
}

/** `25576 `, `10321<t> `, `08:21:10.523720 `, `1795422071.141292 `, `0.000039 `. */
function number(text: string, at: number, into: Leader): number {
  let to = at
  let value = 0
  for (let code = text.charCodeAt(to); isDigit(code); code = text.charCodeAt(++to)) value = value * 10 + code - 48
  const code = text.charCodeAt(to)
  if (code === 32 && into.pid < 0) {
    into.pid = value
    while (text.charCodeAt(to) === 32) to++
    return to
  }
  if (code === 60 && into.pid < 0) {
    const end = text.indexOf('> ', to)
    if (end < 0) return at
    into.pid = value
    to = end + 2
    while (text.charCodeAt(to) === 32) to++
    return to
  }
  if (code === 46) return fraction(text, at, to, into)
  return code === 58 ? clock(text, at, to, value, into) : at
}

function fraction(text: string, at: number, dot: number, into: Leader): number {
  let to = dot + 1
  while (isDigit(text.charCodeAt(to))) to++
  if (text.charCodeAt(to) !== 32) return at
  into.at ??= Number(text.slice(at, to))
  return to + 1
}

/** HH:MM:SS, with a fraction or without, as seconds of the day. */
function clock(text: string, at: number, colon: number, hours: number, into: Leader): number {
  if (colon - at > 2 || text.charCodeAt(colon + 3) !== 58) return at
  let to = colon + 6
  const minutes = two(text, colon + 1)
  const seconds = two(text, colon + 4)
  let rest = 0
  if (text.charCodeAt(to) === 46) {
    let scale = 0.1
    for (let code = text.charCodeAt(++to); isDigit(code); code = text.charCodeAt(++to)) {
      rest += (code - 48) * scale
      scale /= 10
    }
  }
  if (text.charCodeAt(to) !== 32) return at
  into.isOfDay = true
  into.at ??= hours * 3600 + minutes * 60 + seconds + rest
  return to + 1
}

const two = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
