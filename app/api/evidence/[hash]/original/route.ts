import { openOriginal } from '@/lib/server/files/evidence'
import { route } from '@/lib/server/route'

export const GET = route<'hash'>(async ({ params, store }) => {
  const { title, stream } = await openOriginal(store, params.hash)
  const name = encodeURIComponent(`${title.replace(/\.gz$/, '')}.gz`)
  const headers = { 'Content-Type': 'application/gzip', 'Content-Disposition': `attachment; filename*=UTF-8''${name}` }
  return new Response(stream, { headers })
})
