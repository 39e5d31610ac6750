import type { FieldConflict } from '@/lib/stpa/errors'
import type { Operation } from '@/lib/stpa/operations/types'

/** `yours` of each conflict, as updates that have seen `theirs`. */
export function resolution(chosen: readonly FieldConflict[]): Operation[] {
  return chosen.map(({ uid, field, yours, theirs }) =>
    field === 'key'
      ? { op: 'update', uid, set: {}, was: {}, key: { was: String(theirs), to: String(yours) } }
      : { op: 'update', uid, set: { [field]: yours ?? null }, was: { [field]: theirs ?? null } },
  )
}
