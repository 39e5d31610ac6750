import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Author, AuthorCard } from '@/lib/stpa/api'
import { authorKey, makeAuthorKey } from './secret'
import type { Store } from './store/store'

const cookieName = 'stpa-author'
const year = 365 * 24 * 60 * 60

const stored = z.object({ id: z.string().regex(/^[\w-]{1,64}$/), name: z.string().trim().min(1).max(100) })

/** What a cookie says, and whether it is signed with the key of this database: only then it is believed. */
type Claim = { readonly author: Author; readonly isOurs: boolean }

/**
 * Who asks: a name given once and a random id, in a cookie that this server signed. Nobody can take the id of another
 * one, who may be known by it; without accounts it says no more than "the same browser as before".
 */
export async function authorOf(store: Store, request: Request): Promise<Author | undefined> {
  const claim = await claimOf(store, request)
  return claim?.isOurs ? claim.author : undefined
}

/** The name to show or to ask for again; null: nobody gave one here. */
export async function authorCard(store: Store, request: Request): Promise<AuthorCard | null> {
  const claim = await claimOf(store, request)
  if (!claim) return null
  return claim.isOurs ? { name: claim.author.name } : { name: claim.author.name, confirm: true }
}

/** The author under a new name; a signed id stays, so that undo goes on after a change of name. */
export async function renameAuthor(
  store: Store,
  request: Request,
  name: string,
): Promise<{ card: AuthorCard; cookie: string }> {
  const present = await authorOf(store, request)
  const author: Author = { id: present?.id ?? randomUUID(), name }
  const payload = Buffer.from(JSON.stringify(author)).toString('base64url')
  const value = `${payload}.${signatureOf(payload, await makeAuthorKey(store)).toString('base64url')}`
  return { card: { name }, cookie: `${cookieName}=${value}; Path=/; Max-Age=${year}; HttpOnly; SameSite=Strict` }
}

async function claimOf(store: Store, request: Request): Promise<Claim | undefined> {
  const [payload = '', signature = ''] = (cookieOf(request.headers.get('cookie') ?? '') ?? '').split('.')
  const author = parsed(payload)
  if (!author) return undefined
  const key = signature === '' ? undefined : await authorKey(store)
  return { author, isOurs: key !== undefined && isSame(Buffer.from(signature, 'base64url'), signatureOf(payload, key)) }
}

function parsed(payload: string): Author | undefined {
  try {
    return stored.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
  } catch {
    return undefined // not ours, or damaged: asked for again
  }
}

const signatureOf = (payload: string, key: Uint8Array): Buffer => createHmac('sha256', key).update(payload).digest()

/** In a time that says nothing of where two signatures part. */
const isSame = (left: Buffer, right: Buffer): boolean => left.length === right.length && timingSafeEqual(left, right)

function cookieOf(header: string): string | undefined {
  const pairs = header.split(/;\s*/).map((pair) => pair.split('='))
  return pairs.find(([name]) => name === cookieName)?.[1]
}
