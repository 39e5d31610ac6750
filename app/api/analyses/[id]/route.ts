import { removeAnalysis } from '@/lib/server/analyses'
import { route } from '@/lib/server/route'
import { snapshotResponse } from '@/lib/server/snapshot'

export const GET = route<'id'>(({ request, params, store }) => snapshotResponse(store, params.id, request))

export const DELETE = route<'id'>(async ({ params, store, author }) => {
  author()
  await removeAnalysis(store, params.id)
  return {}
})
