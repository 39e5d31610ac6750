import { headOf, loadBody } from './read'
import type { Head } from './store/cache'
import type { Store } from './store/store'

/** What tells one state of an analysis from any other, a removed analysis of the same id included. */
export function etagOf({ revision, revisedAt }: Head): string {
  return `W/"${revision}-${Date.parse(revisedAt).toString(36)}"`
}

/**
 * `no-transform`: sent as it is. Next takes Content-Encoding off what a handler answers (send-response.js,
 * FORBIDDEN_HEADERS), so that bytes compressed once per revision would reach the browser as noise, and would compress
 * 6 MB anew for each answer (250 ms) on the way to a browser on this very machine (30 ms).
 */
const headers = (etag: string) => ({ ETag: etag, 'Cache-Control': 'private, no-cache, no-transform' })

/** The snapshot as an answer: 304 when the asker has it already. */
export async function snapshotResponse(store: Store, id: string, request: Request): Promise<Response> {
  if (request.headers.has('if-none-match')) {
    const etag = etagOf(await headOf(store, id))
    if (isKnown(request, etag)) return new Response(null, { status: 304, headers: headers(etag) })
  }
  const body = await loadBody(store, id)
  const type = { 'Content-Type': 'application/json' }
  return new Response(streamOf(body.bytes), { headers: { ...headers(etagOf(body)), ...type } })
}

/** The asker has this state already. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match') ?? ''
  return known.split(',').some((one) => one.trim() === etag)
}

/** As a stream of one chunk: `new Response(bytes)` would copy them all first. */
function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes)
      controller.close()
    },
  })
}
