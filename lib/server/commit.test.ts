import { beforeAll, describe, expect, it } from 'vitest'
import { emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { createAnalysis } from './analyses'
import { commit } from './commit'
import { changesSince } from './history'
import { loadAnalysis, readAnalysis } from './read'
import type { Store } from './store/store'
import { refusal } from './testing/refusal'
import { content, create, createSample, update } from './testing/samples'
import { ann, bob, freshDatabase, openTestStore, providers } from './testing/stores'

describe.each(providers)('commits on %s', (provider) => {
  let store: Store
  /** Another process: it shares the database, and nothing else. */
  let other: Store
  beforeAll(async () => {
    const url = await freshDatabase(provider)
    store = await openTestStore(url)
    other = await openTestStore(url)
  })

  const save = (id: string, operations: readonly Operation[], by = store) => commit(by, id, ann, { operations })

  it('gives back from the database what the door made, to the last digit', async () => {
    const id = await createSample(store)
    const committed = await save(id, [
      create('h3', 'hazard', 'Über 漢字 🚨 "quoted" \\n'),
      update('h1', { owner: 'Ann' }),
    ])
    expect(committed.revision).toBe(2)
    const remembered = await loadAnalysis(store, id)
    expect(content(await readAnalysis(store, id))).toEqual(content(remembered))
    expect(remembered.items.get('h3')?.key).toBe('H-3')
  })

  it('keeps a log whose operations give the stored rows again', async () => {
    const id = await createSample(store)
    await save(id, [{ op: 'split', uid: 'h1', into: { uid: 'h9', fields: { text: 'half' } } }])
    await save(id, [{ op: 'retype', uid: 'ca1', kind: 'feedback' }])
    await save(id, [{ op: 'merge', uid: 'h2', from: 'h1' }])
    let replayed = emptyAnalysis(id)
    for (const change of await changesSince(store, id, 0)) {
      replayed = apply(replayed, change.operations, change.revisedAt).analysis
    }
    expect(content(replayed)).toEqual(content(await readAnalysis(store, id)))
  })

  it('merges edits of different fields by two processes, and refuses the same field changed by two', async () => {
    const id = await createSample(store)
    await loadAnalysis(other, id)
    await save(id, [update('h1', { text: 'Dark' }, { text: 'No warning' })])
    await commit(other, id, bob, { operations: [update('h1', { owner: 'Bob' })] })
    expect((await loadAnalysis(store, id)).items.get('h1')?.fields).toEqual({ text: 'Dark', owner: 'Bob' })
    const late = commit(other, id, bob, { operations: [update('h1', { text: 'Black' }, { text: 'No warning' })] })
    const error = await refusal(late)
    expect(error.code).toBe('conflict')
    expect(error.detail.conflicts).toMatchObject([{ field: 'text', yours: 'Black', theirs: 'Dark' }])
    expect((await loadAnalysis(other, id)).revision).toBe(3)
  })

  it('lands thirty parallel edits by two processes, each in a revision of its own', async () => {
    const id = await createSample(store)
    const edits = Array.from({ length: 30 }, (_, index) => {
      const operations = [create(`x${index}`, 'hazard', `hazard ${index}`)]
      return commit(index % 2 ? store : other, id, index % 2 ? ann : bob, { operations })
    })
    const revisions = (await Promise.all(edits)).map((committed) => committed.revision)
    expect(new Set(revisions)).toEqual(new Set(Array.from({ length: 30 }, (_, index) => index + 2)))
    const analysis = await readAnalysis(store, id)
    expect([...analysis.items.keys()].filter((uid) => uid.startsWith('x'))).toHaveLength(30)
    expect(new Set([...analysis.items.values()].map((item) => `${item.kind} ${item.key}`)).size).toBe(
      analysis.items.size,
    )
  })

  it('carries out a request sent twice once, also when both copies run at the same time', async () => {
    const id = await createSample(store)
    const request = { operations: [create('once', 'hazard', 'once')], commitId: 'commit-0001' }
    const [first, second] = await Promise.all([commit(store, id, ann, request), commit(other, id, ann, request)])
    expect(second).toEqual(first)
    expect(await commit(store, id, ann, request)).toEqual(first)
    expect((await loadAnalysis(store, id)).revision).toBe(2)
    expect((await refusal(commit(store, id, bob, request))).code).toBe('badRequest')
  })

  it('lets two items swap their keys, and a new one take the key of one that is removed or renamed', async () => {
    const id = await createSample(store)
    await save(id, [
      { ...update('h1', {}), key: { was: 'H-1', to: 'H-0' } } as Operation,
      { ...update('h2', {}), key: { was: 'H-2', to: 'H-1' } } as Operation,
      { ...update('h1', {}), key: { was: 'H-0', to: 'H-2' } } as Operation,
      { op: 'remove', uid: 'l1' },
      create('l2', 'loss', 'Other', { key: 'L-1' }),
    ])
    const analysis = await readAnalysis(store, id)
    expect(['h1', 'h2', 'l2'].map((uid) => analysis.items.get(uid)?.key)).toEqual(['H-2', 'H-1', 'L-1'])
    expect(content(analysis)).toEqual(content(await loadAnalysis(store, id)))
  })

  it('moves children to a new parent while the old one goes, and turns a tree upside down', async () => {
    const id = await createSample(store)
    await save(id, [
      create('top', 'element', 'Top'),
      { op: 'move', uid: 'e2', parent: 'top', order: 1 },
      { op: 'remove', uid: 'e1' },
    ])
    await save(id, [
      { op: 'move', uid: 'e2', parent: null, order: 1 },
      { op: 'move', uid: 'top', parent: 'e2', order: 1 },
    ])
    await save(id, [
      { op: 'remove', uid: 'top' },
      { op: 'remove', uid: 'e2' },
    ])
    const analysis = await readAnalysis(store, id)
    expect(content(analysis)).toEqual(content(await loadAnalysis(store, id)))
    expect(analysis.positions.size).toBe(0)
    expect([...analysis.links.values()].every((link) => link.from !== 'ca1')).toBe(true)
  })

  it('writes nothing of a commit when one of its operations is refused', async () => {
    const id = await createSample(store)
    const error = await refusal(save(id, [create('h5', 'hazard', 'x'), create('x', 'nonsense', 'x')]))
    expect(error.code).toBe('unknownKind')
    expect((await readAnalysis(store, id)).revision).toBe(1)
  })

  it('refuses a text that a database would not give back as it was', async () => {
    const id = await createSample(store)
    expect((await refusal(save(id, [create('x', 'hazard', 'a\0b')]))).code).toBe('badShape')
    expect((await refusal(save(id, [create('x', 'hazard', '\ud83d')]))).code).toBe('badShape')
  })

  it('has a database that itself refuses a link into another analysis', async () => {
    const id = await createSample(store)
    const { id: second } = await createAnalysis(store, ann, 'Second', {
      operations: [create('an2', 'analysis', 'Second'), create('z1', 'loss', 'Elsewhere')],
      action: 'edit',
    })
    const link = { analysisId: id, fromUid: 'h1', name: 'leadsTo', toUid: 'z1', sortOrder: 1 }
    await expect(store.write.link.create({ data: link })).rejects.toMatchObject({ code: 'P2003' })
    await expect(store.write.link.create({ data: { ...link, analysisId: second } })).rejects.toThrow()
    const orphan = store.write.item.update({
      where: { analysisId_uid: { analysisId: id, uid: 'h1' } },
      data: { parentUid: 'z1' },
    })
    await expect(orphan).rejects.toMatchObject({ code: 'P2003' })
  })

  it('writes thousands of rows in one commit, and takes them away again', async () => {
    const id = await createSample(store)
    const many = Array.from({ length: 3_500 }, (_, index) => create(`m${index}`, 'hazard', `hazard ${index}`))
    const links = many.map((_, index): Operation => ({ op: 'link', from: `m${index}`, name: 'leadsTo', to: 'l1' }))
    await save(id, [...many, ...links])
    expect(content(await readAnalysis(store, id))).toEqual(content(await loadAnalysis(store, id)))
    await save(
      id,
      links.map((link) => ({ ...link, op: 'unlink' }) as Operation),
    )
    await save(
      id,
      many.map((_, index): Operation => ({ op: 'remove', uid: `m${index}` })),
    )
    const analysis = await readAnalysis(store, id)
    expect([analysis.items.size, analysis.links.size]).toEqual([8, 4])
  })
})
