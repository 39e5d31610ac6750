import type { Uid } from '../model'

/** What a run shows of an item that is bound to calls. */
export type ExerciseState = 'exercised' | 'withError' | 'partial' | 'notExercised' | 'unbound'

export const exerciseStates: readonly { value: ExerciseState; label: string; tone: 'good' | 'warn' | 'quiet' }[] = [
  { value: 'exercised', label: 'Exercised', tone: 'good' },
  { value: 'withError', label: 'Exercised with error', tone: 'warn' },
  { value: 'partial', label: 'Partial', tone: 'warn' },
  { value: 'notExercised', label: 'Not exercised', tone: 'warn' },
  { value: 'unbound', label: 'Unbound', tone: 'quiet' },
]

export type CoverageCell = {
  readonly state: ExerciseState
  /** `48 calls, lines 337 to 575`, `1 call with EAGAIN, line 227`; '' where nothing was seen. */
  readonly words: string
}

export type CoverageRow = {
  readonly uid: Uid
  readonly key: string
  readonly text: string
  readonly kind: string
  /** One per run, in the order of the runs. */
  readonly cells: readonly CoverageCell[]
  /** The best of the runs of normal operation. */
  readonly normal: ExerciseState
  /** All its bindings were confirmed by a person; false without bindings. */
  readonly isConfirmed: boolean
}

export type CoverageRunCard = {
  readonly id: string
  readonly title: string
  readonly workload: string
  readonly nature: 'normal' | 'faultInjection'
  readonly calls: number
  readonly seconds: number | undefined
  /** Each limit with its meaning, those that the file shows and those that a person declared. */
  readonly limits: readonly string[]
}

/**
 * What runs show of the analysis: computed from the traces by lib/trace/coverage each time, and handed in where it is
 * printed. The analysis itself keeps no more of it than its links (`observes`, `was observed in`).
 */
export type CoverageTable = {
  readonly runs: readonly CoverageRunCard[]
  readonly rows: readonly CoverageRow[]
  /** How far it goes, in sentences: beside each share stand runs, durations, limits and errors that were never seen. */
  readonly statements: readonly string[]
  /** Steps that can fail and were never seen to, those that are bound first. */
  readonly neverFailed: readonly string[]
  /** Steps that were never seen to fail, listed or not. */
  readonly neverFailedCount: number
  /** Subsystems that runs used and the structure does not show. */
  readonly missingSubsystems: readonly string[]
}
