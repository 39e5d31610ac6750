import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as documentRoute from '@/app/api/analyses/[id]/documents/[document]/route'
import * as exportRoute from '@/app/api/analyses/[id]/export/route'
import * as operationsRoute from '@/app/api/analyses/[id]/operations/route'
import * as analysisRoute from '@/app/api/analyses/[id]/route'
import * as analysesRoute from '@/app/api/analyses/route'
import * as authorRoute from '@/app/api/author/route'
import * as readRoute from '@/app/api/evidence/[hash]/read/route'
import * as evidenceRoute from '@/app/api/evidence/route'
import * as graphsRoute from '@/app/api/graphs/route'
import * as importsRoute from '@/app/api/imports/route'
import type { RunTask } from '@/lib/node/runInWorker'
import { tasks } from '@/lib/node/tasks'
import { importEvidence } from './files/evidence'
import { importGraph } from './files/graphs'
import { createQueuedJob, loadJob } from './jobs/jobs'
import type { WorkCall } from './jobs/workCall'
import { type Store, store as servedStore } from './store/store'
import { refusal } from './testing/refusal'
import { ann, freshDatabase, openTestStore, providers } from './testing/stores'
import { uploaded } from './testing/uploads'

type Handler = (request: Request, context: { params: Promise<never> }) => Promise<Response>

/** The ways by which a text comes in, each as a request that holds it. */
const ways: readonly [
  what: string,
  handler: Handler,
  params: object,
  body: (text: string) => unknown,
  query?: string,
][] = [
  [
    'the title of an analysis',
    analysesRoute.POST,
    {},
    (title) => ({ from: 'blank', title: `x${title}`, profile: 'linux' }),
  ],
  ['the name of an author', authorRoute.PUT, {}, (name) => ({ name: `x${name}` })],
  ['a field', operationsRoute.POST, { id: 'lamp' }, (text) => ({ operations: [creates({ text: `x${text}` })] })],
  [
    'a uid',
    operationsRoute.POST,
    { id: 'lamp' },
    (text) => ({ operations: [{ ...creates({ text: 'x' }), uid: `u${text}` }] }),
  ],
  [
    'the name of a field',
    operationsRoute.POST,
    { id: 'lamp' },
    (text) => ({ operations: [creates({ text: 'x', [`f${text}`]: 1 })] }),
  ],
  [
    'a rationale',
    operationsRoute.POST,
    { id: 'lamp' },
    (text) => ({ operations: [{ op: 'link', from: 'a', name: 'leadsTo', to: 'b', rationale: text }] }),
  ],
  ['a reason', operationsRoute.POST, { id: 'lamp' }, (reason) => ({ operations: [creates({ text: 'x' })], reason })],
  ['the name of evidence', evidenceRoute.POST, {}, (text) => ({ name: `x${text}.strace`, size: 3 })],
  ['rules for reading', evidenceRoute.POST, {}, (rules) => ({ name: 'x.strace', size: 3, options: { rules } })],
  ['rules for reading again', readRoute.POST, { hash: 'none' }, (rules) => ({ rules })],
  ['the name of a graph', graphsRoute.POST, {}, (text) => ({ name: `x${text}.db`, size: 3 })],
  ['the name of a server', graphsRoute.POST, {}, (server) => ({ server })],
  ['the name of a file', importsRoute.POST, {}, (text) => form('stpa: 1\n', `x${text}.yaml`)],
  ['options of an import', importsRoute.POST, {}, (analysis) => form('stpa: 1\n', 'x.yaml', { analysis })],
  [
    'the text of a file',
    importsRoute.POST,
    {},
    (text) => form(`stpa: 1\nloss:\n- key: L-1\n  text: ${JSON.stringify(text)}\n`, 'x.yaml'),
  ],
  ['a format', exportRoute.GET, { id: 'lamp' }, () => undefined, 'format'],
  ['a structure', exportRoute.GET, { id: 'lamp' }, () => undefined, 'structure'],
  ['a chapter', documentRoute.GET, { id: 'lamp', document: 'report' }, () => undefined, 'chapters'],
]

const creates = (fields: object) => ({ op: 'create', uid: 'u', kind: 'hazard', fields })

function form(content: string, name: string, more: object = {}): FormData {
  const made = new FormData()
  made.set('options', JSON.stringify({ dryRun: false, ...more }))
  made.set('files', new File([content], name))
  return made
}

describe.each(providers)('a text that a database would not give back, on %s', (provider) => {
  let [store, url, cookie]: [Store | undefined, string, string] = [undefined, '', '']
  const open = (): Store => store ?? expect.unreachable()

  async function ask(handler: Handler, params: object, body: unknown, query = ''): Promise<Response> {
    const isJson = body !== undefined && !(body instanceof FormData)
    const request = new Request(`http://localhost/api${query}`, {
      headers: { cookie, ...(isJson ? { 'Content-Type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { method: 'POST', body: isJson ? JSON.stringify(body) : (body as FormData) }),
    })
    return handler(request, { params: Promise.resolve(params as never) })
  }

  beforeAll(async () => {
    url = await freshDatabase(provider)
    process.env.DATABASE_URL = url
    // Here, in this process: what a worker would do, without its bundle.
    const runTask: RunTask = (name, request) => tasks[name](request)
    store = await openTestStore(url, runTask)
    Object.assign(globalThis, { stpaStore: Promise.resolve(store) })
    const named = await ask(authorRoute.PUT, {}, { name: 'Ann' })
    cookie = named.headers.get('set-cookie')?.split(';')[0] ?? ''
    await ask(analysesRoute.POST, {}, { from: 'blank', title: 'Lamp', profile: 'linux' })
  })
  afterAll(() => {
    Object.assign(globalThis, { stpaStore: undefined })
    delete process.env.DATABASE_URL
  })

  const counted = async () => {
    const { analysis, change, job, kernelGraph, evidenceFile, source } = open().read
    return Promise.all(
      [analysis, change, job, kernelGraph, evidenceFile, source].map((table) => (table as typeof job).count()),
    )
  }

  it.each(ways)('is refused as %s', async (what, handler, params, body, query) => {
    const before = await counted()
    for (const text of ['\0', 'a\0b', '\ud800', '\udc00x']) {
      // A half character has no form in an address, nor in the name of a file of a form.
      if (what === 'the name of a file' && !text.includes('\0')) continue
      const inAddress = query === undefined ? '' : `?${query}=${text.includes('\0') ? encodeURIComponent(text) : '%00'}`
      const response = await ask(handler, params, body(text), inAddress)
      const { error } = await response.json()
      expect([response.status, error.message]).toEqual([400, expect.stringMatching(/NUL|half a character/)])
    }
    expect(await counted()).toEqual(before)
  })

  it('is refused as an address, before the database is asked', async () => {
    const response = await ask(analysisRoute.GET, { id: 'a\0' }, undefined)
    expect([response.status, (await response.json()).error.code]).toEqual([400, 'badShape'])
  })

  const call = (id: string, more: Partial<WorkCall>): WorkCall => ({
    ...{ store: open(), id, title: 'x', authorId: ann.id, authorName: 'Ann', parameters: {} },
    ...{ signal: new AbortController().signal, report: () => undefined },
    ...more,
  })

  it('is refused as the title of a job, and where a reader found it in a file', async () => {
    expect((await refusal(createQueuedJob(open(), ann, { kind: 'a', title: 'x\0' }))).code).toBe('badShape')
    const about = {
      kernelVersion: '6.1\0',
      note: '',
      format: 'x',
      original: 'x',
      functions: 1,
      calls: 1,
      subsystems: 1,
    }
    const graph = { bytes: new Uint8Array(3), about, report: [], others: [] }
    const read = {
      hash: 'h',
      original: 'o',
      kind: 'trace',
      format: 'x\ud800',
      lines: 1,
      size: 1,
      redacted: '',
      digest: '{}',
      parts: [],
    }
    const found = (result: unknown) => ({ ...open(), runTask: (async () => result) as RunTask })
    const id = await uploaded(open(), { kind: 'none', title: 'x' }, 'abc')
    expect((await refusal(importGraph(call(id, { store: found(graph) })))).code).toBe('badShape')
    const parameters = { options: {}, redaction: {} }
    expect((await refusal(importEvidence(call(id, { store: found(read), parameters })))).code).toBe('badShape')
    expect(await open().read.kernelGraph.count()).toBe(0)
    expect(await open().read.evidenceFile.count()).toBe(0)
    expect((await loadJob(open(), id)).title).toBe('x')
    expect(await servedStore()).toBe(open())
  })

  it('is stored whole where it only looks like one', async () => {
    const text = '\\0 %00 ␀ 😀 e\u0301 \u{10FFFF}'
    const response = await ask(operationsRoute.POST, { id: 'lamp' }, { operations: [creates({ text })] })
    expect(response.status).toBe(200)
    const snapshot = await (await ask(analysisRoute.GET, { id: 'lamp' }, undefined)).json()
    expect(snapshot.items.find(({ uid }: { uid: string }) => uid === 'u').fields.text).toBe(text)
  })
})
