import type { Store } from '../store/store'

/** What a work gets: its job, how it tells of its progress, and whether it is still wanted. */
export type WorkCall = {
  readonly store: Store
  readonly id: string
  readonly title: string
  readonly authorId: string
  readonly authorName: string
  /** What the job was created with; who does the work parses it. */
  readonly parameters: unknown
  readonly signal: AbortSignal
  /** Fraction done, 0 to 1, and in words what is being done. */
  readonly report: (fraction: number, stage: string) => void
}
