import { authorOf, renameAuthor } from '@/lib/server/author'
import { readJson } from '@/lib/server/body'
import { route } from '@/lib/server/route'
import { authorRequest } from '@/lib/stpa/api'

/** null: not asked yet. */
export const GET = route(async ({ request }) => authorOf(request) ?? null)

export const PUT = route(async ({ request }) => {
  const { name } = await readJson(request, authorRequest)
  const { author, cookie } = renameAuthor(authorOf(request), name)
  return Response.json(author, { headers: { 'Set-Cookie': cookie, 'Cache-Control': 'no-store' } })
})
