import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import * as changesRoute from '@/app/api/analyses/[id]/changes/route'
import * as undoRoute from '@/app/api/analyses/[id]/undo/route'
import { authorCard, authorOf, renameAuthor } from './author'
import { commit } from './commit'
import { createUpload } from './files/uploads'
import { listJobs } from './jobs/jobs'
import { makeAuthorKey } from './secret'
import { type Store, store as servedStore } from './store/store'
import { create, createSample } from './testing/samples'
import { ann, bob, freshDatabase, freshStore, openTestStore, providers } from './testing/stores'
import { revert } from './undo'

const asking = (cookie: string) => new Request('http://localhost/', { headers: cookie === '' ? {} : { cookie } })
const cookieOf = (set: string): string => set.split(';')[0] ?? ''
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe.each(providers)('who asks, on %s', (provider) => {
  let url: string
  let store: Store
  beforeAll(async () => {
    url = await freshDatabase(provider)
    store = await openTestStore(url)
  })

  const named = async (name: string, by = store, before = '') =>
    cookieOf((await renameAuthor(by, asking(before), name)).cookie)

  it('is believed by every server of the database, with the same id through a change of name', async () => {
    const other = await openTestStore(url)
    const [first, second] = await Promise.all([named('Ann', store), named('Bob', other)])
    const [annHere, bobHere] = [await authorOf(other, asking(first)), await authorOf(store, asking(second))]
    expect([annHere?.name, bobHere?.name]).toEqual(['Ann', 'Bob'])
    const renamed = await authorOf(other, asking(await named('Änn', store, first)))
    expect(renamed).toEqual({ id: annHere?.id, name: 'Änn' })
  })

  it('is not believed with the id of another one, with a changed name, or with a signature cut short', async () => {
    const cookie = await named('Ann')
    const author = await authorOf(store, asking(cookie))
    const [payload = '', signature = ''] = cookie.slice('stpa-author='.length).split('.')
    const forged = [
      `${encoded(author)}`,
      `${encoded({ ...author, name: 'Bob' })}.${signature}`,
      `${payload}.${signature.slice(0, -4)}`,
      `${payload}.`,
      `${payload}.${'A'.repeat(43)}`,
      `${encoded(author)}.${(await named('Bob')).split('.')[1]}`,
    ]
    for (const value of forged) expect(await authorOf(store, asking(`stpa-author=${value}`)), value).toBeUndefined()
    expect((await authorOf(store, asking(`stpa-author=${payload}.${signature}`)))?.id).toBe(author?.id)
  })

  it('keeps the name of a cookie from before the signatures, to be given once more, under an id of its own', async () => {
    const old = `stpa-author=${encoded({ id: 'author-ann', name: 'Ann' })}`
    expect(await authorCard(store, asking(old))).toEqual({ name: 'Ann', confirm: true })
    const again = await named('Ann', store, old)
    expect(await authorCard(store, asking(again))).toEqual({ name: 'Ann' })
    expect((await authorOf(store, asking(again)))?.id).not.toBe('author-ann')
    expect(await authorCard(store, asking(''))).toBeNull()
    expect(await authorCard(store, asking('stpa-author=%%%'))).toBeNull()
  })

  it('is somebody else in another database', async () => {
    const other = await freshStore(provider)
    const cookie = await named('Ann')
    expect(await authorCard(other, asking(cookie))).toEqual({ name: 'Ann', confirm: true })
    await named('Bob', other)
    expect(await authorOf(other, asking(cookie))).toBeUndefined()
  })

  it('is named in the log and in the jobs, and nowhere by the id', async () => {
    const id = await createSample(store)
    await commit(store, id, ann, { operations: [create('x', 'hazard', 'x')] })
    await commit(store, id, bob, { operations: [create('y', 'hazard', 'y')] })
    await revert(store, id, ann, 'undo')
    await createUpload(store, bob, { kind: 'kernelImport', title: 'x', size: 1 })
    const rows = await store.read.change.findMany({ where: { analysisId: id }, orderBy: { revision: 'asc' } })
    expect(rows.map(({ action, authorId }) => [action, authorId])).toEqual([
      ['edit', ann.id],
      ['edit', ann.id],
      ['edit', bob.id],
      ['undo', ann.id],
    ])
    const told = JSON.stringify([await answer(changesRoute.GET, id, url), await listJobs(store, 'kernelImport')])
    expect(told).toContain('"author":{"name":"Bob"}')
    expect(told).not.toMatch(/author-(ann|bob)/)
  })

  it('cannot take back what somebody else did by their id alone', async () => {
    const id = await createSample(store)
    await commit(store, id, ann, { operations: [create('x', 'hazard', 'x')] })
    const forged = `stpa-author=${encoded(ann)}.${(await named('Bob')).split('.')[1]}`
    const refused = await answer(undoRoute.POST, id, url, { method: 'POST', headers: { cookie: forged } })
    expect(refused).toMatchObject({ error: { code: 'noAuthor' } })
  })
})

it('the key of the authors is in a file that nobody else of this machine can read', async () => {
  const url = await freshDatabase('sqlite')
  await makeAuthorKey(await openTestStore(url))
  for (const file of ['', '-wal']) expect(statSync(`${fileURLToPath(url)}${file}`).mode & 0o777).toBe(0o600)
})

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>

/** Asks a route, served from this database. */
async function answer(handler: Handler, id: string, url: string, init: RequestInit = {}): Promise<unknown> {
  process.env.DATABASE_URL = url
  try {
    const response = await handler(new Request('http://localhost/api', init), { params: Promise.resolve({ id }) })
    return await response.json()
  } finally {
    await (await servedStore()).close()
    Object.assign(globalThis, { stpaStore: undefined })
    delete process.env.DATABASE_URL
  }
}
