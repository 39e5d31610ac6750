import { z } from 'zod'
import { parseAs } from '@/lib/server/body'
import { changesSince, pageLimit } from '@/lib/server/history'
import { route } from '@/lib/server/route'

const page = z.object({
  since: z.coerce.number().int().min(0).max(2_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(pageLimit).default(pageLimit),
  inverse: z.enum(['0', '1']).default('0'),
})

export const GET = route<'id'>(({ params, query, store }) => {
  const { since, limit, inverse } = parseAs(page, () => Object.fromEntries(query))
  return changesSince(store, params.id, since, limit, inverse === '1')
})
