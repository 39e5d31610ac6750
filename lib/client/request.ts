import type { ErrorBody } from '@/lib/stpa/api'
import { type ErrorCode, errorStatus, StpaError } from '@/lib/stpa/errors'

/** The server cannot be reached, or cannot do it at present: nothing is lost, the caller may try again. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'

  constructor(
    message: string,
    /** Milliseconds that the server asks to be left alone. */
    readonly retryAfter = 0,
  ) {
    super(message)
  }
}

/** Answers of the server, or of what stands before it, that another try later may change. */
const passing = new Set([408, 429, 502, 503, 504, 507])

/** No word of what becomes of it: that is known to who asked. */
const silence = 'The server does not answer.'

/**
 * The one fetch: JSON (or a form, or bytes) in, JSON out. A refusal of the server becomes the StpaError that it was. An answer that takes
 * longer than `patience` milliseconds is not waited for.
 * @throws StpaError, Unreachable, or Error for a defect of the server
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  patience?: number,
): Promise<T> {
  const init: RequestInit = { method, cache: 'no-store' }
  if (patience !== undefined) init.signal = AbortSignal.timeout(patience)
  if (body !== undefined) {
    const isRaw = body instanceof FormData || body instanceof Blob
    init.body = isRaw ? body : JSON.stringify(body)
    // A form says itself what it is.
    if (body instanceof Blob) init.headers = { 'Content-Type': 'application/octet-stream' }
    else if (!isRaw) init.headers = { 'Content-Type': 'application/json' }
  }
  return answerOf(await fetch(path, init).catch(unreachable))
}

/** What an answer says. @throws StpaError, Unreachable, or Error for a defect of the server */
export async function answerOf<T>(response: Response): Promise<T> {
  // A line that is cut in the middle of the answer fails here.
  const text = await response.text().catch(unreachable)
  const answer = parsed(text)
  if (!response.ok) throw failureOf(response, answer)
  if (answer === undefined) throw new Unreachable('Something else answers in the place of the server.')
  return answer as T // the server's own types: lib/stpa/api.ts
}

function unreachable(): never {
  throw new Unreachable(silence)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function failureOf({ status, headers }: Response, answer: unknown): Error {
  const error = (answer as Partial<ErrorBody> | undefined)?.error // shape of every refusal; of others nothing is known
  const message = error?.message ?? `The server failed (${status}).`
  if (passing.has(status)) return new Unreachable(message, 1_000 * (Number(headers.get('retry-after')) || 0))
  if (error && isCode(error.code)) return new StpaError(error.code, message, error.detail)
  return new Error(message)
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorStatus, code)
