'use client'

import { stateLabel, stateSigns } from '@/components/item/exerciseState'
import type { ExerciseState } from '@/lib/stpa/verification/coverage'

/** What runs showed of a box or an arrow. */
export type CoverageMark = {
  readonly state: ExerciseState
  /** Beside the sign: `EAGAIN`, `not exercised`. */
  readonly short: string
  /** Run by run. */
  readonly words: string
}

/** A sign and a word at a box or an arrow: its colour alone says nothing. */
export function CoverageBadge({ mark }: { mark: CoverageMark | undefined }) {
  if (!mark) return null
  return (
    <span className="diagram-coverage" data-coverage={mark.state} title={mark.words} aria-hidden>
      {stateSigns[mark.state]} {mark.short}
    </span>
  )
}

const states: readonly { readonly state: ExerciseState; readonly help: string }[] = [
  { state: 'exercised', help: 'its calls were seen' },
  { state: 'withError', help: 'its calls were seen, and ended with the error that is named' },
  { state: 'partial', help: 'some of its calls were seen, not all' },
  { state: 'notExercised', help: 'bound to calls that were not seen' },
  { state: 'unbound', help: 'nobody said which call it is' },
]

/** What the marks of runs mean. */
export function CoverageLegend() {
  return (
    <ul className="grid gap-1">
      {states.map(({ state, help }) => (
        <li key={state} className="flex items-center gap-2">
          <span className="diagram-coverage" data-coverage={state}>
            {stateSigns[state]}
          </span>
          {stateLabel(state)}: {help}
        </li>
      ))}
    </ul>
  )
}
