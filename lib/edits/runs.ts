import type { Item } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

/** A person stands for a run being normal operation; the reason becomes the rationale of its evidence. */
export function declareNormal({ uid, fields }: Item, reason: string): Operation[] {
  const { nature = null, rationale = null } = fields
  const set = { nature: 'normal', ...(reason === '' ? {} : { rationale: reason }) }
  return [{ op: 'update', uid, set, was: { nature, rationale } }]
}

/** Evidence of what happens on errors that were put in. */
export const declareInjected = ({ uid, fields }: Item): Operation[] => [
  { op: 'update', uid, set: { nature: 'faultInjection' }, was: { nature: fields.nature ?? null } },
]
