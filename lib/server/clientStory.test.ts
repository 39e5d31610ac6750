import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as changesRoute from '@/app/api/analyses/[id]/changes/route'
import * as operationsRoute from '@/app/api/analyses/[id]/operations/route'
import * as redoRoute from '@/app/api/analyses/[id]/redo/route'
import * as analysisRoute from '@/app/api/analyses/[id]/route'
import * as undoRoute from '@/app/api/analyses/[id]/undo/route'
import { answerOf, Unreachable } from '@/lib/client/request'
import { AnalysisStore } from '@/lib/client/saving/analysisStore'
import type { Line } from '@/lib/client/saving/line'
import type { Operation } from '@/lib/stpa/operations/types'
import { renameAuthor } from './author'
import { readAnalysis } from './read'
import { store } from './store/store'
import { randomFrom } from './testing/random'
import { content, createSample } from './testing/samples'
import { freshDatabase, providers } from './testing/stores'

const seed = Number(process.env.STPA_SEED ?? Math.floor(Math.random() * 1e9))
const steps = 60

type Handler = (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response>
const handlers: Readonly<Record<string, Handler>> = {
  'GET ': analysisRoute.GET,
  'GET changes': changesRoute.GET,
  'POST operations': operationsRoute.POST,
  'POST undo': undoRoute.POST,
  'POST redo': redoRoute.POST,
}

/** Straight into the handlers, over a line that loses a quarter of the questions, or of their answers. */
function lineOf(cookie: string, random: () => number): Line & { isBad: boolean } {
  const line = {
    isBad: true,
    newCommitId: () => randomUUID(),
    sleep: (milliseconds: number) => new Promise<void>((wake) => setTimeout(wake, milliseconds / 200)),
    ask: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      if (line.isBad && random() < 0.25) throw new Unreachable('The line is cut.')
      const [, id = '', last = ''] = /^\/api\/analyses\/([^/]+)\/?(\w*)/.exec(path) ?? []
      const headers = { cookie, 'Content-Type': 'application/json' }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const handler = handlers[`${method} ${last}`]
      if (!handler) throw new Error(`nothing answers to ${method} ${path}`)
      const response = await handler(new Request(`http://localhost${path}`, init), { params: Promise.resolve({ id }) })
      if (line.isBad && random() < 0.25) throw new Unreachable('The line was cut.')
      return answerOf<T>(response)
    },
  }
  return line
}

/** Something to do with what a person sees; some of it is refused, since another one did something meanwhile. */
function editOf(view: AnalysisStore, random: () => number, token: string): Operation[] {
  const hazards = [...view.getView().items.values()].filter(({ kind }) => kind === 'hazard')
  const item = hazards[Math.floor(random() * hazards.length)]
  const chance = random()
  if (!item || chance < 0.3) return [{ op: 'create', uid: token, kind: 'hazard', fields: { text: token } }]
  if (chance < 0.4 && hazards.length > 3) return [{ op: 'remove', uid: item.uid }]
  if (chance < 0.5) return [{ op: 'link', from: item.uid, name: 'leadsTo', to: 'l1' }]
  return [{ op: 'update', uid: item.uid, set: { text: token }, was: { text: item.fields.text } }]
}

describe.each(providers)(`two browsers at a server on %s (STPA_SEED=${seed})`, (provider) => {
  beforeAll(async () => {
    process.env.DATABASE_URL = await freshDatabase(provider)
  })
  afterAll(async () => {
    await (await store()).close()
    Object.assign(globalThis, { stpaStore: undefined })
    delete process.env.DATABASE_URL
  })

  it('show what the database has, after bad lines, refusals and undo', async () => {
    const served = await store()
    const random = randomFrom(seed)
    const id = await createSample(served)
    const first = await readAnalysis(served, id)
    const cookieOf = async (name: string) =>
      (await renameAuthor(served, new Request('http://localhost/'), name)).cookie.split(';')[0] ?? ''
    const lines = [lineOf(await cookieOf('Ann'), random), lineOf(await cookieOf('Bob'), random)]
    const browsers = lines.map((line) => new AnalysisStore(first, line))
    const outcomes: Promise<string>[] = []
    const note = (promise: Promise<unknown>) =>
      outcomes.push(
        promise.then(
          () => 'saved',
          () => 'refused',
        ),
      )
    for (let step = 0; step < steps; step++) {
      const browser = browsers[step % 2] ?? browsers[0]
      if (!browser) break
      if (random() < 0.15) note(browser.revert(random() < 0.6 ? 'undo' : 'redo'))
      else note(browser.commit(editOf(browser, random, `t${step}`)))
      if (random() < 0.3) await browser.refresh()
      if (random() < 0.3) await new Promise((resolve) => setTimeout(resolve, random() * 30))
    }
    for (const line of lines) line.isBad = false
    const told = await Promise.all(outcomes)
    for (const browser of browsers) await browser.refresh()
    const kept = content(await readAnalysis(served, id))
    for (const browser of browsers) {
      expect(browser.getState()).toEqual({ name: 'saved' })
      expect(content(browser.getView())).toEqual(kept)
    }
    const rows = await served.read.change.count({ where: { analysisId: id } })
    expect(rows - 1).toBe(told.filter((outcome) => outcome === 'saved').length)
    expect(told).toContain('refused')
  })
})
