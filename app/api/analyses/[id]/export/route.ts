import { exportResponse } from '@/lib/server/documents'
import { route } from '@/lib/server/route'

export const GET = route<'id'>(({ params, query, store, asker }) => exportResponse(store, params.id, query, asker))
