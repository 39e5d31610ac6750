import { kindOf } from '@/lib/stpa/kinds'
import { type ExerciseState, exerciseStates } from '@/lib/stpa/verification/coverage'

/** A sign beside the word: a state is never told by its colour alone. */
export const stateSigns: Readonly<Record<ExerciseState, string>> = {
  exercised: '✓',
  withError: '!',
  partial: '◐',
  notExercised: '○',
  unbound: '–',
}

const looks: Readonly<Record<ExerciseState, string>> = {
  exercised: 'text-good',
  withError: 'text-error',
  partial: 'text-warning',
  notExercised: 'text-warning',
  unbound: 'text-soft',
}

export const stateLabel = (state: ExerciseState): string =>
  exerciseStates.find(({ value }) => value === state)?.label ?? ''

/** `! Exercised with error` */
export function StateWords({ state }: { state: ExerciseState }) {
  return (
    <span className={`whitespace-nowrap font-medium ${looks[state]}`}>
      <span aria-hidden className="mr-1 inline-block w-3 text-center font-bold">
        {stateSigns[state]}
      </span>
      {stateLabel(state)}
    </span>
  )
}

/** The kinds of items that runs are held against, in the order in which they are listed. */
export const coveredKinds = ['controlAction', 'feedback', 'otherInteraction', 'lossScenario', 'element'] as const

export const pluralOf = (kind: string): string => kindOf(kind).plural
