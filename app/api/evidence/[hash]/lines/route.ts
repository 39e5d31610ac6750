import { numberOf } from '@/lib/server/body'
import { loadLines } from '@/lib/server/files/evidence'
import { route } from '@/lib/server/route'

export const GET = route<'hash'>(({ params, query, store }) =>
  loadLines(store, params.hash, numberOf(query, 'from', 1), numberOf(query, 'count', 200)),
)
