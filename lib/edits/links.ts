import type { Link, Uid } from '@/lib/stpa/model'
import type { Operation } from '@/lib/stpa/operations/types'

export const link = (from: Uid, name: string, to: Uid): Operation => ({ op: 'link', from, name, to })

export const unlink = ({ from, name, to }: Pick<Link, 'from' | 'name' | 'to'>): Operation => ({
  ...{ op: 'unlink', from, name, to },
})

/** Two links of one name change places. */
export const swap = (one: Link, other: Link): Operation[] => [
  { op: 'link', ...one, order: other.order },
  { op: 'link', ...other, order: one.order },
]
