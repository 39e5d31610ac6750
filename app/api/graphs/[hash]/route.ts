import { loadGraph, removeGraph } from '@/lib/server/files/graphs'
import { route } from '@/lib/server/route'

/** The bytes are what their hash says, for ever. */
const headers = { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'private, max-age=31536000, immutable' }

export const GET = route<'hash'>(
  async ({ params, store }) => new Response(await loadGraph(store, params.hash), { headers }),
)

export const DELETE = route<'hash'>(async ({ params, store, author }) => {
  author()
  await removeGraph(store, params.hash)
  return {}
})
