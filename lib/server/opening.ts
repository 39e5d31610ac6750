import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { gzipped } from './http/encoding'
import { headOf, loadBody } from './read'
import { etagOf, isKnown } from './snapshot'
import type { Head, Packed } from './store/cache'
import type { Store } from './store/store'

/** So many revisions a snapshot is behind at most: reading the changes since costs less than packing a new one. */
const mostBehind = 100

/**
 * A snapshot for who asks for the changes since at once, as the browser does: compressed once for many revisions. It may
 * be behind, and says of which revision it is.
 */
export async function openingResponse(store: Store, id: string, request: Request): Promise<Response> {
  const head = await headOf(store, id)
  const known = store.cache.packed(id)
  const packed = known && (await leadsTo(store, id, known, head)) ? known : await pack(store, id)
  const headers = { ETag: etagOf(packed), 'Cache-Control': 'private, no-cache' }
  if (isKnown(request, etagOf(packed))) return new Response(null, { status: 304, headers })
  return gzipped(request, packed.bytes, { ...headers, 'Content-Type': 'application/json' })
}

/** Whether the log leads from a snapshot to the newest revision: not from that of a removed analysis of the same id. */
async function leadsTo(store: Store, id: string, { revision, revisedAt }: Head, head: Head): Promise<boolean> {
  if (revision === head.revision) return revisedAt === head.revisedAt
  if (revision > head.revision || head.revision - revision > mostBehind) return false
  const where = { analysisId_revision: { analysisId: id, revision } }
  const row = await store.read.change.findUnique({ where, select: { at: true } })
  return row?.at.toISOString() === revisedAt
}

// The types leave out whose memory it is.
const compress = promisify(gzip) as (bytes: Uint8Array, options: object) => Promise<Buffer<ArrayBuffer>>

/** Level 3: 15 MB of 38,000 items become 1.1 in 70 ms; level 6 needs 110 for 1.0, level 1 is no faster. */
async function pack(store: Store, id: string): Promise<Packed> {
  const { revision, revisedAt, bytes } = await loadBody(store, id)
  const packed = { revision, revisedAt, bytes: await compress(bytes, { level: 3 }) }
  store.cache.putPacked(id, packed)
  return packed
}
