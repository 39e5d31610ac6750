import { readBytes } from '@/lib/server/body'
import { bodyLimits } from '@/lib/server/bodyLimits'
import { partNumber, putPart } from '@/lib/server/jobs/jobs'
import { route } from '@/lib/server/route'

export const PUT = route<'id' | 'part'>(async ({ request, params, store, author }) => {
  const by = author()
  await putPart(store, by, params.id, partNumber(params.part), await readBytes(request, bodyLimits.part))
  return {}
})
