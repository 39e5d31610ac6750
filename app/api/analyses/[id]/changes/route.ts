import { z } from 'zod'
import { parseAs } from '@/lib/server/body'
import { assertSeen, changesSince } from '@/lib/server/history'
import { route } from '@/lib/server/route'
import { pageLimit } from '@/lib/stpa/api'

const page = z.object({
  since: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  at: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(pageLimit).default(pageLimit),
  inverse: z.enum(['0', '1']).default('0'),
})

export const GET = route<'id'>(async ({ params, query, store }) => {
  const { since, at, limit, inverse } = parseAs(page, () => Object.fromEntries(query))
  await assertSeen(store, params.id, at === undefined ? undefined : { revision: since, revisedAt: at })
  return changesSince(store, params.id, since, limit, inverse === '1')
})
