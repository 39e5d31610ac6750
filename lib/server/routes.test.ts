import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as changesRoute from '@/app/api/analyses/[id]/changes/route'
import * as operationsRoute from '@/app/api/analyses/[id]/operations/route'
import * as analysisRoute from '@/app/api/analyses/[id]/route'
import * as undoRoute from '@/app/api/analyses/[id]/undo/route'
import * as analysesRoute from '@/app/api/analyses/route'
import * as authorRoute from '@/app/api/author/route'
import * as importsRoute from '@/app/api/imports/route'
import { readBody } from './body'
import { store } from './store/store'
import { refusal } from './testing/refusal'
import { freshDatabase, providers } from './testing/stores'

type Handler<Name extends string> = (
  request: Request,
  context: { params: Promise<Record<Name, string>> },
) => Promise<Response>
type Asked = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
  readonly query?: string
}

describe.each(providers)('the API on %s', (provider) => {
  let cookie = ''
  let id = ''

  async function ask<Name extends string>(handler: Handler<Name>, params: Record<Name, string>, asked: Asked = {}) {
    const { method = 'GET', headers = {}, body, query = '' } = asked
    const isJson = body !== undefined && !(body instanceof FormData)
    const request = new Request(`http://localhost/api${query}`, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...(isJson ? { 'Content-Type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    const response = await handler(request, { params: Promise.resolve(params) })
    return { response, status: response.status, json: () => response.json() }
  }

  const post = (body: unknown, headers = {}) => ({ method: 'POST', body, headers })
  const operation = (text: string) => ({ op: 'create', uid: `u-${text}`, kind: 'hazard', fields: { text } })

  beforeAll(async () => {
    process.env.DATABASE_URL = await freshDatabase(provider)
  })
  afterAll(async () => {
    await (await store()).close()
    Object.assign(globalThis, { stpaStore: undefined })
    delete process.env.DATABASE_URL
  })

  it('asks for a name before anything is written, and keeps it in a strict cookie', async () => {
    const blank = { from: 'blank', title: 'Lamp', profile: 'linux' }
    const refused = await ask(analysesRoute.POST, {}, post(blank))
    expect([refused.status, (await refused.json()).error.code]).toEqual([401, 'noAuthor'])
    expect(await (await ask(authorRoute.GET, {})).json()).toBeNull()
    const named = await ask(authorRoute.PUT, {}, { method: 'PUT', body: { name: ' Änn ' } })
    const set = named.response.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/HttpOnly; SameSite=Strict$/)
    cookie = set.split(';')[0] ?? ''
    expect(await named.json()).toEqual({ name: 'Änn' })
    const renamed = await ask(authorRoute.PUT, {}, { method: 'PUT', body: { name: 'Ann' } })
    expect(await renamed.json()).toEqual({ name: 'Ann' })
    const broken = await ask(authorRoute.PUT, {}, { method: 'PUT', body: { name: 'A\nnn' } })
    expect((await broken.json()).error).toMatchObject({
      code: 'badShape',
      message: expect.stringContaining('one line'),
    })
    id = (await (await ask(analysesRoute.POST, {}, post(blank))).json()).id
    expect(id).toBe('lamp')
  })

  it('takes a damaged cookie for none', async () => {
    const damaged = await ask(authorRoute.GET, {}, { headers: { cookie: 'stpa-author=%%%' } })
    expect(await damaged.json()).toBeNull()
  })

  it('lists cards with the counts of their items', async () => {
    const cards = await (await ask(analysesRoute.GET, {})).json()
    expect(cards).toMatchObject([{ id, title: 'Lamp', revision: 1, counts: { analysis: 1 } }])
  })

  it('sends a snapshot once, then 304 until it changes', async () => {
    const first = await ask(analysisRoute.GET, { id })
    const etag = first.response.headers.get('etag') ?? ''
    expect((await first.json()).revision).toBe(1)
    const again = await ask(analysisRoute.GET, { id }, { headers: { 'If-None-Match': etag } })
    expect([again.status, await again.response.text()]).toEqual([304, ''])
    await ask(operationsRoute.POST, { id }, post({ operations: [operation('a')] }))
    const changed = await ask(analysisRoute.GET, { id }, { headers: { 'If-None-Match': etag } })
    expect([changed.status, (await changed.json()).revision]).toEqual([200, 2])
  })

  it('commits, undoes and tells what happened since', async () => {
    const committed = await ask(operationsRoute.POST, { id }, post({ operations: [operation('b')], reason: 'because' }))
    expect(await committed.json()).toMatchObject({ revision: 3, operations: [{ uid: 'u-b', key: 'H-2' }] })
    expect((await ask(undoRoute.POST, { id }, { method: 'POST' })).status).toBe(200)
    const changes = await (await ask(changesRoute.GET, { id }, { query: '?since=2' })).json()
    expect(changes).toMatchObject([
      { revision: 3, action: 'edit', reason: 'because', author: { name: 'Änn' }, reverts: null },
      { revision: 4, action: 'undo', reverts: 3 },
    ])
  })

  it('answers a conflict with both values', async () => {
    const update = (text: string, was: string) => ({
      operations: [{ op: 'update', uid: 'u-a', set: { text }, was: { text: was } }],
    })
    await ask(operationsRoute.POST, { id }, post(update('x', 'a')))
    const refused = await ask(operationsRoute.POST, { id }, post(update('y', 'a')))
    expect(refused.status).toBe(409)
    const { error } = await refused.json()
    expect(error).toMatchObject({ code: 'conflict', detail: { conflicts: [{ yours: 'y', theirs: 'x', was: 'a' }] } })
  })

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['an operation of no shape', { operations: [{ op: 'explode' }] }, {}, 400, 'badShape'],
    ['a reason with a NUL', { operations: [operation('x')], reason: 'a\0b' }, {}, 400, 'badShape'],
    ['no operation at all', { operations: [] }, {}, 400, 'badShape'],
    ['a field that is not asked for', { operations: [operation('x')], more: 1 }, {}, 400, 'badShape'],
    ['another content type', { operations: [operation('x')] }, { 'Content-Type': 'text/plain' }, 400, 'badRequest'],
    ['a body over the limit', { operations: [operation('x'.repeat(8_000_001))] }, {}, 413, 'tooLarge'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const refused = await ask(operationsRoute.POST, { id }, post(body, headers))
    expect([refused.status, (await refused.json()).error.code]).toEqual([status, code])
  })

  it('stops reading a body that says nothing of its length and does not end', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull: (controller) => {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    // `duplex` is wanted by Node for a stream, and missing in the types of the DOM.
    const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    expect(await readBody(new Request('http://localhost/'), 10)).toHaveLength(0)
    expect((await refusal(readBody(new Request('http://localhost/', init), 1_000_000))).code).toBe('tooLarge')
    expect(sent).toBeLessThan(2_000_000)
  })

  it('refuses a form without files, with broken options, or for an analysis that is not there', async () => {
    const form = (options: string, file?: string) => {
      const made = new FormData()
      made.set('options', options)
      if (file !== undefined) made.set('files', new File([file], 'a.yml'))
      return made
    }
    const codes: string[] = []
    for (const body of [
      form('{"dryRun":true}'),
      form('{', 'x'),
      form('{}', 'x'),
      form('{"dryRun":true,"analysis":"no"}', 'x'),
    ]) {
      codes.push((await (await ask(importsRoute.POST, {}, { method: 'POST', body })).json()).error.code)
    }
    expect(codes).toEqual(['badRequest', 'badRequest', 'badShape', 'notFound'])
  })

  it('removes an analysis, and then knows it no more', async () => {
    expect((await ask(analysisRoute.DELETE, { id }, { method: 'DELETE' })).status).toBe(200)
    for (const handler of [analysisRoute.GET, changesRoute.GET]) {
      const gone = await ask(handler, { id })
      expect([gone.status, (await gone.json()).error.code]).toEqual([404, 'notFound'])
    }
  })
})
