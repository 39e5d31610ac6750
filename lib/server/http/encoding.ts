import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** Says that a body is encoded, between a handler and the server around Next, which takes Content-Encoding off. */
const told = 'x-stpa-encoding'

/** Only the server around Next turns `told` into Content-Encoding; `npm run dev` has none. */
const isAround = (): boolean => process.env.STPA_SERVER === 'own'

/** The process serves through the server around Next. */
export function declareAround(): void {
  process.env.STPA_SERVER = 'own'
}

/**
 * An answer from bytes that were compressed once: sent as they are to whoever takes gzip, unpacked for the others.
 * Not for streams of events, which nothing may hold back.
 */
export async function gzipped(
  request: Request,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const control = [headers['Cache-Control'], 'no-transform'].filter(Boolean).join(', ') // Next would compress it again
  const all = { ...headers, 'Cache-Control': control, Vary: 'Accept-Encoding' }
  if (isAround() && takesGzip(request.headers.get('accept-encoding') ?? '')) {
    return new Response(streamOf(bytes), { headers: { ...all, [told]: 'gzip' } })
  }
  return new Response(streamOf(await unpack(bytes)), { headers: all })
}

const unpack = promisify(gunzip) as (bytes: Uint8Array) => Promise<Buffer<ArrayBuffer>> // the types leave out whose memory it is

/** RFC 9110, 12.5.3: the coding by name or by `*`, unless its weight is nought. */
export function takesGzip(accepted: string): boolean {
  const weights = new Map(
    accepted.split(',').map((entry) => {
      const [name = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((each) => each.startsWith('q='))?.slice(2) ?? '1'
      return [name, Number(weight)] as const
    }),
  )
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
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

/** Before the headers of an answer go: what the handler told becomes Content-Encoding. */
export function tellEncoding(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...parts: readonly unknown[]) => ServerResponse // its overloads
  response.writeHead = (...parts: readonly unknown[]) => {
    const encoding = response.getHeader(told)
    if (encoding !== undefined) {
      response.removeHeader(told)
      response.setHeader('Content-Encoding', encoding)
    }
    return writeHead(...parts)
  }
}
