import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorBody } from '@/lib/stpa/api'
import { answerPolicy, securityHeaders } from '../requestPolicy'

/** What an answer says: a StpaError, or a bug. */
export type Refusal = ErrorBody['error'] & { readonly status: number }

/** What is still taken of a body that nobody reads, so that its sender sees the answer and not a broken connection. */
const lingering = { bytes: 1_000_000, milliseconds: 1_000 } as const

/** Answers a request that is refused, in the shape of every error; what of its body is still to come is not read. */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const body = bodyOf(refusal)
  response.writeHead(refusal.status, { ...headersOf(refusal, body), ...(isRead(request) ? {} : closing) })
  if (request.method === 'HEAD') return void response.end()
  if (isRead(request)) return void response.end(body)
  response.write(body) // all of it: only the closing of the connection waits
  discard(request, () => response.end())
}

/** Nothing of the request is left on the connection. */
const isRead = (request: IncomingMessage): boolean => request.complete || !hasBody(request)

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

const closing = { Connection: 'close' }

function discard(request: IncomingMessage, end: () => void): void {
  let size = 0
  const timer = setTimeout(end, lingering.milliseconds)
  const stop = (): void => {
    clearTimeout(timer)
    end()
  }
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > lingering.bytes) stop()
  })
  request.once('end', stop).once('error', stop)
}

/** Answers on a connection whose request could not even be read, and closes it. */
export function refuseUnread(socket: Duplex, refusal: Refusal): void {
  const body = bodyOf(refusal)
  const lines = Object.entries({ ...headersOf(refusal, body), ...closing }).map(([name, value]) => `${name}: ${value}`)
  const first = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`
  socket.end(`${[first, ...lines].join('\r\n')}\r\n\r\n${body}`)
  setTimeout(() => socket.destroy(), lingering.milliseconds)
}

function bodyOf({ code, message, detail }: Refusal): string {
  return JSON.stringify({ error: { code, message, detail } } satisfies ErrorBody)
}

function headersOf({ status, detail }: Refusal, body: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'Content-Security-Policy': answerPolicy,
    ...securityHeaders,
    ...(detail.allowed === undefined ? {} : { Allow: detail.allowed }),
    ...(status === 503 ? { 'Retry-After': '1' } : {}),
  }
}
