import { readBytes } from '@/lib/server/body'
import { bodyLimits } from '@/lib/server/bodyLimits'
import { partNumber, putPart } from '@/lib/server/files/uploads'
import { route } from '@/lib/server/route'

export const PUT = route<'id' | 'part'>(async ({ request, params, store, author }) => {
  const [by, part] = [author(), partNumber(params.part)]
  await putPart(store, by, params.id, part, await readBytes(request, bodyLimits.part))
  return {}
})
