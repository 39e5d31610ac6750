import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, refusalOf, refusalResponse, securityHeaders } from '@/lib/server/requestPolicy'

/** Stands before every request: who may ask at all, and what a page may do. */
export function proxy(request: NextRequest): Response {
  const refusal = refusalOf(request)
  if (refusal) return refusalResponse(refusal)
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce) // for the root layout
  headers.set('Content-Security-Policy', policy) // Next puts the nonce on its own scripts when it finds it here
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  return response
}
