import type { CoveredRun } from '@/lib/client/coverage'
import type { Uid } from '@/lib/stpa/model'
import type { ItemCoverage } from '@/lib/trace/coverage/types'

/** What a run shows of one item; undefined where it is not bound, or the trace was not read. */
export const coverageOf = ({ coverage }: CoveredRun, item: Uid): ItemCoverage | undefined =>
  coverage?.items.find(({ uid }) => uid === item)

/** Runs in which a scenario was observed: all of its bindings here were seen. */
export const observedIn = (runs: readonly CoveredRun[], scenario: Uid): readonly CoveredRun[] =>
  runs.filter((run) => {
    const state = coverageOf(run, scenario)?.state
    return state === 'exercised' || state === 'withError'
  })
