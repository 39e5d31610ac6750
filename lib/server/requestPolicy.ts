import type { ErrorBody } from '@/lib/stpa/api'
import { StpaError } from '@/lib/stpa/errors'

/**
 * Bytes of one request body, said by Content-Length. The files of an import go together: 8 MB of YAML and more must
 * fit. Next cuts bodies off at `proxyClientMaxBodySize` (next.config.js), which must stay above this.
 */
export const bodyLimit = 32 * 1024 * 1024

/** What of a request the policy looks at. */
export type RequestFacts = { readonly method: string; readonly headers: Pick<Headers, 'get'> }

/**
 * Without accounts only people at this machine are served, so the only names are those of the loopback. A page of
 * another site that had its own name resolve to 127.0.0.1 (DNS rebinding) still sends that name. The port is left
 * open: it cannot be forged that way, and it differs behind `ssh -L`.
 */
const loopback = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Programs send neither header and are let in; every browser of today sends both with what changes something. */
function isCrossSite({ headers }: RequestFacts, host: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return true
  const origin = headers.get('origin')
  return origin !== null && origin !== `http://${host}` && origin !== `https://${host}`
}

/** Why a request is refused before anything looks at it; undefined: it is not. */
export function refusalOf(request: RequestFacts): StpaError | undefined {
  const host = request.headers.get('host') ?? ''
  if (!loopback.test(host)) {
    return new StpaError('forbidden', 'Only this machine is served: use the address that npm start printed.')
  }
  if (!harmless.has(request.method) && isCrossSite(request, host)) {
    return new StpaError('forbidden', 'This request came from a page of another site and was refused.')
  }
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimit) {
    return new StpaError('tooLarge', `At most ${bodyLimit / 1024 / 1024} MB in one request: split the import.`)
  }
  return undefined
}

/** The answer to a refused request, in the shape of every error of the API. */
export function refusalResponse({ code, message, status, detail }: StpaError): Response {
  const body: ErrorBody = { error: { code, message, detail } }
  return Response.json(body, { status, headers: securityHeaders })
}

export const securityHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
} as const

/**
 * The strict policy of every page: scripts and style elements run by nonce only; what trusted scripts load is trusted.
 * In development React needs `eval`, and Turbopack styles and a web socket of its own.
 */
export function contentSecurityPolicy(nonce: string, development = false): string {
  const styles = development ? "'self' 'unsafe-inline'" : `'self' 'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src ${styles}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * What the API answers is no page: nothing of it runs. Documents bring their styles along, and may be shown inside our
 * own pages.
 */
export const answerPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
