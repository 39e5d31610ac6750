import { counted } from '@/lib/text/counts'
import { flagMeanings } from '../model'
import type { BindingCoverage, ItemCoverage, RunCoverage } from './types'

/** `0.02 s`, `2 min 5 s`; 'no times' for a trace without any. */
export function durationText(seconds: number | undefined): string {
  if (seconds === undefined) return 'no times'
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`
  const [minutes, rest] = [Math.floor(seconds / 60), Math.round(seconds % 60)]
  return `${minutes} min ${rest} s`
}

/** `48 calls, lines 337 to 575, all put in by the tracer`; '' where nothing was seen. */
export function exerciseText({ state, bindings }: ItemCoverage): string {
  const here = bindings.filter(({ isElsewhere }) => !isElsewhere)
  if (state === 'unbound') return bindings.length > 0 ? 'bound for other commands only' : ''
  const seen = here.filter(({ count }) => count > 0)
  if (seen.length === 0) return ''
  const parts = [
    counted(
      sum(seen, ({ count }) => count),
      'call',
    ),
    linesText(seen),
    errorsText(seen),
    state === 'partial' ? partText(here) : '',
    injectedText(seen),
    seen.every(({ isConfirmed }) => isConfirmed) ? '' : 'not confirmed',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

const sum = <T>(list: readonly T[], of: (each: T) => number): number =>
  list.reduce((total, each) => total + of(each), 0)

function linesText(seen: readonly BindingCoverage[]): string {
  const first = Math.min(...seen.map(({ firstLine }) => firstLine))
  const last = Math.max(...seen.map(({ lastLine }) => lastLine))
  return first === last ? `line ${first}` : `lines ${first} to ${last}`
}

/** `EAGAIN`, `EAGAIN 3 times`. */
export function errorsText(bindings: readonly BindingCoverage[]): string {
  const all = new Map<string, number>()
  for (const { errors } of bindings)
    for (const [name, count] of Object.entries(errors)) all.set(name, (all.get(name) ?? 0) + count)
  return [...all].map(([name, count]) => (count === 1 ? name : `${name} ${count} times`)).join(', ')
}

function partText(here: readonly BindingCoverage[]): string {
  const expected = here.filter(({ isForbidden }) => !isForbidden)
  const missing = expected.filter(({ count }) => count === 0).map(({ key }) => key)
  const few = expected.filter(({ count, atLeast }) => count > 0 && count < atLeast)
  return [
    missing.length > 0 ? `without ${missing.join(', ')}` : '',
    ...few.map(({ key, count, atLeast }) => `${key} ${count} of at least ${atLeast}`),
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function injectedText(seen: readonly BindingCoverage[]): string {
  const [injected, all] = [sum(seen, (each) => each.injected), sum(seen, (each) => each.count)]
  if (injected === 0) return ''
  return `${injected === all ? 'all' : injected} put in by the tracer`
}

/** What limits a run, each with its meaning. */
export function limitsOf({ flags, run }: RunCoverage): string[] {
  const found = flags.map(({ code, count, line }) => {
    const place = line > 0 ? ` (${count}, from line ${line})` : ` (${count})`
    return `${flagMeanings[code]}${place}`
  })
  const declared = (run.declaredLimits ?? []).filter((limit) => limit.toLowerCase() !== 'none')
  return [...found, ...declared.map((limit) => `Declared: ${limit}.`)]
}
