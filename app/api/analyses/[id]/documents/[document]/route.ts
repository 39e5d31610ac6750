import { documentResponse } from '@/lib/server/documents'
import { route } from '@/lib/server/route'

export const GET = route<'id' | 'document'>(({ params, query, store, asker }) =>
  documentResponse(store, params.id, params.document, query, asker),
)
