import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Author } from '@/lib/stpa/api'
import { cancelJob, createQueuedJob, loadJob } from '../jobs/jobs'
import { JobRunner, runnerOf } from '../jobs/runner'
import type { Store } from '../store/store'
import { refusal } from '../testing/refusal'
import { ann, bob, freshDatabase, openTestStore, providers } from '../testing/stores'
import { uploaded } from '../testing/uploads'
import { giveSpaceBack } from './space'
import { createUpload, putPart, queueUpload, type Room } from './uploads'

const bytes = (count: number) => new Uint8Array(count)
const roomy: Room = { each: 1e9, all: 1e9, jobs: 20, free: async () => 1e12 }
const times = { beat: 10, dead: 1_000, look: 50, abandoned: 60_000, upload: 600_000 }

describe.each(providers)('uploads on %s', (provider) => {
  let [store, url]: [Store | undefined, string] = [undefined, '']
  beforeAll(async () => {
    url = await freshDatabase(provider)
    store = await openTestStore(url)
  })
  const open = (): Store => store ?? expect.unreachable()
  const begun = (author: Author, size: number, room: Room = roomy) =>
    createUpload(open(), author, { kind: 'none', title: 'x', size }, room)

  it('never hold more than they claimed, whatever is sent and how often', async () => {
    const { id } = await begun(ann, 10)
    await putPart(open(), ann, id, 0, bytes(6))
    await putPart(open(), ann, id, 0, bytes(6))
    expect((await refusal(putPart(open(), ann, id, 1, bytes(5)))).code).toBe('tooLarge')
    const many = Array.from({ length: 20 }, (_, part) => putPart(open(), ann, id, part + 1, bytes(1)))
    const refused = (await Promise.allSettled(many)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(16)
    const sizes = await open().read.jobPart.findMany({ where: { jobId: id }, select: { size: true } })
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBe(10)
    await cancelJob(open(), id)
    expect(await open().read.jobPart.count({ where: { jobId: id } })).toBe(0)
  })

  it('begin only when they hold all that was claimed, and no part beyond the last', async () => {
    const { id } = await begun(ann, 10)
    await putPart(open(), ann, id, 0, bytes(9))
    expect((await refusal(queueUpload(open(), ann, id, 1))).message).toMatch('Only 9 of 10 bytes')
    await putPart(open(), ann, id, 7, bytes(1))
    expect((await refusal(queueUpload(open(), ann, id, 1))).code).toBe('badRequest')
    expect((await refusal(putPart(open(), ann, id, 1, bytes(0)))).code).toBe('badRequest')
    await cancelJob(open(), id)
  })

  it('are their author’s alone', async () => {
    const { id } = await begun(ann, 1)
    expect((await refusal(putPart(open(), bob, id, 0, bytes(1)))).code).toBe('forbidden')
    await putPart(open(), ann, id, 0, bytes(1))
    expect((await refusal(queueUpload(open(), bob, id, 1))).code).toBe('forbidden')
    expect((await refusal(putPart(open(), ann, 'nowhere', 0, bytes(1)))).code).toBe('notFound')
    await cancelJob(open(), id)
  })

  it('have bounds for each author, for all, in number and on the disk, and give their room back', async () => {
    const room: Room = { each: 100, all: 150, jobs: 2, free: async () => 1e12 }
    const first = await begun(ann, 80, room)
    expect((await refusal(begun(ann, 30, room))).code).toBe('noRoom')
    const second = await begun(ann, 20, room)
    expect((await refusal(begun(ann, 1, { ...room, each: 1e9 }))).message).toMatch('You have 2 files')
    expect((await refusal(begun(bob, 60, room))).message).toMatch('All files')
    expect((await refusal(begun(bob, 10, { ...room, free: async () => 500_000_100 }))).message).toMatch('disk')
    await cancelJob(open(), first.id)
    const third = await begun(bob, 60, room)
    for (const { id } of [second, third]) await cancelJob(open(), id)
    expect(await open().read.job.count({ where: { state: 'uploading' } })).toBe(0)
  })

  it('outlive a jump of the clock, and are ended by time that passed', async () => {
    let now = 0
    const runner = new JobRunner(open(), {}, times, console.error, () => now)
    const [alive, left] = [await begun(ann, 9), await begun(bob, 9)]
    await runner.wake()
    const real = Date.now
    Date.now = () => real() + 1e12
    try {
      await runner.wake()
    } finally {
      Date.now = real
    }
    for (let part = 0; part < 3; part++) {
      now += 30_000
      await putPart(open(), ann, alive.id, part, bytes(1))
      await runner.wake()
    }
    expect((await refusal(loadJob(open(), left.id))).code).toBe('notFound')
    expect((await loadJob(open(), alive.id)).state).toBe('uploading')
    now += 600_000
    await putPart(open(), ann, alive.id, 3, bytes(1))
    await runner.wake()
    expect((await refusal(loadJob(open(), alive.id))).code).toBe('notFound')
  })

  it('are read in turn: nobody waits for all that somebody else has piled up', async () => {
    const order: string[] = []
    const work = async ({ title }: { title: string }) => void order.push(title)
    for (const title of ['ann 1', 'ann 2', 'ann 3']) await createQueuedJob(open(), ann, { kind: 'turn', title })
    await createQueuedJob(open(), bob, { kind: 'turn', title: 'bob 1' })
    await new JobRunner(open(), { turn: work }, times).wake()
    expect(order.slice(0, 2).sort()).toEqual(['ann 1', 'bob 1'])
    expect(order.slice(2)).toEqual(['ann 2', 'ann 3'])
  })

  it('begin once, however often somebody asks whose answer was lost', async () => {
    const { id } = await createUpload(open(), ann, { kind: 'again', title: 'x', size: 1 })
    await putPart(open(), ann, id, 0, bytes(1))
    const asked = [await queueUpload(open(), ann, id, 1), await queueUpload(open(), ann, id, 1)]
    expect(asked.map(({ state }) => state)).toEqual(['queued', 'queued'])
    const titles: string[] = []
    await new JobRunner(open(), { again: async ({ title }) => void titles.push(title) }, times).wake()
    expect((await queueUpload(open(), ann, id, 1)).state).toBe('done')
    expect(titles).toEqual(['x'])
    expect((await refusal(queueUpload(open(), bob, id, 1))).code).toBe('forbidden')
    const other = await createUpload(open(), ann, { kind: 'again', title: 'y', size: 1 })
    await cancelJob(open(), other.id)
    expect((await refusal(queueUpload(open(), ann, other.id, 1))).code).toBe('gone')
  })

  it('that were taken over are not ended by who began them', async () => {
    const id = await uploaded(open(), { kind: 'slow', title: 'x' }, 'x')
    let finish: (value: string) => void = () => undefined
    const slow = () => new Promise<string>((resolve) => (finish = resolve))
    const done = new JobRunner(open(), { slow }, { ...times, beat: 60_000 }).wake()
    await expect.poll(async () => (await loadJob(open(), id)).state).toBe('running')
    await open().write.job.update({ where: { id }, data: { attempts: 2 } })
    finish('from the first')
    await done
    expect(await loadJob(open(), id)).toMatchObject({ state: 'running', result: null })
    await cancelJob(open(), id)
  })

  it('have one runner in a process, for every bundle that asks', () => {
    expect(runnerOf(open())).toBe(runnerOf(open()))
    expect(Object.getOwnPropertyNames(globalThis)).toContain('stpaRunners')
  })

  const ifEmbedded = provider === 'sqlite' ? it : () => undefined // PostgreSQL uses the room again by itself
  ifEmbedded('give the disk back when they are gone', async () => {
    const size = () => statSync(fileURLToPath(url)).size
    const { id } = await begun(ann, 40_000_000)
    for (let part = 0; part < 10; part++) await putPart(open(), ann, id, part, bytes(4_000_000))
    await open().write.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
    expect(size()).toBeGreaterThan(40_000_000)
    await cancelJob(open(), id)
    await giveSpaceBack(open())
    await open().write.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
    expect(size()).toBeLessThan(10_000_000)
  })
})
