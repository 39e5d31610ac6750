'use client'

import { type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { digest, sameValue } from '@/lib/stpa/fingerprint'
import type { EvidenceCard } from '@/lib/trace/api'
import { answerFor, askedOf, isSamePlan } from '@/lib/trace/coverage/kept'
import { type CoveragePlan, planOf } from '@/lib/trace/coverage/plan'
import type { CoverageRequest } from '@/lib/trace/coverage/request'
import { type KeptRun, runsOf } from '@/lib/trace/coverage/runs'
import type { BindingCoverage, RunCoverage, RunOf } from '@/lib/trace/coverage/types'
import { useAnalysis } from './analysis'
import { useEvidenceFiles } from './evidence'
import { request } from './request'
import { useBatched } from './sliced'

/** Traces that are read at once: the server reads two, and other requests need a way too. */
const slots = 2
const waiting: (() => void)[] = []
let free = slots

async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
  else free--
  try {
    signal.throwIfAborted() // nobody wants it any more
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}

type Asked = Pick<CoveragePlan, 'items'>

type Question = {
  readonly card: EvidenceCard
  readonly workload: string
  readonly asked: Asked
  /** Short for what is asked. */
  readonly name: string
}

async function read({ card, asked, workload }: Question): Promise<RunCoverage> {
  const body: CoverageRequest = { plan: asked, run: { id: '', title: '', workload } }
  return request<RunCoverage>('POST', `/api/evidence/${encodeURIComponent(card.hash)}/coverage`, body)
}

const lastKey = ({ card, workload }: Question) => ['coverage', card.hash, card.reading, workload, 'last']

const answerQuery = (question: Question) => ({
  queryKey: ['coverage', question.card.hash, question.card.reading, question.workload, question.name],
  queryFn: ({ signal }: { signal: AbortSignal }) => inTurn(signal, () => read(question)),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 120_000,
  retry: false,
  structuralSharing: false as const, // it is large, and changes as a whole
})

/** While a trace is read again for other bindings, what the last ones gave stays on the screen. */
const lastingQuery = (client: QueryClient, question: Question) => ({
  ...answerQuery(question),
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const answer = await inTurn(signal, () => read(question))
    client.setQueryData(lastKey(question), answer)
    return answer
  },
  placeholderData: () => client.getQueryData<RunCoverage>(lastKey(question)),
})

/** A run of the analysis and what is known of its trace. */
export type CoveredRun = KeptRun & {
  /** undefined until the trace was read, and where none is kept. */
  readonly coverage: RunCoverage | undefined
  /** It is being read, or read again. */
  readonly isReading: boolean
  /** Why it cannot be read; '' else. */
  readonly refusal: string
}

export type CoveredRuns = {
  readonly runs: readonly CoveredRun[]
  /** Those whose trace was read and has calls in it, in the order of the runs. */
  readonly coverages: readonly RunCoverage[]
  readonly plan: CoveragePlan
  /** Why the list of kept files is not there; '' when it is: only then can be said what is not kept. */
  readonly unlisted: string
  /** Runs that are being read. */
  readonly reading: number
}

/** The runs of the analysis with their kept traces. */
export function useRuns(): { readonly runs: readonly KeptRun[]; readonly unlisted: string } {
  const analysis = useAnalysis()
  const { data, error } = useEvidenceFiles()
  const files = data?.files
  const runs = useMemo(() => runsOf(analysis, files ?? []), [analysis, files])
  const unlisted = error ? `The list of traces is not there: ${error.message}` : 'Loading the list of traces …'
  return { runs, unlisted: files ? '' : unlisted }
}

const nothing: CoveragePlan = { items: [], problems: [] }

/** What the traces of the runs show of the analysis; a trace is read again only when a binding was changed. */
export function useCoveredRuns(isWanted = true): CoveredRuns {
  const client = useQueryClient()
  const { runs, unlisted } = useRuns()
  const plan = usePlan(isWanted)
  const { asked, name } = useAsked(plan)
  const kept = useMemo(() => runs.flatMap(({ card, run }) => (card ? [{ card, workload: run.workload }] : [])), [runs])
  const results = useQueries({
    queries: kept.map((run) => ({ ...lastingQuery(client, { ...run, asked, name }), enabled: isWanted })),
  })
  const reading = useSame(results.map(({ isFetching }) => isFetching))
  const isLast = !reading.some(Boolean)
  const data = useSame(results.map((result) => result.data))
  const latest = useMemo(() => new Map(kept.map((run, at) => [traceOf(run), data[at]])), [kept, data])
  const answers = useBatched(latest, isLast)
  const refusals = useSame(results.map(({ error }) => error?.message ?? ''))
  const covered = useMemo(() => {
    let at = -1
    return runs.map((run): CoveredRun => {
      if (!run.card) return { ...run, coverage: undefined, isReading: false, refusal: '' }
      at++
      const answer = answers.get(traceOf({ card: run.card, workload: run.run.workload }))
      const coverage = answer && isWanted ? knownAnswer(plan, run.run, answer) : undefined
      return { ...run, coverage, isReading: reading[at] ?? false, refusal: refusals[at] ?? '' }
    })
  }, [runs, plan, answers, reading, refusals, isWanted])
  const coverages = useSame(covered.flatMap(({ coverage }) => (coverage && coverage.calls > 0 ? coverage : [])))
  return useMemo(
    () => ({ runs: covered, coverages, plan, unlisted, reading: reading.filter(Boolean).length }),
    [covered, coverages, plan, unlisted, reading],
  )
}

const known = new WeakMap<RunCoverage, { plan: CoveragePlan; run: RunOf; value: RunCoverage }>()

/** The same value as long as plan and run are the same: what is made of it is not made again. */
function knownAnswer(plan: CoveragePlan, run: RunOf, answer: RunCoverage): RunCoverage {
  const last = known.get(answer)
  if (last && last.plan === plan && sameValue(last.run, run)) return last.value
  const value = answerFor(plan, run, answer)
  known.set(answer, { plan, run, value })
  return value
}

/** The plan of the analysis; the same one after an edit that has nothing to do with it. */
function usePlan(isWanted: boolean): CoveragePlan {
  const analysis = useAnalysis()
  const last = useRef(nothing)
  return useMemo(() => {
    const plan = isWanted ? planOf(analysis) : nothing
    if (!isSamePlan(last.current, plan)) last.current = plan
    return last.current
  }, [analysis, isWanted])
}

/** What is asked of a trace depends on the trace and on the command that ran, and on nothing else of its run. */
const traceOf = ({ card, workload }: Pick<Question, 'card' | 'workload'>): string =>
  `${card.hash} ${card.reading} ${workload}`

/** The questions of a plan with a short name: the same as long as no binding changes. */
function useAsked(plan: CoveragePlan): { readonly asked: Asked; readonly name: string } {
  const known = useRef<{ asked: Asked; name: string }>(undefined)
  return useMemo(() => {
    const asked = askedOf(plan)
    const name = digest(asked)
    if (known.current?.name !== name) known.current = { asked, name }
    return known.current
  }, [plan])
}

/** The list of before where it has the same entries. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const known = useRef(list)
  const isSame = known.current.length === list.length && list.every((entry, at) => entry === known.current[at])
  if (!isSame) known.current = list
  return known.current
}

/** What one binding alone matches in a run. */
export type Matches = {
  readonly run: KeptRun
  readonly binding: BindingCoverage | undefined
  readonly isReading: boolean
  readonly refusal: string
}

/** What one binding alone would match in some runs, before it is kept; nothing is asked without one. */
export function useMatches(runs: readonly KeptRun[], asked: Asked | undefined): readonly Matches[] {
  const name = useMemo(() => `alone ${digest(asked)}`, [asked])
  const kept = runs.flatMap((run) => (run.card ? [{ run, card: run.card }] : []))
  const results = useQueries({
    queries: kept.map(({ run, card }) => ({
      ...answerQuery({ card, workload: run.run.workload, asked: asked ?? { items: [] }, name }),
      gcTime: 20_000,
      enabled: asked !== undefined,
    })),
  })
  return kept.map(({ run }, at): Matches => {
    const { data, isFetching = false, error } = results[at] ?? {}
    return { run, binding: data?.items[0]?.bindings[0], isReading: isFetching, refusal: error?.message ?? '' }
  })
}
