import { StpaError } from '@/lib/stpa/errors'
import { textOf } from '@/lib/stpa/fieldValues'
import { linked, linkedFrom } from '@/lib/stpa/graph'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import { isActive } from '@/lib/stpa/state'
import { withoutEnds } from '@/lib/text/ends'
import { type Matcher, matcherOf } from '../binding/matcher'
import { literalName } from '../binding/patterns'
import { bindingsOf } from '../coverage/plan'
import { callsOf } from './calls'
import { knobsFor } from './knobs'
import { type Injection, knobScript, type RecipeScript, straceScript } from './scripts'
import { wordsOfCommand } from './shell'

export type RecipeRequest = {
  /** The command that is run; else the one that the scenario's runs ran. */
  readonly command?: string
  /** Which occurrence of the call, from 1. */
  readonly when?: number
  /** The resource, where the binding has a pattern and a trace has shown the name. */
  readonly resource?: string
}

export type Recipe = {
  readonly scenario: Uid
  readonly title: string
  /** What should be seen, in words. */
  readonly expected: readonly string[]
  /** The tracer's script first, then those of the kernel's own knobs. */
  readonly scripts: readonly RecipeScript[]
}

/**
 * How the fault of a loss scenario is put into a run: from the bindings of the scenario, which say on which call and
 * resource it shows, and with which error. Without an error, and where the scenario is one of lateness, the call is
 * delayed.
 * @throws StpaError badRequest when nothing is bound, or nothing says what should go wrong
 */
export function recipeOf(analysis: Analysis, scenario: Item, request: RecipeRequest = {}): Recipe {
  const bindings = bindingsOf(analysis, scenario)
  if (bindings.length === 0) {
    const message = `${scenario.key} is bound to no call: bind it first, with the call, the resource and the error.`
    throw new StpaError('badRequest', message, { uid: scenario.uid })
  }
  const faults = bindings.flatMap((binding) => faultsOf(analysis, scenario, binding, request))
  if (faults.length === 0) {
    const message = `${scenario.key}: no binding names an error (EAGAIN) and a system call, and nothing about it is late: there is nothing to put in.`
    throw new StpaError('badRequest', message, { uid: scenario.uid })
  }
  return {
    scenario: scenario.uid,
    title: `${scenario.key} ${textOf(scenario)}`.trim(),
    expected: [...new Set(faults.flatMap(({ expected }) => expected))],
    scripts: numbered(faults.flatMap(scriptsOf)),
  }
}

function scriptsOf(injection: Injection): RecipeScript[] {
  const knobs = injection.errno === '' ? [] : knobsFor(injection)
  return [straceScript(injection), ...knobs.map((knob) => knobScript(injection, knob))]
}

/** Files of one folder: the second of a name gets a number. */
function numbered(scripts: readonly RecipeScript[]): RecipeScript[] {
  const seen = new Map<string, number>()
  return scripts.map((script) => {
    const count = (seen.get(script.fileName) ?? 0) + 1
    seen.set(script.fileName, count)
    return count === 1 ? script : { ...script, fileName: script.fileName.replace(/\.sh$/, `-${count}.sh`) }
  })
}

/** Errors of one binding that get a script each. */
const mostErrors = 8
/** Microseconds that a call is held back where the binding says no limit: long enough to be seen. */
const usualDelay = 500_000

function faultsOf(analysis: Analysis, scenario: Item, binding: Item, request: RecipeRequest): Injection[] {
  const matcher = matcherOf(binding)
  const calls = callsOf(matcher)
  if (calls.length === 0) return []
  const errors = matcher.errors.filter((name) => /^E[A-Z0-9]+$/.test(name)).slice(0, mostErrors)
  const isDelay = matcher.errors.length === 0 && isLate(analysis, scenario)
  const names = isDelay ? [''] : errors
  const resource = request.resource ?? matcher.resource
  return names.map((errno) => ({
    scenario: scenario.key,
    title: `${what(matcher, calls)} ${errno === '' ? 'comes late' : `ends with ${errno}`}`,
    ...{ calls, errno, resource, delay: usualDelay, when: Math.max(1, Math.trunc(request.when ?? 1)) },
    command: commandOf(analysis, binding, request),
    output: `${fileNameOf(scenario.key)}-${errno === '' ? 'late' : errno}.strace`,
    expected: expectedOf(analysis, scenario, { errno, what: what(matcher, calls) }),
  }))
}

const what = ({ resource }: Matcher, calls: readonly string[]): string =>
  `${calls[0]}${resource === '' ? '' : ` of ${resource}`}`

const fileNameOf = (key: string): string => withoutEnds(key.replace(/[^A-Za-z0-9_-]+/g, '-'), '-') || 'scenario'

const lateWords = new Set(['timing', 'tooLate', 'duration', 'durationLong'])

const isLate = (analysis: Analysis, scenario: Item): boolean =>
  linked(analysis, scenario.uid, 'causes').some((uca) => lateWords.has(textOf(uca, 'guideWord')))

/** The command as given, of the binding where it is about one command, or of a run in which it was observed. */
function commandOf(analysis: Analysis, binding: Item, { command }: RecipeRequest): string[] {
  const runs = linked(analysis, binding.uid, 'observedIn').filter((item) => item.kind === 'run')
  const own = literalName(textOf(binding, 'workload'))
  const ran = runs.map((run) => textOf(run, 'workload')).find((workload) => workload !== '')
  return wordsOfCommand(command ?? own ?? ran ?? '')
}

type Seen = { readonly errno: string; readonly what: string }

/** What the call does, what the cases expect, and what must hold all the same. */
function expectedOf(analysis: Analysis, scenario: Item, { errno, what: call }: Seen): string[] {
  const cases = linkedFrom(analysis, scenario.uid, 'injects', 'testCase').filter(isActive)
  const answers = linkedFrom(analysis, scenario.uid, 'derivedFrom', 'requirement').filter(isActive)
  const results = cases.map((item) => `${item.key}: ${textOf(item, 'expectedResult') || textOf(item)}`)
  return [
    errno === ''
      ? `${call} is held back and marked (DELAYED) in the trace: ${scenario.key} ${textOf(scenario)}`
      : `${call} returns -1 ${errno}, marked (INJECTED) in the trace: ${scenario.key} ${textOf(scenario)}`,
    ...results,
    ...answers.map((item) => `It holds all the same: ${item.key} ${textOf(item)}`),
  ]
}
