import { assertSeen } from '@/lib/server/history'
import { route } from '@/lib/server/route'
import { readRevert, revert } from '@/lib/server/undo'

export const POST = route<'id'>(async ({ request, params, store, author }) => {
  const by = author()
  const { commitId, on } = await readRevert(request)
  await assertSeen(store, params.id, on)
  return revert(store, params.id, by, 'redo', commitId)
})
