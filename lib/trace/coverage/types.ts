import type { Uid } from '@/lib/stpa/model'
import type { ExerciseState } from '@/lib/stpa/verification/coverage'
import type { Phase, ResourceKind } from '../action'
import type { FlagCode } from '../model'

/** What is known of a run before its trace is read. */
export type RunOf = {
  /** Uid of a run of the analysis, or the name of the file. */
  readonly id: string
  readonly title: string
  /** The command that ran; bindings may be about one command alone. */
  readonly workload: string
  /** As a person declared it; without it the trace decides. */
  readonly nature?: 'normal' | 'faultInjection'
  /** Why a run with tampered calls may count as normal operation all the same. */
  readonly natureReason?: string
  readonly declaredLimits?: readonly string[]
}

/** An order or a time that did not hold, at a line of the trace. */
export type OrderViolation = {
  readonly line: number
  readonly kind: 'before' | 'late'
  /** Keys of the bindings that it should have come after. */
  readonly after: readonly string[]
  /** Milliseconds, where it was too late. */
  readonly took: number | undefined
}

/** Times between a binding and what it comes after, in seconds. */
export type Gaps = { readonly count: number; readonly least: number; readonly most: number; readonly sum: number }

export type BindingCoverage = {
  readonly uid: Uid
  readonly key: string
  readonly isConfirmed: boolean
  readonly isForbidden: boolean
  /** It is about another command. */
  readonly isElsewhere: boolean
  readonly count: number
  /** Hard errors that it did not ask for: name → how often. */
  readonly errors: Readonly<Record<string, number>>
  /** Matched calls that the tracer tampered with. */
  readonly injected: number
  /** Lines of the trace, the first ones; 0 for none. */
  readonly lines: readonly number[]
  readonly firstLine: number
  readonly lastLine: number
  /** Seconds from the first to the last, where the trace has times. */
  readonly seconds: number | undefined
  readonly gaps: Gaps | undefined
  readonly violations: readonly OrderViolation[]
  /** All of them, those that are not listed too. */
  readonly violationCount: number
  readonly atLeast: number
  readonly atMost: number | undefined
}

export type ItemCoverage = {
  readonly uid: Uid
  readonly key: string
  readonly text: string
  readonly kind: string
  readonly state: ExerciseState
  readonly bindings: readonly BindingCoverage[]
}

/** What was done to one resource by one verb, over a whole run; plumbing of the runtime is left out. */
export type Step = {
  readonly verb: string
  readonly resource: string
  readonly resourceKind: ResourceKind
  readonly phase: Phase
  readonly count: number
  /** How many of them a binding knows. */
  readonly bound: number
  /** `ioctl ok`, `flock EAGAIN` → how often: system call and outcome. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Hard errors. */
  readonly errors: number
  readonly firstLine: number
  /** Sections of MAINTAINERS: of what it acts on, and of the system call; none where nobody said. */
  readonly subsystems: readonly string[]
}

export type RunFlag = { readonly code: FlagCode; readonly count: number; readonly line: number }

export type RunCoverage = {
  readonly run: RunOf
  readonly nature: 'normal' | 'faultInjection'
  /** Calls that were looked at, and those of them that are plumbing. */
  readonly calls: number
  readonly noise: number
  readonly seconds: number | undefined
  readonly flags: readonly RunFlag[]
  readonly items: readonly ItemCoverage[]
  readonly steps: readonly Step[]
  /** Calls whose step is not listed: there are more different ones than are kept. */
  readonly cut: number
}
