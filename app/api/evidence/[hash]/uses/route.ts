import { route } from '@/lib/server/route'
import { evidenceUses } from '@/lib/server/uses'

export const GET = route<'hash'>(({ params, store }) => evidenceUses(store.read, params.hash))
