import { gzipped } from '@/lib/node/compress'
import { type Analysis, toSnapshot } from '@/lib/stpa/model'
import type { Body } from './cache'
import { headOf, loadAnalysis } from './read'
import type { Store } from './store'

function makeBody(analysis: Analysis): Body {
  const text = JSON.stringify(toSnapshot(analysis))
  const bytes = new TextEncoder().encode(text)
  let compressed: Promise<Uint8Array<ArrayBuffer>> | undefined
  const gzip = (): Promise<Uint8Array<ArrayBuffer>> => {
    compressed ??= gzipped(bytes)
    return compressed
  }
  return { text, bytes, gzip }
}

/** The JSON form of an analysis, made once per revision. */
export function bodyOf(store: Store, analysis: Analysis): Body {
  return store.cache.body(analysis, makeBody)
}

/** What tells one state of an analysis from any other, a removed analysis of the same id included. */
export function etagOf({ revision, revisedAt }: { revision: number; revisedAt: string }): string {
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
  const analysis = await loadAnalysis(store, id)
  const body = bodyOf(store, analysis)
  const common = { ...headers(etagOf(analysis)), 'Content-Type': 'application/json' }
  if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? ''))
    return new Response(body.bytes, { headers: common })
  return new Response(await body.gzip(), { headers: { ...common, 'Content-Encoding': 'gzip' } })
}
