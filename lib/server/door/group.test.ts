import { beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '@/lib/stpa/operations/types'
import { createAnalysis, removeAnalysis } from '../analyses'
import { commit } from '../commit'
import { changesSince } from '../history'
import { loadAnalysis, readAnalysis } from '../read'
import type { Store } from '../store/store'
import { refusal } from '../testing/refusal'
import { content, create, createSample, sample, update } from '../testing/samples'
import { ann, bob, freshDatabase, openTestStore, providers } from '../testing/stores'
import { revert } from '../undo'

describe.each(providers)('commits that wait together on %s', (provider) => {
  let store: Store
  let other: Store
  beforeAll(async () => {
    const url = await freshDatabase(provider)
    store = await openTestStore(url)
    other = await openTestStore(url)
  })

  const save = (id: string, operations: readonly Operation[], commitId?: string, by = store) =>
    commit(by, id, ann, { operations, commitId })

  /** Together with a first commit, behind which they wait. */
  async function together<T>(id: string, start: () => Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
    const first = save(id, [update('h1', { owner: 'first' })])
    const others = start()
    await first
    return Promise.allSettled(others)
  }

  it('are each a revision of its own, in the order in which they came', async () => {
    const id = await createSample(store)
    const texts = Array.from({ length: 100 }, (_, index) => `hazard ${index}`)
    const done = await together(id, () => texts.map((text, index) => save(id, [create(`x${index}`, 'hazard', text)])))
    expect(done.map((one) => one.status === 'fulfilled' && one.value.revision)).toEqual(
      texts.map((_, index) => index + 3),
    )
    const log = await changesSince(store, id, 2)
    expect(log.map(({ operations }) => operations[0])).toMatchObject(
      texts.map((text) => ({ op: 'create', fields: { text } })),
    )
    expect(content(await readAnalysis(store, id))).toEqual(content(await loadAnalysis(store, id)))
  })

  it('are stored when they are acknowledged', async () => {
    const id = await createSample(store)
    const seen = await together(id, () =>
      Array.from({ length: 20 }, async (_, index) => {
        const { revision } = await save(id, [create(`x${index}`, 'hazard', 'x')])
        return other.read.change.count({ where: { analysisId: id, revision } })
      }),
    )
    expect(seen.map((one) => one.status === 'fulfilled' && one.value)).toEqual(seen.map(() => 1))
  })

  it('do not fail by the refusal of one, which is told why', async () => {
    const id = await createSample(store)
    const was = { text: 'No warning' }
    const done = await together(id, () => [
      save(id, [update('h1', { text: 'Dark' }, was)]),
      save(id, [update('h1', { text: 'Black' }, was)]),
      save(id, [create('x', 'nonsense', 'x')]),
      save(id, [update('h1', { text: 'Grey' }, { text: 'Dark' })]),
    ])
    expect(done.map((one) => (one.status === 'fulfilled' ? one.value.revision : one.reason.code))).toEqual([
      3,
      'conflict',
      'unknownKind',
      4,
    ])
    expect((await readAnalysis(other, id)).items.get('h1')?.fields.text).toBe('Grey')
  })

  it('do not fail by one that the database refuses', async () => {
    const id = await createSample(store)
    await store.write.item.delete({ where: { analysisId_uid: { analysisId: id, uid: 'l1' } } }) // behind our back
    const done = await together(id, () => [
      save(id, [create('x1', 'hazard', 'x')]),
      save(id, [create('x2', 'hazard', 'x'), { op: 'link', from: 'x2', name: 'leadsTo', to: 'l1' }]),
      save(id, [create('x3', 'hazard', 'x')]),
    ])
    expect(done.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const { items, revision } = await readAnalysis(store, id)
    expect([items.has('x1'), items.has('x2'), items.has('x3'), revision]).toEqual([true, false, true, 4])
  })

  it('are carried out once each, when a request is there twice', async () => {
    const id = await createSample(store)
    const operations = [create('once', 'hazard', 'once')]
    const done = await together(id, () => [
      save(id, operations, 'same'),
      save(id, [create('x', 'hazard', 'x')], 'mine'),
      save(id, operations, 'same'),
      save(id, operations, 'same', other),
    ])
    const [first, , second, third] = done.map((one) => one.status === 'fulfilled' && one.value)
    expect([second, third]).toEqual([first, first])
    expect((await readAnalysis(store, id)).revision).toBe(4)
    expect((await refusal(commit(other, id, bob, { operations, commitId: 'same' }))).code).toBe('badRequest')
  })

  it('see what came before them: an undo takes back the edit just before it', async () => {
    const id = await createSample(store)
    const done = await together(id, () => [
      save(id, [update('h2', { owner: 'Ann' })]),
      revert(store, id, ann, 'undo'),
      save(id, [update('h2', { rationale: 'new' })]),
    ])
    expect(done.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    const { items } = await readAnalysis(store, id)
    expect(items.get('h1')?.fields.owner).toBe('first')
    expect(items.get('h2')?.fields).toEqual({ text: 'Wrong warning', rationale: 'new' })
  })

  it('are all refused when the analysis is removed by another process', async () => {
    const id = await createSample(store)
    await removeAnalysis(other, id)
    const done = await Promise.allSettled([1, 2, 3].map((index) => save(id, [create(`x${index}`, 'hazard', 'x')])))
    expect(done.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'notFound',
      'notFound',
      'notFound',
    ])
  })
})

describe.each(providers)('what others committed on %s', (provider) => {
  let store: Store
  let other: Store
  beforeAll(async () => {
    const url = await freshDatabase(provider)
    store = await openTestStore(url)
    other = await openTestStore(url)
  })

  const edits: Operation[][] = [
    [create('h3', 'hazard', 'third'), { op: 'link', from: 'h3', name: 'leadsTo', to: 'l1' }],
    [{ op: 'merge', uid: 'h2', from: 'h1' }],
    [{ op: 'retype', uid: 'ca1', kind: 'feedback' }],
    [{ op: 'split', uid: 'h2', into: { uid: 'h9', fields: { text: 'half' } } }],
    [{ op: 'remove', uid: 'cs' }],
  ]

  it('is added to what is remembered, and is what the database holds', async () => {
    const id = await createSample(store)
    await loadAnalysis(store, id)
    for (const operations of edits) await commit(other, id, bob, { operations })
    const remembered = await loadAnalysis(store, id)
    expect(content(remembered)).toEqual(content(await readAnalysis(store, id)))
    await commit(other, id, bob, { operations: [update('h2', { owner: 'Bob' })] })
    await commit(store, id, ann, { operations: [update('h2', { rationale: 'mine' })] })
    expect(content(await loadAnalysis(store, id))).toEqual(content(await readAnalysis(other, id)))
  })

  it('is not taken for the history of a removed analysis of the same id', async () => {
    const { id } = await createAnalysis(store, ann, 'Twice', { operations: sample, action: 'edit' })
    await commit(store, id, ann, { operations: [update('h1', { owner: 'old' })] })
    await removeAnalysis(other, id)
    const again = await createAnalysis(other, bob, 'Twice', { operations: sample, action: 'edit' })
    expect(again.id).toBe(id)
    for (const owner of ['a', 'b', 'c'])
      await commit(other, id, bob, { operations: [update('h2', { owner }, await ownerOf(id))] })
    await commit(store, id, ann, { operations: [update('h1', { rationale: 'new' })] })
    const { items } = await readAnalysis(store, id)
    expect(items.get('h1')?.fields).toEqual({ text: 'No warning', rationale: 'new' })
    expect(content(await loadAnalysis(store, id))).toEqual(content(await readAnalysis(other, id)))
  })

  const ownerOf = async (id: string) => ({ owner: (await loadAnalysis(other, id)).items.get('h2')?.fields.owner })
})
