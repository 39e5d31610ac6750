import { removeAnalysis } from '@/lib/server/analyses'
import { openingResponse } from '@/lib/server/opening'
import { route } from '@/lib/server/route'
import { snapshotResponse } from '@/lib/server/snapshot'

/** With `?behind` of any revision of late: for who reads the changes since. */
export const GET = route<'id'>(({ request, params, query, store }) =>
  query.has('behind') ? openingResponse(store, params.id, request) : snapshotResponse(store, params.id, request),
)

export const DELETE = route<'id'>(async ({ params, store, author }) => {
  author()
  await removeAnalysis(store, params.id)
  return {}
})
