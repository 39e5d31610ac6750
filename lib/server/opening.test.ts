import { beforeAll, describe, expect, it } from 'vitest'
import { type Analysis, type AnalysisSnapshot, fromSnapshot } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { createAnalysis, removeAnalysis } from './analyses'
import { commit } from './commit'
import { changesSince } from './history'
import { openingResponse } from './opening'
import { readAnalysis } from './read'
import type { Store } from './store/store'
import { content, create, createSample, sample } from './testing/samples'
import { ann, bob, freshDatabase, openTestStore, providers } from './testing/stores'

describe.each(providers)('opening an analysis on %s', (provider) => {
  let store: Store
  let other: Store
  beforeAll(async () => {
    const url = await freshDatabase(provider)
    store = await openTestStore(url)
    other = await openTestStore(url)
  })

  const open = (id: string, headers: Record<string, string> = {}) =>
    openingResponse(store, id, new Request('http://localhost/', { headers }))

  /** As the browser does. */
  async function opened(id: string): Promise<{ sent: number; analysis: Analysis }> {
    const snapshot: AnalysisSnapshot = await (await open(id)).json()
    let analysis = fromSnapshot(snapshot)
    for (const { operations, revisedAt } of await changesSince(store, id, snapshot.revision)) {
      analysis = apply(analysis, operations, revisedAt).analysis
    }
    return { sent: snapshot.revision, analysis }
  }

  const edit = async (id: string, number: number, by = store) =>
    commit(by, id, ann, { operations: [create(`x${number}`, 'hazard', 'x')] })

  it('sends what was compressed once, and with the changes since that is the newest', async () => {
    const id = await createSample(store)
    expect((await opened(id)).sent).toBe(1)
    for (let number = 0; number < 5; number++) await edit(id, number, number % 2 ? store : other)
    const { sent, analysis } = await opened(id)
    expect(sent).toBe(1)
    expect(content(analysis)).toEqual(content(await readAnalysis(other, id)))
  })

  it('sends nothing to who has it, and a new one when it is a hundred revisions behind', async () => {
    const id = await createSample(store)
    const etag = (await open(id)).headers.get('etag') ?? ''
    await Promise.all(Array.from({ length: 100 }, (_, number) => edit(id, number)))
    expect((await open(id, { 'If-None-Match': etag })).status).toBe(304)
    await edit(id, 100)
    expect((await open(id, { 'If-None-Match': etag })).status).toBe(200)
    expect((await opened(id)).sent).toBe(102)
  })

  it('never sends that of a removed analysis of the same id', async () => {
    const { id } = await createAnalysis(store, ann, 'Twice', { operations: sample, action: 'edit' })
    await opened(id)
    await removeAnalysis(other, id)
    await createAnalysis(other, bob, 'Twice', { operations: [...sample, create('l9', 'loss', 'new')], action: 'edit' })
    await edit(id, 1, other)
    const { analysis } = await opened(id)
    expect(analysis.items.has('l9')).toBe(true)
    expect(content(analysis)).toEqual(content(await readAnalysis(other, id)))
  })
})
