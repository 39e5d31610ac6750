import type { Phase, Resource } from '../action'
import type { Lines, ProcessFlow, Times } from '../flow/model'

/** A flow under the name of its run. */
export type ComparedRun = { readonly name: string; readonly flow: ProcessFlow }

/** What one run did at a step. */
export type RunStep = {
  /** Ids of the nodes in the run's own flow. */
  readonly nodes: readonly string[]
  /** As the run's own flow has it: `connect TCP:127.0.0.1:18766`. */
  readonly text: string
  /** `48`, `3–5`: how often in a row. */
  readonly count: string
  readonly calls: number
  /** `ok`, a hard error, several in their order (`EAGAIN, ok`); of an exit `exit 1`, `SIGSEGV`. */
  readonly outcome: string
  readonly lines: Lines
  readonly seconds: Times | undefined
}

/** A step that one or more of the runs went through. */
export type ComparedStep = {
  readonly id: string
  readonly phase: Phase
  readonly text: string
  readonly verb: string
  readonly resource: Resource
  readonly says: string
  readonly isExit: boolean
  /** The runs came here alike and left with different outcomes: a diamond. */
  readonly isDecision: boolean
  /** By run; null for one that did not come here. */
  readonly runs: readonly (RunStep | null)[]
}

/** From step to step; `from` is '' where runs begin differently. */
export type ComparedEdge = {
  readonly from: string
  readonly to: string
  /** How the step that it leaves ended: `ok`, `EAGAIN`. */
  readonly outcome: string
  /** Indexes of the runs that went this way. */
  readonly runs: readonly number[]
}

/** Steps that were gone through more than once: from the last one back to the first one. */
export type ComparedLoop = {
  readonly from: string
  readonly to: string
  /** Rounds by run: `48`, `3–5`; null for a run that did not come here. */
  readonly counts: readonly (string | null)[]
}

/**
 * What is not the same: an outcome, a way that not all went (`path`: its first step), how often (`count`), a peer's port
 * (`resource`), the end (`exit`).
 */
export type Difference = {
  readonly kind: 'outcome' | 'path' | 'count' | 'resource' | 'exit'
  /** Id of the step. */
  readonly step: string
  readonly text: string
  /** By run; null for one that did not come here. */
  readonly values: readonly (string | null)[]
  readonly lines: readonly (Lines | null)[]
}

/** Where a run leaves the way of the first one. */
export type Parting = {
  /** Index of the run. */
  readonly run: number
  readonly kind: 'outcome' | 'path' | 'exit'
  /** Step at which they part: the last that both went through; '' when they differ from the start. */
  readonly step: string
  readonly text: string
  /** What the first run and this one did: outcomes, or the next steps. */
  readonly values: readonly [string, string]
  /** Where in the two traces; null where a run has nothing there. */
  readonly lines: readonly [Lines | null, Lines | null]
  /** The error that it comes from, or that is met first behind it; '' for none. */
  readonly error: string
}

/** Runs folded into one automaton. */
export type Comparison = {
  readonly names: readonly string[]
  readonly steps: readonly ComparedStep[]
  readonly edges: readonly ComparedEdge[]
  readonly loops: readonly ComparedLoop[]
  readonly differences: readonly Difference[]
  readonly partings: readonly Parting[]
  /** Flows so long that steps may be the same and yet stand apart. */
  readonly isApproximate: boolean
  /** Indexes of runs whose flow was cut because it was too long. */
  readonly cut: readonly number[]
}
