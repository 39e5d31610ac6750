import type { Resource } from '../action'

/** An open file, socket or pipe end: what descriptors stand for. */
export type OpenFile = {
  /** Number of this opening, never given twice. */
  readonly handle: number
  resource: Resource
  /** Its calls are plumbing (noise lists). */
  isNoise: boolean
  /** As the trace wrote it when it was last seen (-y); '' without. */
  annotation: string
  /** More than one descriptor may stand for it. */
  isDuplicated: boolean
}
