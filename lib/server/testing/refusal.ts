import { StpaError } from '@/lib/stpa/errors'

/** The refusal that a promise ends with; anything else fails the test. */
export async function refusal(run: Promise<unknown>): Promise<StpaError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof StpaError) return error
  throw error ?? new Error('was not refused')
}
