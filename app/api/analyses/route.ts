import { createBlank, listAnalyses } from '@/lib/server/analyses'
import { readJson } from '@/lib/server/body'
import { createFromExample } from '@/lib/server/examples'
import { route } from '@/lib/server/route'
import { createRequest } from '@/lib/stpa/api'

export const GET = route(({ store }) => listAnalyses(store))

export const POST = route(async ({ request, store, author }) => {
  const by = author()
  const wanted = await readJson(request, createRequest)
  return wanted.from === 'blank' ? createBlank(store, by, wanted) : createFromExample(store, by, wanted.name)
})
