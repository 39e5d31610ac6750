import type { Finding } from '@/lib/stpa/checks/types'
import type { Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'
import { createItem } from './items'

type Dismissal = {
  /** Of what it is dismissed, until that changes; none: of the whole analysis, for good. */
  readonly items: readonly Uid[]
  readonly reason: string
  readonly dismissedBy: string
}

/** Sets a finding aside with a reason: an item of its own. */
export function dismiss({ rule, message }: Finding, { items, ...told }: Dismissal): Operation[] {
  const fields = { rule, ...told }
  if (items.length === 0) return [createItem('dismissal', message, { fields }).operation]
  return items.flatMap((to): Operation[] => {
    const { uid, operation } = createItem('dismissal', message, { fields })
    return [operation, { op: 'link', from: uid, name: 'of', to }]
  })
}
