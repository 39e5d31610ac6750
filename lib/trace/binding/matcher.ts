import { z } from 'zod'
import { StpaError } from '@/lib/stpa/errors'
import { fieldOf } from '@/lib/stpa/fieldValues'
import type { Item } from '@/lib/stpa/model'
import type { Action, Resource } from '../action'
import { matchesName, matchesText } from './patterns'

/** Bounds of one matcher; a person writes a few words in each. */
const most = { patterns: 100, pattern: 4_000 } as const
const patterns = z.array(z.string().min(1).max(most.pattern)).max(most.patterns)

/** What a call must be, to be what an item of the analysis does: all of it must hold; empty asks for nothing. */
export const matcherSchema = z.strictObject({
  /** Any of these: system call, verb, or verb without its argument (`SPI_IOC_MESSAGE`); `*` for any text. */
  verbs: patterns,
  resource: z.string().max(most.pattern),
  arguments: patterns,
  payload: patterns,
  outcome: z.enum(['any', 'ok', 'error']),
  /** `EAGAIN`; also what an action calls its error: `exit 1`, `SIGKILL`. */
  errors: z.array(z.string().regex(/^[A-Za-z][\w ]{1,79}$/)).max(most.patterns),
})

export type Matcher = z.infer<typeof matcherSchema>

/**
 * The matcher in the fields of a binding.
 * @throws StpaError badShape, naming the binding and what its field should be
 */
export function matcherOf(binding: Item): Matcher {
  const names = Object.keys(matcherSchema.shape)
  const parsed = matcherSchema.safeParse(Object.fromEntries(names.map((name) => [name, fieldOf(binding, name)])))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new StpaError('badShape', `${binding.key}, ${issue?.path.join('.')}: ${issue?.message}.`, { uid: binding.uid })
}

/** It asks for nothing: every call would be it. */
export const isEmptyMatcher = ({ verbs, resource, arguments: args, payload }: Matcher): boolean =>
  verbs.length + args.length + payload.length === 0 && resource === ''

/** The error of an action: of the call, or of an out-parameter; '' for none. Soft errors too. */
export const errorOf = ({ error, call }: Action): string =>
  error !== '' ? error : call.outcome === 'error' || call.outcome === 'interrupted' ? call.errno : ''

/** A matcher in the parts in which a trace is held against it: few verbs, many resources, very many calls. */
export type CompiledMatcher = {
  readonly isVerb: (verb: string, call: string) => boolean
  readonly isOn: (resource: Resource) => boolean
  /** Outcome, arguments and payload. */
  readonly accepts: (action: Action) => boolean
}

/** @throws StpaError badRequest for a regular expression that is none */
export function compileMatcher(matcher: Matcher): CompiledMatcher {
  const verbs = matcher.verbs.map((verb) => matchesName(verb))
  const isName = matchesName(matcher.resource)
  const args = matcher.arguments.map(matchesText)
  const payload = matcher.payload.map(matchesText)
  const isOutcome = outcomeMatches(matcher)
  return {
    isVerb: (verb, call) => verbs.length === 0 || verbs.some((is) => is(verb) || is(call) || is(plainVerb(verb))),
    // As the program asked for it, or what stands behind that name.
    isOn: ({ name, target }) => isName(name) || (target !== undefined && isName(target)),
    accepts: (action) =>
      isOutcome(action) && args.every((has) => has(action.call.args)) && payload.every((has) => has(action.payload)),
  }
}

/** `SPI_IOC_MESSAGE(1)` without what stands in parentheses. */
export function plainVerb(verb: string): string {
  const at = verb.indexOf('(')
  return at < 0 ? verb : verb.slice(0, at)
}

function outcomeMatches({ outcome, errors }: Matcher): (action: Action) => boolean {
  const wanted = new Set(errors)
  if (outcome === 'ok') return (action) => errorOf(action) === '' && didReturn(action)
  if (wanted.size > 0) return (action) => wanted.has(errorOf(action)) || wanted.has(action.call.errno)
  return outcome === 'error' ? (action) => errorOf(action) !== '' : () => true
}

/** A process that exits does not return, and is done all the same. */
const didReturn = ({ call, phase }: Action): boolean => call.outcome === 'returned' || phase === 'exit'

const compiled = new WeakMap<Matcher, CompiledMatcher>()

/** Is this call it? Compiled on first use of a matcher. @throws as compileMatcher */
export function matchAction(matcher: Matcher, action: Action): boolean {
  const known = compiled.get(matcher) ?? compileMatcher(matcher)
  compiled.set(matcher, known)
  const { verb, call, resource } = action
  return known.isVerb(verb, call.name) && known.isOn(resource) && known.accepts(action)
}
