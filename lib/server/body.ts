import type { z } from 'zod'
import type { Upload } from '@/lib/node/importFiles'
import { StpaError } from '@/lib/stpa/errors'
import { assertStorable } from '@/lib/stpa/storable'
import { cut } from '@/lib/text/storable'
import { bodyLimits } from './bodyLimits'

/** Reads a body, never more than `limit` bytes of it: what its length header says is not believed. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

function tooLarge(limit: number): StpaError {
  return new StpaError('tooLarge', `The request is over ${limit / 1e6} MB. Split it.`)
}

/** A JSON body of a shape. @throws StpaError tooLarge, badRequest, badShape */
export async function readJson<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new StpaError('badRequest', 'Send JSON, with Content-Type: application/json.')
  }
  const bytes = await readBody(request, bodyLimits.json)
  return parseAs(schema, () => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
}

/**
 * A value of a shape, with no text that a database would not give back.
 * @throws StpaError badRequest when it is no JSON, badShape with the path of the first mistake
 */
export function parseAs<S extends z.ZodType>(schema: S, read: () => unknown): z.output<S> {
  let value: unknown
  try {
    value = read()
  } catch {
    throw new StpaError('badRequest', 'The request is not valid JSON.')
  }
  assertStorable(value)
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path.length ? `${issue.path.join('.')}: ` : ''
  throw new StpaError('badShape', `${path}${issue?.message ?? 'has the wrong shape'}.`)
}

/** Files and the `options` of a form. */
export async function readForm(request: Request): Promise<{ files: Upload[]; options: string }> {
  const contentType = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(contentType)) throw new StpaError('badRequest', 'Send a form with files.')
  const bytes = await readBody(request, bodyLimits.form)
  const form = await new Response(bytes, { headers: { 'Content-Type': contentType } }).formData().catch(() => undefined)
  if (!form) throw new StpaError('badRequest', 'The form cannot be read. Send it again.')
  const options = form.get('options')
  const files: Upload[] = []
  for (const entry of form.getAll('files')) {
    if (typeof entry !== 'string')
      files.push({ name: uploadedName(entry.name), bytes: new Uint8Array(await entry.arrayBuffer()) })
  }
  return { files, options: typeof options === 'string' ? options : '{}' }
}

/** A body that is bytes alone. @throws StpaError badRequest, tooLarge */
export function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^application\/octet-stream\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new StpaError('badRequest', 'Send the bytes themselves, with Content-Type: application/octet-stream.')
  }
  return readBody(request, limit)
}

/** A name for messages and the log: one line, no path of the sender's machine. @throws StpaError badShape */
export function uploadedName(name: string): string {
  assertStorable(name, 'The name of a file')
  const last = name.split(/[\\/]/).at(-1) ?? ''
  return cut(last.replace(/\p{C}/gu, ' ').trim(), 200) || 'file'
}

/** A whole number of a query, `fallback` when it is absent. @throws StpaError badRequest */
export function numberOf(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  if (!/^\d{1,15}$/.test(text)) throw new StpaError('badRequest', `${name}: use a whole number.`)
  return Number(text)
}
