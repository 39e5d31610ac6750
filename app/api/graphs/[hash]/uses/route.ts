import { graphUses } from '@/lib/server/files/uses'
import { route } from '@/lib/server/route'

export const GET = route<'hash'>(({ params, store }) => graphUses(store.read, params.hash))
