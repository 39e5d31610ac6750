import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Author } from '@/lib/stpa/api'

const cookieName = 'stpa-author'
const year = 365 * 24 * 60 * 60

const stored = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string().trim().min(1).max(100) })

/**
 * Who asks, from the cookie: a name given once and a random id. It says who made a change, it protects nothing (there
 * are no accounts yet, and only this machine is served).
 */
export function authorOf(request: Request): Author | undefined {
  const value = cookieOf(request.headers.get('cookie') ?? '')
  if (value === undefined) return undefined
  try {
    return stored.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  } catch {
    return undefined // not ours, or damaged: asked for again
  }
}

function cookieOf(header: string): string | undefined {
  const pairs = header.split(/;\s*/).map((pair) => pair.split('='))
  return pairs.find(([name]) => name === cookieName)?.[1]
}

/** The author under a new name; the id stays, so that undo goes on after a change of name. */
export function renameAuthor(present: Author | undefined, name: string): { author: Author; cookie: string } {
  const author = { id: present?.id ?? randomUUID(), name }
  const value = Buffer.from(JSON.stringify(author)).toString('base64url')
  return { author, cookie: `${cookieName}=${value}; Path=/; Max-Age=${year}; HttpOnly; SameSite=Strict` }
}
