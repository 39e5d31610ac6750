import { loadDigest, removeEvidence } from '@/lib/server/files/evidence'
import { route } from '@/lib/server/route'

export const GET = route<'hash'>(async ({ params, store }) => {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return new Response(await loadDigest(store, params.hash), { headers })
})

export const DELETE = route<'hash'>(async ({ params, store, author }) => {
  author()
  await removeEvidence(store, params.hash)
  return {}
})
