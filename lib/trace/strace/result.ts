import { failureOf, isRestart, outcomeOf, unnamedError } from '../errno'
import type { Outcome } from '../model'

/** What stands behind the arguments of a call. */
export type Ending = {
  /** Where the `)` of the arguments stands, and where the result begins and ends. */
  argsEnd: number
  resultFrom: number
  resultTo: number
  outcome: Outcome
  errno: string
  seconds: number | undefined
  isInjected: boolean
  /** A number of it is damaged: what it says is unknown. */
  hasBadNumber: boolean
}

/** For a reader to write into: the same object for every call. */
export const newEnding = (): Ending => ({
  ...{ argsEnd: 0, resultFrom: 0, resultTo: 0, outcome: 'unknown', errno: '', seconds: undefined },
  ...{ isInjected: false, hasBadNumber: false },
})

/** A result begins with one of these, and with nothing else. */
const value = /^(?:-?\d+|0x[0-9a-f]+|\?)(?= |<|$)/

/**
 * How a call ended, by what stands behind its ` = `, in every way in which strace says it (syscall.c,
 * syscall_exiting_trace): `3`, `0x7f…`, `-1 ENOENT (…)`, `-1 (errno 25)` where it knows no name, `? ERESTARTSYS (…)`, `?`,
 * and as numbers alone, `0xffffffffffffffea` and `-22`. False for what is no result.
 */
export function readResult(text: string, from: number, to: number, into: Ending): boolean {
  into.resultFrom = from
  into.resultTo = to
  into.outcome = 'returned'
  into.errno = ''
  into.isInjected = false
  const first = text.charCodeAt(from)
  // Nearly always a lone digit.
  if (to - from === 1 && first >= 48 && first <= 57) return true
  const result = text.slice(from, to)
  const number = value.exec(result)?.[0]
  if (number === undefined) return false
  const { outcome, errno } =
    first === 63 ? withoutValue(result) : first === 45 ? negative(result, number) : plain(number)
  into.outcome = outcome
  into.errno = errno
  into.isInjected = isTampered(result)
  return true
}

type Ended = Pick<Ending, 'outcome' | 'errno'>

const returned: Ended = { outcome: 'returned', errno: '' }

/** `? ERESTARTSYS (…)` is to be made again, no failure; `?` alone, `? <unavailable>`: nobody saw it return. */
function withoutValue(result: string): Ended {
  const name = errorName(result)
  return name !== '' && isRestart(name) ? { outcome: 'interrupted', errno: name } : { outcome: 'unknown', errno: name }
}

/** A name behind the number, its number, or the kernel's own: -1 alone says that it failed and no more. */
function negative(result: string, number: string): Ended {
  const name = errorName(result)
  if (name !== '') return { outcome: isRestart(name) ? 'interrupted' : 'error', errno: name }
  const numbered = /^-\d+ \(errno (\d{1,5})\)/.exec(result)?.[1]
  if (numbered !== undefined) return Number(numbered) > 0 ? failureOf(Number(numbered)) : unnamed
  return number === '-1' ? unnamed : outcomeOf(Number(number))
}

const unnamed: Ended = { outcome: 'error', errno: unnamedError }

const errorName = (result: string): string => /^(?:-\d+|\?) (E[A-Z0-9_]+)/.exec(result)?.[1] ?? ''

/**
 * A positive number that is a small negative one of 64 or of 32 bits is an error: no address is there, and the kernel
 * takes it for one (IS_ERR_VALUE). Of decimal ones only those of 64 bits: a user's id may be 4294967295.
 */
function plain(number: string): Ended {
  if (number.length < 10) return returned
  const bits = number.length === 18 || number.length === 20 ? 64 : 32
  if (bits === 32 && !(number.length === 10 && number.startsWith('0xf'))) return returned
  return outcomeOf(Number(BigInt.asIntN(bits, BigInt(number))))
}

/** `(INJECTED)`, `(INJECTED: args, retval)`, `(DELAYED)` among the notes at the end; a path may have such a name. */
function isTampered(result: string): boolean {
  for (let end = result.length; result.charCodeAt(end - 1) === 41; ) {
    const open = result.lastIndexOf(' (', end - 1)
    if (open < 0) return false
    if (/^(?:INJECTED|DELAYED)\b/.test(result.slice(open + 2, open + 11))) return true
    end = open
  }
  return false
}
