import { readBytes } from '@/lib/server/body'
import { bodyLimits } from '@/lib/server/bodyLimits'
import { partNumber, putPart } from '@/lib/server/jobs/jobs'
import { route } from '@/lib/server/route'

export const PUT = route<'id' | 'part'>(async ({ request, params, store, author }) => {
  author()
  await putPart(store, params.id, partNumber(params.part), await readBytes(request, bodyLimits.part))
  return {}
})
