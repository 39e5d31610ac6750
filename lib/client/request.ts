import type { ErrorBody } from '@/lib/stpa/api'
import { type ErrorCode, errorStatus, StpaError } from '@/lib/stpa/errors'

/** The server cannot be reached: nothing is lost, the caller may try again. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/**
 * The one fetch: JSON in, JSON out. A refusal of the server becomes the StpaError that it was.
 * @throws StpaError, Unreachable, or Error for a defect of the server
 */
export async function request<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const form = body instanceof FormData
  const init: RequestInit = { method, cache: 'no-store' }
  if (body !== undefined) {
    init.body = form ? body : JSON.stringify(body)
    if (!form) init.headers = { 'Content-Type': 'application/json' }
  }
  const response = await fetch(path, init).catch(() => {
    throw new Unreachable('The server does not answer. What you typed is kept and sent again.')
  })
  if (response.ok) return (await response.json()) as T // the server's own types: lib/stpa/api.ts
  throw await failureOf(response)
}

async function failureOf(response: Response): Promise<Error> {
  const body = (await response.json().catch(() => undefined)) as ErrorBody | undefined // shape of every refusal
  const code = body?.error?.code
  if (code && isCode(code)) return new StpaError(code, body.error.message, body.error.detail)
  return new Error(body?.error?.message ?? `The server failed (${response.status}).`)
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorStatus, code)
