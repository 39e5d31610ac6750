'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { stateLabel } from '@/components/item/exerciseState'
import { type CoveredRun, useCoveredRuns } from '@/lib/client/coverage'
import type { Uid } from '@/lib/stpa/model'
import type { ExerciseState } from '@/lib/stpa/verification/coverage'
import { coverageTable } from '@/lib/trace/coverage/table'
import type { RunCoverage } from '@/lib/trace/coverage/types'
import { errorsText } from '@/lib/trace/coverage/words'
import type { CoverageMark } from '../picture/coverageMark'

/** All runs of normal operation together. */
export const allRuns = 'all'

export type DiagramCoverage = {
  /** Uid of a run, `all`, or '' for none: the drawing as it is. */
  readonly chosen: string
  readonly choose: (chosen: string) => void
  /** Runs with a kept trace. */
  readonly runs: readonly CoveredRun[]
  readonly marks: ReadonlyMap<Uid, CoverageMark>
  /** What is under way, or why nothing is shown; '' else. */
  readonly status: string
}

const none: ReadonlyMap<Uid, CoverageMark> = new Map()

/** What the chosen runs show of the drawing; kept in the address (`?coverage=`), read when it is wanted. */
export function useCoverage(): DiagramCoverage {
  const chosen = useSearchParams().get('coverage') ?? ''
  const { runs, coverages, reading, unlisted } = useCoveredRuns(chosen !== '')
  const choose = useCallback((next: string) => {
    const url = new URL(window.location.href)
    if (next === '') url.searchParams.delete('coverage')
    else url.searchParams.set('coverage', next)
    window.history.pushState(null, '', url)
  }, [])
  const kept = useMemo(() => runs.filter(({ card }) => card !== undefined), [runs])
  const shown = useMemo(() => {
    if (chosen === allRuns) return coverages.filter(({ nature }) => nature === 'normal')
    return coverages.filter(({ run }) => run.id === chosen)
  }, [coverages, chosen])
  const marks = useMemo(() => (shown.length > 0 ? marksOf(shown, chosen === allRuns) : none), [shown, chosen])
  const asked = runs.filter(({ item }) => chosen === allRuns || item.uid === chosen)
  const refusal = unlisted || asked.map((run) => run.refusal).find((words) => words !== '') || ''
  const status = statusOf({ chosen, reading, refusal, hasNone: shown.length === 0 })
  return useMemo(() => ({ chosen, choose, runs: kept, marks, status }), [chosen, choose, kept, marks, status])
}

type Standing = { chosen: string; reading: number; refusal: string; hasNone: boolean }

function statusOf({ chosen, reading, refusal, hasNone }: Standing): string {
  if (chosen === '') return ''
  if (reading > 0) return 'Reading traces …'
  if (refusal !== '') return refusal
  if (!hasNone) return ''
  return chosen === allRuns
    ? 'No run counts as normal operation yet: see Runs and coverage.'
    : 'This run shows no calls.'
}

/** `EAGAIN`, `exercised`; of several runs `exercised, EAGAIN`: well in one of them, with an error in another. */
function shortOf(state: ExerciseState, errors: string): string {
  if (errors === '') return stateLabel(state).toLowerCase()
  return state === 'withError' ? errors : `${stateLabel(state).toLowerCase()}, ${errors}`
}

function marksOf(runs: readonly RunCoverage[], isAll: boolean): ReadonlyMap<Uid, CoverageMark> {
  const { rows } = coverageTable(runs)
  const itemOf = new Map(runs.map((run) => [run, new Map(run.items.map((item) => [item.uid, item]))]))
  return new Map(
    rows.map(({ uid, normal, cells }): [Uid, CoverageMark] => {
      const state = isAll ? normal : (cells[0]?.state ?? 'unbound')
      const bindings = runs.flatMap((run) => itemOf.get(run)?.get(uid)?.bindings ?? [])
      const short = shortOf(state, errorsText(bindings))
      const words = cells.map((cell, at) => `${runs[at]?.run.title}: ${stateLabel(cell.state)} ${cell.words}`.trim())
      return [uid, { state, short, words: words.slice(0, 12).join('\n') }]
    }),
  )
}
