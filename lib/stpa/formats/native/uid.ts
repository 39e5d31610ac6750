import { digest } from '../../fingerprint'
import type { Uid } from '../../model'

/** The uid that an item of a native file has when none is written: from kind and key, so that it is the same each time. */
export function derivedUid(kind: string, key: string): Uid {
  return `n${digest(['native', kind, key])}`
}
