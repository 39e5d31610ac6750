import { type NextRequest, NextResponse } from 'next/server'
import {
  answerPolicy,
  contentSecurityPolicy,
  refusalOf,
  refusalResponse,
  securityHeaders,
} from '@/lib/server/requestPolicy'

/** Stands before every request: who may ask at all, and what the answer may do in a browser. */
export function proxy(request: NextRequest): Response {
  const refusal = refusalOf(request)
  if (refusal) return refusalResponse(refusal)
  const response = request.nextUrl.pathname.startsWith('/api/') ? answer() : page(request)
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  return response
}

function answer(): NextResponse {
  return NextResponse.next({ headers: { 'Content-Security-Policy': answerPolicy } })
}

function page(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce) // for the root layout
  headers.set('Content-Security-Policy', policy) // Next puts the nonce on its own scripts when it finds it here
  return NextResponse.next({ request: { headers }, headers: { 'Content-Security-Policy': policy } })
}
