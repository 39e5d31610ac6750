import { readJson } from '@/lib/server/body'
import { commit } from '@/lib/server/commit'
import { assertSeen } from '@/lib/server/history'
import { route } from '@/lib/server/route'
import { commitRequest } from '@/lib/stpa/api'

export const POST = route<'id'>(async ({ request, params, store, author }) => {
  const by = author()
  const { on, ...wanted } = await readJson(request, commitRequest)
  await assertSeen(store, params.id, on)
  return commit(store, params.id, by, wanted)
})
