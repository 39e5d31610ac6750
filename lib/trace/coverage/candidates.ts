import { textOf } from '@/lib/stpa/fieldValues'
import { linkedFrom } from '@/lib/stpa/graph'
import { type GuideWord, guideWordOf } from '@/lib/stpa/guideWords'
import type { Analysis, Item, Uid } from '@/lib/stpa/model'
import { inReadingOrder } from '@/lib/stpa/order'
import { isActive } from '@/lib/stpa/state'
import { counted } from '@/lib/text/counts'
import type { BindingCoverage, ItemCoverage, RunCoverage } from './types'
import { errorsText } from './words'

export type Reading =
  | 'absent'
  | 'failed'
  | 'partial'
  | 'forbidden'
  | 'order'
  | 'late'
  | 'tooFew'
  | 'tooMany'
  | 'scenario'

/** What a run may show about unsafe control actions and loss scenarios: for a person to judge, never a verdict. */
export type Candidate = {
  readonly run: string
  readonly nature: RunCoverage['nature']
  readonly item: Uid
  readonly reading: Reading
  /** Unsafe control actions of this item whose guide word says so. */
  readonly ucas: readonly Uid[]
  /** Loss scenarios of these, of the item itself, or the one that was observed. */
  readonly scenarios: readonly Uid[]
  /** Lines of the trace, the first ones. */
  readonly lines: readonly number[]
  readonly text: string
}

/** How the types of unsafe control actions are read in a trace. */
const wordsOf: Readonly<Record<Reading, readonly GuideWord[]>> = {
  absent: ['notProviding'],
  failed: ['notProviding'],
  partial: ['notProviding', 'duration', 'durationShort'],
  forbidden: ['providing'],
  order: ['timing', 'tooEarly', 'outOfOrder'],
  late: ['timing', 'tooLate'],
  tooFew: ['duration', 'durationShort', 'magnitudeLess'],
  tooMany: ['duration', 'durationLong', 'magnitudeMore'],
  scenario: [],
}

type Observation = { readonly reading: Reading; readonly lines: readonly number[]; readonly words: string }

/** Candidates of all runs, in the order of runs and items. */
export function candidatesOf(analysis: Analysis, runs: readonly RunCoverage[]): Candidate[] {
  return runs.flatMap((run) =>
    run.items.flatMap((covered) => {
      const item = analysis.items.get(covered.uid)
      return item ? observationsOf(covered).map((seen) => candidate(analysis, run, item, seen)) : []
    }),
  )
}

function observationsOf(item: ItemCoverage): Observation[] {
  const here = item.bindings.filter(({ isElsewhere }) => !isElsewhere)
  if (here.length === 0 || item.kind === 'element') return []
  if (item.kind === 'lossScenario') return scenarioSeen(here)
  const lines = here.flatMap((each) => each.lines)
  const errors = errorsText(here)
  return [
    ...(item.state === 'notExercised' && here.some(({ isForbidden }) => !isForbidden)
      ? [
          {
            reading: 'absent' as const,
            lines: [],
            words: 'was not seen; if this run should have had it, it was not provided',
          },
        ]
      : []),
    ...(errors === '' ? [] : [{ reading: 'failed' as const, lines, words: `ended with ${errors}` }]),
    ...(item.state === 'partial' && errors === ''
      ? [{ reading: 'partial' as const, lines, words: 'was seen in part only' }]
      : []),
    ...here.flatMap(bindingObservations),
  ]
}

function scenarioSeen(here: readonly BindingCoverage[]): Observation[] {
  const seen = here.filter(({ count }) => count > 0)
  if (seen.length < here.length) return []
  const count = seen.reduce((total, each) => total + each.count, 0)
  return [
    {
      reading: 'scenario',
      lines: seen.flatMap(({ lines }) => lines),
      words: `was observed (${counted(count, 'call')})`,
    },
  ]
}

function bindingObservations(binding: BindingCoverage): Observation[] {
  const { key, count, atLeast, atMost, violations, isForbidden, lines } = binding
  if (isForbidden) {
    const words = `was seen ${counted(count, 'time')} where it must not occur (${key})`
    return count > 0 ? [{ reading: 'forbidden', lines, words }] : []
  }
  const before = violations.filter(({ kind }) => kind === 'before')
  const late = violations.filter(({ kind }) => kind === 'late')
  const slowest = Math.max(...late.map(({ took }) => took ?? 0))
  const ends = [...new Set(before.flatMap(({ after }) => after))].join(', ')
  const found: (Observation | false)[] = [
    before.length > 0 && { reading: 'order', lines: linesOf(before), words: `was seen before ${ends} (${key})` },
    late.length > 0 && {
      reading: 'late',
      lines: linesOf(late),
      words: `came late, after ${Math.round(slowest * 1000) / 1000} ms at most (${key})`,
    },
    count > 0 &&
      count < atLeast && {
        reading: 'tooFew',
        lines,
        words: `was seen ${counted(count, 'time')}, at least ${atLeast} are expected (${key})`,
      },
    atMost !== undefined &&
      count > atMost && {
        reading: 'tooMany',
        lines,
        words: `was seen ${counted(count, 'time')}, at most ${atMost} are expected (${key})`,
      },
  ]
  return found.filter((each) => each !== false)
}

const linesOf = (violations: readonly { readonly line: number }[]): number[] => violations.map(({ line }) => line)

function candidate(
  analysis: Analysis,
  run: RunCoverage,
  item: Item,
  { reading, lines, words }: Observation,
): Candidate {
  const ucas = ucasOf(analysis, item, reading)
  const scenarios = scenariosOf(analysis, item, ucas, reading)
  const names = [...ucas, ...scenarios.filter((scenario) => scenario !== item)].map(({ key }) => key)
  const hint =
    names.length > 0
      ? `: a candidate for ${names.join(', ')}`
      : reading === 'scenario'
        ? ''
        : ': no unsafe control action or scenario says so yet'
  const injected = run.nature === 'faultInjection' ? ', by fault injection' : ''
  return {
    ...{ run: run.run.id, nature: run.nature, item: item.uid, reading, lines },
    ucas: ucas.map(({ uid }) => uid),
    scenarios: scenarios.map(({ uid }) => uid),
    text: `${item.key} "${textOf(item)}" ${words} in ${run.run.title}${injected}${hint}.`,
  }
}

function ucasOf(analysis: Analysis, item: Item, reading: Reading): Item[] {
  const words = new Set<string>(wordsOf[reading])
  return linkedFrom(analysis, item.uid, 'of', 'unsafeControlAction')
    .filter(isActive)
    .filter((uca) => {
      const word = guideWordOf(uca.fields.guideWord)
      return word !== undefined && words.has(word.value)
    })
}

/** Why it would be given, or not carried out: what failed or came late points to class (b) as well. */
function scenariosOf(analysis: Analysis, item: Item, ucas: readonly Item[], reading: Reading): Item[] {
  if (item.kind === 'lossScenario') return [item]
  const causes = ucas.flatMap((uca) => linkedFrom(analysis, uca.uid, 'causes', 'lossScenario'))
  const executed = new Set<Reading>(['failed', 'partial', 'order', 'late', 'tooFew'])
  const misexecuted = executed.has(reading) ? linkedFrom(analysis, item.uid, 'misexecutes', 'lossScenario') : []
  return inReadingOrder(analysis, [...causes, ...misexecuted].filter(isActive))
}
