import { authorCard, renameAuthor } from '@/lib/server/author'
import { readJson } from '@/lib/server/body'
import { route } from '@/lib/server/route'
import { authorRequest } from '@/lib/stpa/api'

/** null: not asked yet. */
export const GET = route(({ request, store }) => authorCard(store, request))

export const PUT = route(async ({ request, store }) => {
  const { name } = await readJson(request, authorRequest)
  const { card, cookie } = await renameAuthor(store, request, name)
  return Response.json(card, { headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } })
})
