import { type ErrorCode, StpaError } from '@/lib/stpa/errors'
import { Unreachable } from '../request'

/**
 * What a failed question means for what waits. `refused`: this edit cannot be carried out, others can. `unreachable`: by
 * nobody's fault, later it will go. `failed`: the server has a defect, or does not let us in. The others say themselves.
 */
export type Meaning = 'refused' | 'unreachable' | 'failed' | 'otherHistory' | 'removed' | 'noName'

const meanings: Partial<Record<ErrorCode, Meaning>> = {
  otherHistory: 'otherHistory',
  notFound: 'removed', // an item that is not there is `gone`
  noAuthor: 'noName',
  forbidden: 'failed',
}

export function meaningOf(error: unknown): Meaning {
  if (error instanceof Unreachable) return 'unreachable'
  return error instanceof StpaError ? (meanings[error.code] ?? 'refused') : 'failed'
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The refusal of an edit that builds on another one, which was refused before. */
export function withReason(error: unknown, because: string | undefined): unknown {
  if (because === undefined || !(error instanceof StpaError)) return error
  const message = `${error.message} It builds on an edit that was refused before: ${because}`
  return new StpaError(error.code, message, error.detail)
}
