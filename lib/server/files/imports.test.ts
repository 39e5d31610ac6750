import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { inWorkers } from '@/lib/node/runInWorker'
import { importOptions } from '@/lib/stpa/api'
import { seed } from '@/prisma/seed'
import { listAnalyses, removeAnalysis } from '../analyses'
import { createFromExample } from '../examples'
import { changesSince } from '../history'
import { readAnalysis } from '../read'
import type { Store } from '../store/store'
import { bundle } from '../testing/bundle'
import { refusal } from '../testing/refusal'
import { ann, freshDatabase, freshStore, openTestStore, providers } from '../testing/stores'
import { revert } from '../undo'
import { importUploads } from './imports'

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) })
const lamp = (loss: string) =>
  file(
    'lamp.stpa.yaml',
    `stpa: 1
analysis:
- key: AN-1
  text: Lamp
loss:
- key: L-1
  text: ${loss}
hazard:
- key: H-1
  text: No light
  leadsTo: [L-1]
`,
  )
const options = (more: object = {}) => importOptions.parse({ dryRun: false, ...more })

describe.each(providers)('imports on %s', (provider) => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore(
      await freshDatabase(provider),
      inWorkers({ script: await bundle('lib/node/worker.ts') }),
    )
  })

  it('writes nothing in a dry run, and needs no author for it', async () => {
    const before = await listAnalyses(store)
    const outcome = await importUploads(store, undefined, [lamp('Life')], options({ dryRun: true }))
    expect(outcome).toMatchObject({ analysis: null, revision: null, title: 'Lamp', formats: ['native'] })
    expect(outcome.counts).toMatchObject({ loss: 1, hazard: 1 })
    expect(await listAnalyses(store)).toEqual(before)
    expect(await store.read.blob.count()).toBe(0)
    expect((await refusal(importUploads(store, undefined, [lamp('Life')], options()))).code).toBe('noAuthor')
  })

  it('makes one change with action import, and keeps the originals by their hash', async () => {
    const upload = lamp('Life')
    const { analysis, revision } = await importUploads(store, ann, [upload], options())
    const id = analysis ?? ''
    expect(revision).toBe(1)
    expect((await changesSince(store, id, 0)).map((change) => change.action)).toEqual(['import'])
    const [source] = await store.read.source.findMany({ where: { analysisId: id }, include: { blob: true } })
    const hash = createHash('sha256').update(upload.bytes).digest('hex')
    expect(source).toMatchObject({ name: 'lamp.stpa.yaml', format: 'native', hash, revision: 1 })
    expect(gunzipSync(source?.blob.content ?? new Uint8Array())).toEqual(Buffer.from(upload.bytes))
    expect(source?.blob.size).toBe(upload.bytes.length)
    const again = await importUploads(store, ann, [upload], options({ analysis: id }))
    expect(again.revision).toBe(1)
  })

  const losses = (text: string) => file('losses.yml', `Losses:\n- Identifier: L-1\n  Text: ${text}\n`)

  it('brings a newer version of a file in as one more change, which can be undone', async () => {
    const { analysis } = await importUploads(store, ann, [losses('Life')], options())
    const id = analysis ?? ''
    const { revision, changes } = await importUploads(store, ann, [losses('Life and limb')], options({ analysis: id }))
    expect([revision, changes.map((change) => change.change)]).toEqual([2, ['changed']])
    const loss = async () => [...(await readAnalysis(store, id)).items.values()].find((item) => item.kind === 'loss')
    expect((await loss())?.fields.text).toBe('Life and limb')
    await revert(store, id, ann, 'undo')
    expect((await loss())?.fields.text).toBe('Life')
  })

  it('keeps the same bytes once, until the last analysis that came from them is removed', async () => {
    const upload = lamp('Shared')
    const hash = createHash('sha256').update(upload.bytes).digest('hex')
    const first = await importUploads(store, ann, [upload, upload], options())
    const second = await importUploads(store, ann, [upload], options())
    expect(first.analysis).not.toBe(second.analysis)
    const names = await store.read.source.findMany({
      where: { analysisId: first.analysis ?? '' },
      select: { name: true },
    })
    expect(names.map(({ name }) => name).sort()).toEqual(['lamp.stpa.yaml', 'lamp.stpa.yaml (2)'])
    await removeAnalysis(store, first.analysis ?? '')
    expect(await store.read.blob.count({ where: { hash } })).toBe(1)
    await removeAnalysis(store, second.analysis ?? '')
    expect(await store.read.blob.count({ where: { hash } })).toBe(0)
  })

  it.each([
    ['an empty file', file('empty.yml', ''), 'unreadable'],
    ['a binary file', { name: 'x.bin', bytes: new Uint8Array([1, 0, 2, 0]) }, 'unreadable'],
    ['a file of no known format', file('x.txt', 'just words'), 'unknownFormat'],
    ['a file over the limit', { name: 'big.yml', bytes: new Uint8Array(24_000_001).fill(32) }, 'tooLarge'],
  ])('refuses %s and writes nothing', async (_, upload, code) => {
    const before = await listAnalyses(store)
    expect((await refusal(importUploads(store, ann, [upload], options()))).code).toBe(code)
    expect(await listAnalyses(store)).toEqual(before)
  })

  it('refuses more bytes than one import may have, and an analysis that is not there', async () => {
    const half = { name: 'half.yml', bytes: new Uint8Array(12_000_000) }
    expect((await refusal(importUploads(store, ann, [half, half, half], options()))).code).toBe('tooLarge')
    const missing = importUploads(store, ann, [lamp('x')], options({ analysis: 'nowhere' }))
    expect((await refusal(missing)).code).toBe('notFound')
  })

  it('makes an analysis from an example, and knows none that leads elsewhere', async () => {
    expect((await refusal(createFromExample(store, ann, 'no-such-example'))).code).toBe('notFound')
  })
})

describe('the seed', () => {
  it.each(providers)('loads the example into an empty %s database once, with its original', async (provider) => {
    const url = await freshDatabase(provider)
    expect([await seed(url), await seed(url)]).toEqual([true, false])
    const store = await openTestStore(url)
    const [card, ...others] = await listAnalyses(store)
    expect([others.length, card?.id, card?.revision]).toEqual([0, 'telltale', 1])
    expect(card?.counts.unsafeControlAction).toBeGreaterThanOrEqual(25)
    expect(await store.read.blob.count()).toBe(1)
  })

  it('writes nothing where an analysis is there already', async () => {
    const url = await freshDatabase('sqlite')
    const store = await openTestStore(url)
    await importUploads({ ...store, runTask: await inline() }, ann, [lamp('x')], options())
    expect(await seed(url)).toBe(false)
    expect(await listAnalyses(store)).toHaveLength(1)
  })
})

async function inline(): Promise<Store['runTask']> {
  const { tasks } = await import('@/lib/node/tasks')
  return (name, request) => tasks[name](request)
}

describe('a worker', () => {
  const many = Array.from({ length: 20_000 }, (_, index) => `- key: L-${index}\n  text: loss ${index}\n`).join('')
  const large = file('large.stpa.yaml', `stpa: 1\nloss:\n${many}`)

  it('is stopped when it needs more time than it may have', async () => {
    const store = {
      ...(await freshStore('sqlite')),
      runTask: inWorkers({ script: await bundle('lib/node/worker.ts'), seconds: 0.05 }),
    }
    expect((await refusal(importUploads(store, ann, [large], options({ dryRun: true })))).code).toBe('tooSlow')
  })

  it('is stopped when it needs more memory than it may have, and the program lives on', async () => {
    const runTask = inWorkers({ script: await bundle('lib/node/worker.ts'), megabytes: 24 })
    const store = { ...(await freshStore('sqlite')), runTask }
    expect((await refusal(importUploads(store, ann, [large], options({ dryRun: true })))).code).toBe('tooLarge')
  })

  it('is stopped when who asked is gone, and frees its slot', async () => {
    const runTask = inWorkers({ script: await bundle('lib/node/worker.ts') }, 1)
    const store = { ...(await freshStore('sqlite')), runTask }
    const control = new AbortController()
    const asked = (signal?: AbortSignal) =>
      importUploads(store, ann, [large], options({ dryRun: true }), undefined, { who: ann.id, signal })
    const [running, waiting] = [refusal(asked(control.signal)), refusal(asked(control.signal))]
    setTimeout(() => control.abort(), 50)
    expect([(await running).code, (await waiting).code]).toEqual(['gone', 'gone'])
    expect((await asked()).counts.loss).toBe(20_000)
  })

  it('leaves the program free to answer others meanwhile', async () => {
    const store = {
      ...(await freshStore('sqlite')),
      runTask: inWorkers({ script: await bundle('lib/node/worker.ts') }),
    }
    let running = true
    const outcome = importUploads(store, ann, [large], options({ dryRun: true })).finally(() => {
      running = false
    })
    let answers = 0
    while (running) {
      await listAnalyses(store)
      await new Promise((resolve) => setTimeout(resolve, 5))
      answers++
    }
    expect((await outcome).counts.loss).toBe(20_000)
    expect(answers).toBeGreaterThan(10)
  })

  it('gives the refusals of its task, and lets the next ones have their turn', async () => {
    const run = inWorkers({ script: await bundle('lib/node/worker.ts') }, 1)
    const request = { files: [file('a.yml', '')], base: null, settings: {} }
    const ends = await Promise.all([1, 2, 3].map(() => refusal(run('import', request))))
    expect(ends.map((error) => error.code)).toEqual(['unreadable', 'unreadable', 'unreadable'])
  })
})
