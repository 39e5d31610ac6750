import type { IncomingMessage } from 'node:http'
import { StpaError } from '@/lib/stpa/errors'
import { unstorable } from '@/lib/text/storable'
import { refusalOf } from '../requestPolicy'
import { type Door, methodsOf } from './doors'

/**
 * Why a request is refused by its first lines alone, before a byte of its body is read; undefined: it is not. Next reads
 * a body whole before it asks any handler, so that what a handler refuses has cost its memory already.
 */
export function refusalBefore(request: IncomingMessage): StpaError | undefined {
  const url = request.url ?? ''
  const malformed = refusalOfTarget(url) ?? refusalOfHeaders(request)
  if (malformed) return malformed
  const segments = pathOf(url).split('/').map(decodeURIComponent)
  const get = (name: string): string | null => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(', ') : (value ?? null)
  }
  return refusalOf({ method: request.method ?? '', headers: { get } }) ?? refusalOfDoor(request, segments)
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? ''

/** Bytes that a request says it sends. */
export const claimOf = (request: IncomingMessage): number => Number(request.headers['content-length'] ?? 0)

function badRequest(message: string): StpaError {
  return new StpaError('badRequest', message)
}

function refusalOfTarget(url: string): StpaError | undefined {
  if (!url.startsWith('/')) return badRequest('An address begins with a slash: this server passes nothing on.')
  if (/[^\x21-\x7e]/.test(url)) return badRequest('The address holds a sign that must be escaped (%…).')
  try {
    const text = decodeURIComponent(url.replaceAll('+', ' '))
    const found = unstorable(text)
    return found && badRequest(`The address holds ${found}.`)
  } catch {
    return badRequest('The address holds a broken escape: after % come two hexadecimal digits, in UTF-8.')
  }
}

function refusalOfHeaders({ rawHeaders, headers }: IncomingMessage): StpaError | undefined {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts !== 1) return badRequest('A request has one Host header.')
  const expected = headers.expect
  if (expected !== undefined && !/^100-continue$/i.test(expected))
    return badRequest('Only Expect: 100-continue is met.')
  return undefined
}

function refusalOfDoor(request: IncomingMessage, segments: readonly string[]): StpaError | undefined {
  const methods = methodsOf(segments)
  if (!methods) return new StpaError('notFound', 'Nothing of the API is at this address.')
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '')
  const door = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!door) {
    const allowed = allowedOf(methods)
    return new StpaError('notAllowed', `${request.method} does nothing here. What does: ${allowed}.`, { allowed })
  }
  return refusalOfBody(request, door)
}

const allowedOf = (methods: Readonly<Record<string, Door>>): string =>
  Object.keys(methods)
    .flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    .join(', ')

function refusalOfBody(request: IncomingMessage, { body, author }: Door): StpaError | undefined {
  if (request.headers['transfer-encoding'] !== undefined) {
    return new StpaError(
      'lengthRequired',
      'Say how many bytes you send (Content-Length): a body without end is not read.',
    )
  }
  if (claimOf(request) > body) {
    if (body === 0) return badRequest('This request has no body: leave it out.')
    return new StpaError('tooLarge', `At most ${body / 1e6} MB in this request. Split it.`)
  }
  if (author && !/(?:^|;\s*)stpa-author=[^;\s]/.test(request.headers.cookie ?? '')) {
    return new StpaError('noAuthor', 'Say who you are first: every change carries the name of its author.')
  }
  return undefined
}
