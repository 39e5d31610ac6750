import { existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { commit } from '../commit'
import { changesSince } from '../history'
import { readAnalysis } from '../read'
import type { Store } from '../store/store'
import { content, create, createSample, update } from '../testing/samples'
import { ann, bob, freshDatabase, openTestStore, providers } from '../testing/stores'
import { revert } from '../undo'
import { Neighbours } from './neighbours'

describe.each(providers)('commits of several processes to one analysis on %s', (provider) => {
  let stores: [Store, Store]
  beforeAll(async () => {
    const url = await freshDatabase(provider)
    stores = [await openTestStore(url), await openTestStore(url)]
  })

  /** An analysis that both have noticed the other at. */
  async function contested(): Promise<string> {
    const id = await createSample(stores[0])
    for (const [index, store] of [...stores, ...stores, ...stores].entries()) {
      await commit(store, id, ann, { operations: [create(`first-${index}`, 'hazard', 'x')] })
    }
    expect(stores.map(({ waiting }) => waiting.isContested(id))).toEqual([true, true])
    return id
  }

  it('are carried out by one of them, once each and in one order', async () => {
    const id = await contested()
    const last = stores.map((): unknown => undefined)
    const watched = stores.map((store, at) => ({
      ...store,
      neighbours: {
        inCharge: async (...asked: Parameters<Neighbours['inCharge']>) => {
          const found = await store.neighbours.inCharge(...asked)
          last[at] = found
          return found
        },
      },
    }))
    const done = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        commit(watched[index % 2] ?? stores[0], id, index % 3 ? ann : bob, {
          operations: [create(`x${index}`, 'hazard', `hazard ${index}`)],
          reason: `reason ${index}`,
          ...(index % 5 ? { commitId: `commit-${index}` } : {}),
        }),
      ),
    )
    const revisions = done.map(({ revision }) => revision)
    expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, index) => index + 8))
    const log = await changesSince(stores[0], id, 7)
    expect(log.map(({ reason, author }) => `${reason} ${author.name}`).sort()).toEqual(
      Array.from({ length: 120 }, (_, index) => `reason ${index} ${index % 3 ? 'Ann' : 'Bob'}`).sort(),
    )
    for (const { revision, operations } of done) expect(operations).toEqual(log[revision - 8]?.operations)
    expect(last.filter(Boolean)).toHaveLength(1)
    const [one, other] = await Promise.all(stores.map((store) => readAnalysis(store, id)))
    expect(one && content(one)).toEqual(other && content(other))
  })

  it('are refused as by the process itself, each for itself', async () => {
    const id = await contested()
    const was = { text: 'No warning' }
    for (const store of stores) {
      const text = `Dark ${stores.indexOf(store)}`
      const done = await Promise.allSettled([
        commit(store, id, ann, { operations: [update('h2', { owner: text }, {})] }),
        commit(store, id, ann, { operations: [update('h1', { text }, { text: 'nobody saw this' })] }),
        commit(store, id, ann, { operations: [create(`y${stores.indexOf(store)}`, 'hazard', 'y')] }),
        revert(store, id, ann, 'undo'),
      ])
      expect(done.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code))).toEqual([
        stores.indexOf(store) === 0 ? 'done' : 'conflict',
        'conflict',
        'done',
        'done',
      ])
      const [, refused] = done
      expect(refused?.status === 'rejected' && refused.reason.detail.conflicts).toMatchObject([
        { uid: 'h1', field: 'text', yours: text, theirs: was.text },
      ])
    }
  })

  it('are carried out once when the one in charge goes with a part of them, or says what is not so', async () => {
    const id = await contested()
    const [one, two] = stores
    const other = { ...two, neighbours: { inCharge: async () => undefined } }
    let asked = 0
    const ask = async (message: unknown): Promise<unknown> => {
      asked++
      const [first] = (message as { commits: { commitId: string; operations: [] }[] }).commits
      if (asked % 2 === 0) return [null, null, null]
      if (first) await commit(other, id, ann, { commitId: first.commitId, operations: first.operations })
      throw new Error('it went')
    }
    const store = { ...one, neighbours: { inCharge: async () => ({ ask }) } }
    const before = (await readAnalysis(store, id)).revision
    const uids = Array.from({ length: 9 }, (_, index) => `z${index}`)
    await Promise.all(uids.map((uid) => commit(store, id, ann, { operations: [create(uid, 'hazard', 'z')] })))
    const { revision, items } = await readAnalysis(store, id)
    expect([asked > 0, revision - before, uids.every((uid) => items.has(uid))]).toEqual([true, 9, true])
  })
})

describe('neighbours', () => {
  const freshFolder = (): string => join(mkdtempSync(join(tmpdir(), 'doors-')), 'd')
  const echo = async (message: unknown): Promise<unknown> => ({ heard: message })

  /** So many that have looked for one another. */
  async function settled(folder: string, count: number): Promise<Neighbours[]> {
    const all = Array.from({ length: count }, () => new Neighbours(async () => folder))
    for (const each of all) await each.inCharge('x', echo)
    return all
  }

  it('agree on who is in charge, and share what there is', async () => {
    const folder = freshFolder()
    const all = await settled(folder, 4)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const counts = new Map<string, number>()
    for (let index = 0; index < 200; index++) {
      const asked = await Promise.all(all.map((each) => each.inCharge(`analysis ${index}`, echo)))
      const own = asked.indexOf(undefined)
      expect(asked.filter((one) => one === undefined)).toHaveLength(1)
      counts.set(String(own), (counts.get(String(own)) ?? 0) + 1)
      expect(await asked.find(Boolean)?.ask({ number: index })).toEqual({ heard: { number: index } })
    }
    expect([...counts.values()].every((count) => count > 20)).toBe(true)
    for (const each of all) await each.close()
    expect(existsSync(folder)).toBe(false)
  })

  it('have one link to each other, however many look for it at once', async () => {
    const folder = freshFolder()
    let links = 0
    const other = createServer(() => links++)
    mkdirSync(folder)
    await new Promise<void>((resolve) => other.listen(join(folder, 'other'), resolve))
    const [one] = await settled(folder, 1)
    const found = await Promise.all(Array.from({ length: 50 }, (_, index) => one?.inCharge(`a ${index}`, echo)))
    expect([new Set(found.filter(Boolean)).size, links]).toEqual([1, 1])
    await one?.close()
    other.close()
  })

  it('go on without one that ended or was killed, whose socket goes', async () => {
    const folder = freshFolder()
    const [one, other] = await settled(folder, 2)
    for (let index = 0; index < 8; index++) writeFileSync(join(folder, `killed${index}`), '')
    await other?.close()
    for (let index = 0; index < 20; index++) expect(await one?.inCharge(`analysis ${index}`, echo)).toBeUndefined()
    expect(readdirSync(folder)).toHaveLength(1)
    await one?.close()
  })

  it('tell whoever asked that one ended meanwhile', async () => {
    const folder = freshFolder()
    const silent = createServer((socket) => setTimeout(() => socket.destroy(), 50))
    mkdirSync(folder)
    await new Promise<void>((resolve) => silent.listen(join(folder, 'silent'), resolve))
    const [one] = await settled(folder, 1)
    const found = await Promise.all(Array.from({ length: 20 }, (_, index) => one?.inCharge(`a ${index}`, echo)))
    const link = found.find(Boolean)
    await expect(link?.ask('anything')).rejects.toThrow(/went/)
    await one?.close()
    silent.close()
  })

  it('close the door on who speaks something else, and go on', async () => {
    const folder = freshFolder()
    const [one, other] = await settled(folder, 2)
    for (const words of ['GET / HTTP/1.1\r\n\r\n', '{}\n', '["1",2]\n', `${'x'.repeat(9_000_000)}`]) {
      for (const name of readdirSync(folder)) {
        const socket = connect(join(folder, name)).on('error', () => undefined)
        const closed = new Promise((resolve) => socket.once('close', resolve))
        socket.write(words)
        await closed
      }
    }
    const asked = [await one?.inCharge('x', echo), await other?.inCharge('x', echo)].find(Boolean)
    expect(await asked?.ask('still there')).toEqual({ heard: 'still there' })
    await one?.close()
    await other?.close()
  })

  it('are none where the path is too long for a socket, or no folder can be made', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'doors-')), 'file')
    writeFileSync(file, '')
    for (const folder of [join(freshFolder(), 'x'.repeat(100)), join(file, 'd')]) {
      const [one, other] = await settled(folder, 2)
      expect([await one?.inCharge('x', echo), await other?.inCharge('x', echo)]).toEqual([undefined, undefined])
      await one?.close()
      await other?.close()
    }
  })
})
