import type { Place } from '../errors'
import type { Analysis, Item, Uid } from '../model'
import type { Step } from '../steps'

export type Severity = 'error' | 'warning' | 'hint'

/** What a rule reports: the items concerned, the one to open first; the message is one sentence. */
export type Hit = { readonly items: readonly Item[]; readonly message: string }

/** One rule, as data. Its id is cited in reports, dismissals and SARIF: never reuse one. */
export type Rule = {
  readonly id: string
  readonly severity: Severity
  readonly step: Step
  /** What it asks, as a statement that holds when nothing is found. */
  readonly title: string
  /** What to do about a finding. */
  readonly text: string
  /** Why the method wants it, in one sentence. */
  readonly reason: string
  /** Handbook page, RAFIA table … */
  readonly source: string
  /** `off` until switched on; `linux`: on in an analysis with the Linux profile. */
  readonly enabled: 'on' | 'off' | 'linux'
  /** A rule about what is not there yet: nothing while its step is not started, this one line while it is in work. */
  readonly whileInWork?: {
    readonly summary: (count: number, of: number) => string
    readonly of: (analysis: Analysis) => number
  }
  readonly check: (analysis: Analysis) => Iterable<Hit>
}

/** Data about the analysis, never an exception. `items[0]` is the one to open. */
export type Finding = {
  readonly rule: string
  readonly severity: Severity
  readonly step: Step
  readonly message: string
  readonly items: readonly Uid[]
  /** Where the first item stands in the file that it was imported from. */
  readonly place?: Place
  /** Set on the one line that sums up a rule while its step is in work: of how many items `items` are those concerned. */
  readonly of?: number
  /** Set when a dismissal item holds for it. */
  readonly dismissedBy?: Uid
}

export type CheckResult = {
  /** Open findings: errors first, then warnings, then hints; in the order of the steps. */
  readonly findings: readonly Finding[]
  readonly dismissed: readonly Finding[]
  readonly counts: Readonly<Record<Severity, number>>
}
