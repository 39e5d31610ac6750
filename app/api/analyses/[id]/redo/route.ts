import { route } from '@/lib/server/route'
import { revert } from '@/lib/server/undo'

export const POST = route<'id'>(async ({ params, store, author }) => revert(store, params.id, author(), 'redo'))
