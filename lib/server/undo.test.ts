import { beforeAll, describe, expect, it } from 'vitest'
import { removeAnalysis } from './analyses'
import { commit } from './commit'
import { changesSince } from './history'
import { readAnalysis } from './read'
import type { Store } from './store/store'
import { refusal } from './testing/refusal'
import { content, create, createSample, update } from './testing/samples'
import { ann, bob, freshDatabase, openTestStore, providers } from './testing/stores'
import { revert } from './undo'

describe.each(providers)('undo on %s', (provider) => {
  let url: string
  let store: Store
  beforeAll(async () => {
    url = await freshDatabase(provider)
    store = await openTestStore(url)
  })

  const textOfHazard = async (id: string, by = store) => (await readAnalysis(by, id)).items.get('h1')?.fields.text
  const setText = (id: string, to: string, was: string) =>
    commit(store, id, ann, { operations: [update('h1', { text: to }, { text: was })], reason: `to ${to}` })

  it('goes back and forth step by step, also in another process', async () => {
    const id = await createSample(store)
    await setText(id, 'one', 'No warning')
    await setText(id, 'two', 'one')
    await revert(store, id, ann, 'undo')
    const other = await openTestStore(url)
    await revert(other, id, ann, 'undo')
    expect(await textOfHazard(id, other)).toBe('No warning')
    await revert(other, id, ann, 'redo')
    await revert(store, id, ann, 'redo')
    expect(await textOfHazard(id)).toBe('two')
    expect((await refusal(revert(store, id, ann, 'redo'))).code).toBe('nothingToUndo')
    const log = await changesSince(store, id, 3)
    expect(log.map(({ action, reverts, reason }) => [action, reverts, reason])).toEqual([
      ['undo', 3, 'to two'],
      ['undo', 2, 'to one'],
      ['redo', 5, 'to one'],
      ['redo', 4, 'to two'],
    ])
  })

  it('gives back removed items with their links and boxes, and takes a merge apart', async () => {
    const id = await createSample(store)
    const before = await readAnalysis(store, id)
    await commit(store, id, ann, { operations: [{ op: 'merge', uid: 'h1', from: 'h2' }] })
    await commit(store, id, ann, {
      operations: [
        { op: 'remove', uid: 'cs' },
        { op: 'remove', uid: 'ca1' },
      ],
    })
    await revert(store, id, ann, 'undo')
    await revert(store, id, ann, 'undo')
    const { items, links, positions } = content(await readAnalysis(store, id))
    expect({ items, links, positions }).toEqual({
      items: content(before).items,
      links: content(before).links,
      positions: content(before).positions,
    })
  })

  it('takes back the own change and leaves what others did meanwhile', async () => {
    const id = await createSample(store)
    await setText(id, 'mine', 'No warning')
    await commit(store, id, bob, { operations: [update('h1', { owner: 'Bob' }), create('h8', 'hazard', 'of Bob')] })
    await revert(store, id, ann, 'undo')
    const analysis = await readAnalysis(store, id)
    expect(analysis.items.get('h1')?.fields).toEqual({ text: 'No warning', owner: 'Bob' })
    expect(analysis.items.has('h8')).toBe(true)
  })

  it('is refused with both values when somebody changed the same field afterwards', async () => {
    const id = await createSample(store)
    await setText(id, 'mine', 'No warning')
    await commit(store, id, bob, { operations: [update('h1', { text: 'theirs' }, { text: 'mine' })] })
    const error = await refusal(revert(store, id, ann, 'undo'))
    expect(error.code).toBe('conflict')
    expect(error.detail.conflicts).toMatchObject([
      { field: 'text', yours: 'No warning', theirs: 'theirs', was: 'mine' },
    ])
    expect(await textOfHazard(id)).toBe('theirs')
  })

  it('loses what could be redone when its author edits again, not when another one does', async () => {
    const id = await createSample(store)
    await setText(id, 'one', 'No warning')
    await revert(store, id, ann, 'undo')
    await commit(store, id, bob, { operations: [update('h2', { owner: 'Bob' })] })
    await revert(store, id, ann, 'redo')
    await revert(store, id, ann, 'undo')
    await commit(store, id, ann, { operations: [update('h2', { rationale: 'new' })] })
    expect((await refusal(revert(store, id, ann, 'redo'))).code).toBe('nothingToUndo')
  })

  it('does not take back the revision that made the analysis, nor the change of another author', async () => {
    const id = await createSample(store)
    expect((await refusal(revert(store, id, ann, 'undo'))).code).toBe('nothingToUndo')
    await setText(id, 'one', 'No warning')
    expect((await refusal(revert(store, id, bob, 'undo'))).code).toBe('nothingToUndo')
  })

  it('pages the log, and says so when the analysis is gone', async () => {
    const id = await createSample(store)
    for (const text of ['a', 'b', 'c'])
      await commit(store, id, ann, { operations: [create(`x${text}`, 'hazard', text)] })
    expect((await changesSince(store, id, 1, 2)).map((change) => change.revision)).toEqual([2, 3])
    expect(await changesSince(store, id, 4)).toEqual([])
    await removeAnalysis(store, id)
    expect((await refusal(changesSince(store, id, 4))).code).toBe('notFound')
    expect((await refusal(commit(store, id, ann, { operations: [create('z', 'hazard', 'z')] }))).code).toBe('notFound')
    expect(await store.read.change.count({ where: { analysisId: id } })).toBe(0)
  })
})
