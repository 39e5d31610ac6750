import { randomBytes } from 'node:crypto'
import type { Store } from './store/store'

const name = 'authors'
const known = new WeakMap<Store, Uint8Array>()

/** The key that authors' cookies are signed with; undefined before anybody gave a name. It never leaves the server. */
export async function authorKey(store: Store): Promise<Uint8Array | undefined> {
  const remembered = known.get(store)
  if (remembered) return remembered
  const row = await store.read.secret.findUnique({ where: { name }, select: { value: true } })
  if (row) known.set(store, row.value)
  return row?.value
}

/** The same, made when there is none: the first of several servers makes it, the others read what it made. */
export async function makeAuthorKey(store: Store): Promise<Uint8Array> {
  const present = await authorKey(store)
  if (present) return present
  const value = new Uint8Array(randomBytes(32))
  const at = new Date()
  await store.write.$executeRaw`INSERT INTO "Secret" ("name", "value", "createdAt") VALUES (${name}, ${value}, ${at})
    ON CONFLICT ("name") DO NOTHING`
  const made = await authorKey(store)
  if (!made) throw new Error('the key of the authors was written and is not there')
  return made
}
