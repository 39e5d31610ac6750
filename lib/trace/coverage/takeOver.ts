import { type Analysis, type Link, linkId, type Uid } from '@/lib/stpa/model'
import type { LinkOperation, Operation } from '@/lib/stpa/operations/types'
import { observations } from './record'
import type { RunCoverage } from './types'

export type TakeOver = {
  /** Links that are not there yet, or say something else. */
  readonly made: readonly LinkOperation[]
  /** Links that the trace does not bear out: the item is bound, and was not seen. */
  readonly takenBack: readonly Link[]
  readonly operations: readonly Operation[]
}

/** What a run shows, brought into the analysis as links of its evidence, its bindings and itself. */
export function takeOver(analysis: Analysis, coverage: RunCoverage, evidence: Uid, run: Uid): TakeOver {
  const made = observations(analysis, coverage, evidence, run).filter((link) => {
    const present = analysis.links.get(linkId(link))
    return present === undefined || present.rationale !== link.rationale
  })
  const takenBack = unseen(coverage, evidence, run).flatMap((link) => analysis.links.get(linkId(link)) ?? [])
  const unlinks = takenBack.map(({ from, name, to }): Operation => ({ op: 'unlink', from, name, to }))
  return { made, takenBack, operations: [...made, ...unlinks] }
}

function unseen({ items }: RunCoverage, evidence: Uid, run: Uid): Pick<Link, 'from' | 'name' | 'to'>[] {
  return items.flatMap(({ uid, state, bindings }) => [
    ...(state === 'notExercised' ? [{ from: evidence, name: 'observes', to: uid }] : []),
    ...bindings
      .filter(({ count, isElsewhere }) => count === 0 && !isElsewhere)
      .map((binding) => ({ from: binding.uid, name: 'observedIn', to: run })),
  ])
}
