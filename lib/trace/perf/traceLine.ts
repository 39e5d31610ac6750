import { outcomeOf } from '../errno'
import type { TraceCall } from '../model'

/** A line of `perf trace`: `     0.072 ( 0.017 ms): t/23705 brk() = 0x562c4f6e1000`. Times in seconds. */
export type PerfLine = {
  /** Undefined for `?`: the call began before the trace. */
  readonly at: number | undefined
  /** Undefined where the call has not ended. */
  readonly seconds: number | undefined
  readonly command: string
  readonly pid: number
  readonly isContinued: boolean
  /** Name of the call or event, and what stands behind it. */
  readonly name: string
  readonly rest: string
}

const head = /^\s{0,40}(\?|\d{1,20}\.\d{1,9}) \(\s{0,20}(?:(\d{1,20}\.\d{1,9}) ms)?\s{0,20}\): /
const continued = ' ... [continued]: '

/** Undefined for a line that is none. */
export function readPerfLine(text: string): PerfLine | undefined {
  const match = head.exec(text.slice(0, 150))
  if (!match) return undefined
  const [whole, at, took] = match
  const body = text.slice(whole.length)
  const mark = body.slice(0, 200).indexOf(continued)
  const whom =
    mark >= 0 ? `${body.slice(0, mark)} ` : (/^(?:[^(]{0,60}?[/ ])?\d{1,10} /.exec(body.slice(0, 80))?.[0] ?? '')
  const event = mark >= 0 ? body.slice(mark + continued.length) : body.slice(whom.length)
  const name = /^[\w:.-]+/.exec(event.slice(0, 200))?.[0]
  if (name === undefined) return undefined
  return {
    at: at === '?' ? undefined : secondsOf(at),
    seconds: secondsOf(took),
    ...threadOf(whom.trim()),
    isContinued: mark >= 0,
    name,
    rest: event.slice(name.length),
  }
}

/** Milliseconds with three digits behind the point. */
const secondsOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Math.round(Number(text) * 1000) / 1e6

/** `t/23705`, `23705` for a trace of one program's threads, '' for a trace of one thread. */
function threadOf(whom: string): { command: string; pid: number } {
  const slash = whom.lastIndexOf('/')
  const pid = Number(whom.slice(slash + 1))
  return { command: whom.slice(0, Math.max(slash, 0)), pid: Number.isInteger(pid) ? pid : 0 }
}

/** How a call ended. */
export type PerfEnded = Pick<TraceCall, 'args' | 'result' | 'outcome' | 'errno'>

/**
 * Arguments and result of `(fd: 4</dev/x>, …)   = -1 ENOTTY (…)`; without a result for `(…) ...`, a call that goes on.
 * Undefined when the text is neither.
 */
export function readPerfCall(rest: string): { args: string; ended?: PerfEnded } | undefined {
  if (!rest.startsWith('(')) return undefined
  const equals = `${rest} `.lastIndexOf(' = ')
  const before = rest.slice(0, Math.max(equals, 0)).trimEnd()
  if (before.endsWith(')')) {
    const args = before.slice(1, -1)
    return { args, ended: { args, ...resultOf(rest.slice(equals + 3).trim()) } }
  }
  const body = rest.trimEnd()
  return body.endsWith('...') ? { args: withoutBracket(body.slice(1, -3).trimEnd()) } : undefined
}

const withoutBracket = (args: string): string => (args.endsWith(')') ? args.slice(0, -1) : args)

/** perf knows no names of the numbers by which the kernel restarts calls: `-1 (unknown) (INTERNAL ERROR: strerror_r(512, …`. */
function resultOf(result: string): Omit<PerfEnded, 'args'> {
  if (result === '?') return { result, outcome: 'unknown', errno: '' }
  const restart = /^-1 \(unknown\) \(INTERNAL ERROR: strerror_r\((\d{1,4}),/.exec(result)?.[1]
  if (restart !== undefined) return { result, ...outcomeOf(-Number(restart)) }
  const errno = /^-1 (E[A-Z0-9]{1,20})(?: |$)/.exec(result)?.[1]
  if (errno !== undefined) return { result, outcome: 'error', errno }
  if (/^-1(?: |$)/.test(result)) return { result, outcome: 'error', errno: '' }
  const negative = /^-(\d{1,4})$/.exec(result)?.[1]
  if (negative !== undefined) return { result, ...outcomeOf(-Number(negative)) }
  // A number, an address, or a number with what it stands for behind it; what is damaged is not known to be a success.
  return {
    result,
    outcome: /^(?:0x[0-9a-f]{1,16}|\d{1,20})(?=$|[ <(])/.test(result) ? 'returned' : 'unknown',
    errno: '',
  }
}
