import { StpaError } from '@/lib/stpa/errors'

/**
 * Prisma's codes for "somebody was in the way": a key that another transaction wrote meanwhile, a lock not had in time,
 * a deadlock. The operations themselves were checked before, so trying again on the newest revision is right.
 */
const contention = new Set(['P2002', 'P2003', 'P2034', 'P1008'])

export function isContention(error: unknown): boolean {
  return contention.has(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** A database that cannot be written or reached is an expected refusal, not a bug; undefined for any other error. */
export function refusalOf(error: unknown): StpaError | undefined {
  const text = error instanceof Error ? `${codeOf(error)} ${error.message}` : ''
  if (/readonly database|read-only (transaction|file system)|disk is full|SQLITE_FULL|No space left/i.test(text)) {
    return new StpaError(
      'readOnly',
      'The database cannot be written: read-only, or its disk is full. Nothing was saved.',
    )
  }
  if (/P1001|P1002|P1017|P2024|ECONNREFUSED|Can't reach database|Unable to open.{0,300}database file/i.test(text)) {
    return new StpaError(
      'readOnly',
      'The database cannot be reached. Nothing was saved: see that it runs, then try again.',
    )
  }
  return undefined
}
