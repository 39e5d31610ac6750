import { evidenceUses } from '@/lib/server/files/uses'
import { route } from '@/lib/server/route'

export const GET = route<'hash'>(({ params, store }) => evidenceUses(store.read, params.hash))
