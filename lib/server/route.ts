import type { Asker } from '@/lib/node/turns'
import type { Author, ErrorBody } from '@/lib/stpa/api'
import { retryAfter, StpaError } from '@/lib/stpa/errors'
import { assertStorable } from '@/lib/stpa/storable'
import { authorOf } from './author'
import { noAuthor } from './files/imports'
import { outside } from './outside'
import { refusalOf } from './store/databaseErrors'
import { type Store, store } from './store/store'

/** What a handler gets: the request and who sent it; what of it the handler trusts, it parses first (body.ts). */
export type Call<Name extends string> = {
  readonly request: Request
  /** Parts of the path, by name. */
  readonly params: Readonly<Record<Name, string>>
  readonly query: URLSearchParams
  readonly store: Store
  /** @throws StpaError noAuthor: for whatever writes */
  readonly author: () => Author
  /** For long work: whose turn it takes, and that whoever left wants nothing more. */
  readonly asker: Asker
}

type Context<Name extends string> = { params: Promise<Record<Name, string>> }

/**
 * The one wrapper of every route handler. A value becomes JSON; a refusal its status and message; anything else is a
 * bug: logged here with what was asked, and answered without its insides.
 */
export function route<Name extends string = never>(
  handle: (call: Call<Name>) => Promise<unknown>,
): (request: Request, context: Context<Name>) => Promise<Response> {
  return async (request, context) => {
    try {
      const { searchParams: query } = new URL(request.url)
      const [params, opened] = [await context.params, await store()]
      assertStorable({ ...Object.fromEntries(query), ...params }, 'The address')
      const by = await authorOf(opened, request)
      const asker: Asker = { who: by?.id ?? '', signal: request.signal }
      const result = await outside(() =>
        handle({
          request,
          params,
          query,
          store: opened,
          asker,
          author: () => by ?? refuse(noAuthor()),
        }),
      )
      return result instanceof Response ? result : json(result, 200)
    } catch (error) {
      return errorResponse(request, error)
    }
  }
}

function refuse(refusal: StpaError): never {
  throw refusal
}

function json(value: unknown, status: number, more: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { 'Cache-Control': 'no-store', ...more } })
}

const bug: ErrorBody['error'] = {
  code: 'bug',
  message: 'The program failed here. Nothing was lost; what happened is in its log.',
  detail: {},
}

/** The answer to what a handler threw; what an operator should know goes to `log`. */
export function errorResponse(
  request: Request,
  error: unknown,
  log: (...words: unknown[]) => void = console.error,
): Response {
  const refusal = error instanceof StpaError ? error : refusalOf(error)
  const asked = `${request.method} ${new URL(request.url).pathname}`
  if (!refusal) log(`${asked} failed:`, error)
  else if (refusal !== error) log(`${asked}: ${refusal.message} (${wordsOf(error)})`)
  if (!refusal) return json({ error: bug } satisfies ErrorBody, 500)
  const { code, message, detail, status } = refusal
  const seconds = retryAfter[code]
  return json({ error: { code, message, detail } } satisfies ErrorBody, status, {
    ...(seconds === undefined ? {} : { 'Retry-After': String(seconds) }),
  })
}

/** What the driver says: its last line, for Prisma puts its own source before it. */
function wordsOf(error: unknown): string {
  const lines = error instanceof Error ? error.message.trim().split('\n') : []
  return lines.at(-1) ?? ''
}

/** A generated file, offered under its name. */
export function fileResponse(file: { text: string; mediaType: string; fileName: string }): Response {
  const plain = file.fileName.replace(/[^\w.-]+/g, '-')
  const headers = {
    'Content-Type': file.mediaType,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    'Cache-Control': 'private, no-cache',
  }
  return new Response(file.text, { headers })
}
