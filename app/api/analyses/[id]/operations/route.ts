import { readJson } from '@/lib/server/body'
import { commit } from '@/lib/server/commit'
import { route } from '@/lib/server/route'
import { commitRequest } from '@/lib/stpa/api'

export const POST = route<'id'>(async ({ request, params, store, author }) => {
  const by = author()
  return commit(store, params.id, by, await readJson(request, commitRequest))
})
