import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { StpaError } from '@/lib/stpa/errors'
import { type Refusal, refuse, refuseUnread } from './answer'
import { Connections } from './connections'
import { tellEncoding } from './encoding'
import { refusalBefore } from './gate'
import { type Limits, usualLimits } from './limits'
import { OpenRequests } from './open'

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * The one HTTP server: what stands before Next. Next has no limits for headers and bodies, reads a body whole before a
 * handler can refuse it, answers malformed addresses with pages or with 500, and takes Content-Encoding off what handlers
 * say. Requests that pass are `handle`'s.
 */
export function serverAround(handle: Handle, limits: Limits = usualLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.header,
    headersTimeout: limits.headerTime,
    requestTimeout: limits.requestTime,
    keepAliveTimeout: limits.idleTime,
    connectionsCheckingInterval: limits.look,
    requireHostHeader: false, // refused by the gate, in the shape of every error
  })
  server.maxHeadersCount = 0 // all of them: Node leaves out the rest without a word, and their bytes are bounded
  const open = new OpenRequests(limits)
  const connections = new Connections(limits.connections)
  const take = (request: IncomingMessage, response: ServerResponse, go?: () => void): void => {
    connections.hold(request.socket, response)
    const refusal = refusalBefore(request) ?? open.add(request, response)
    if (refusal) return refuse(request, response, refusal)
    go?.()
    tellEncoding(response)
    void passOn(handle, request, response)
  }
  server.on('connection', (socket) => connections.add(socket))
  server.on('request', (request, response) => take(request, response))
  // Only what passes is told to go on: the body of the rest is never sent.
  server.on('checkContinue', (request, response) => take(request, response, () => response.writeContinue()))
  server.on('checkExpectation', (request, response) => take(request, response))
  server.on('connect', (_request, socket) => refuseUnread(socket, new StpaError('notAllowed', 'This is no proxy.')))
  server.on('clientError', (error, socket) => refuseConnection(open, error, socket))
  const timer = setInterval(() => open.look(), limits.look).unref()
  return server.on('close', () => clearInterval(timer))
}

const bug: Refusal = {
  ...{ code: 'bug', status: 500, detail: {} },
  message: 'The program failed here. Nothing was lost; what happened is in its log.',
}

async function passOn(handle: Handle, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handle(request, response)
  } catch (error) {
    if (response.destroyed) return // who asked is gone
    console.error(`${request.method} ${request.url} failed:`, error)
    if (response.headersSent) response.destroy()
    else refuse(request, response, bug)
  }
}

/** What Node's parser gave up on. Where a request is open on the connection, its answer is the one that is expected. */
function refuseConnection(open: OpenRequests, error: Error & { code?: string }, socket: Duplex): void {
  const one = open.on(socket)
  const isSilent = 'bytesRead' in socket && socket.bytesRead === 0 // browsers open some in advance: nothing was asked
  if (!socket.writable || isSilent || error.code === 'ECONNRESET' || one?.response.headersSent)
    return void socket.destroy()
  const refusal = refusalOfParser(error.code ?? '')
  if (one) refuse(one.request, one.response, refusal)
  else refuseUnread(socket, refusal)
}

function refusalOfParser(code: string): StpaError {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new StpaError('headersTooLarge', 'The headers are too long: remove the cookies of this address.')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new StpaError('timedOut', 'The request did not arrive in time. Send it again.')
  return new StpaError('badRequest', 'This is no request of HTTP/1.1.')
}
