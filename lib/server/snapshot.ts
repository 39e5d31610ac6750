import type { Head } from './cache'
import { headOf, loadBody } from './read'
import type { Store } from './store'

/** What tells one state of an analysis from any other, a removed analysis of the same id included. */
export function etagOf({ revision, revisedAt }: Head): string {
  return `W/"${revision}-${Date.parse(revisedAt).toString(36)}"`
}

const headers = (etag: string) => ({ ETag: etag, 'Cache-Control': 'private, no-cache', Vary: 'Accept-Encoding' })

/** The snapshot as an answer: 304 when the asker has it already, compressed when it can read that. */
export async function snapshotResponse(store: Store, id: string, request: Request): Promise<Response> {
  const known = request.headers.get('if-none-match')
  if (known) {
    const etag = etagOf(await headOf(store, id))
    if (known.split(/\s*,\s*/).includes(etag)) return new Response(null, { status: 304, headers: headers(etag) })
  }
  const body = await loadBody(store, id)
  // Sent as it is: Next takes Content-Encoding off what a handler answers (send-response.js, FORBIDDEN_HEADERS) and
  // compresses by itself; bytes compressed here would reach the browser as noise.
  return new Response(streamOf(body.bytes), {
    headers: { ...headers(etagOf(body)), 'Content-Type': 'application/json' },
  })
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
