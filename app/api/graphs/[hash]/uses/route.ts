import { route } from '@/lib/server/route'
import { graphUses } from '@/lib/server/uses'

export const GET = route<'hash'>(({ params, store }) => graphUses(store.read, params.hash))
