import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodeGraph } from '@/lib/kernel/graph/file'
import { functionCount } from '@/lib/kernel/graph/graph'
import { inWorkers } from '@/lib/node/runInWorker'
import { StpaError } from '@/lib/stpa/errors'
import { listGraphs, loadGraph, removeGraph } from '../files/graphs'
import { createUpload, putPart, queueUpload, withUpload } from '../files/uploads'
import type { Store } from '../store/store'
import { bundle } from '../testing/bundle'
import { refusal } from '../testing/refusal'
import { ann, freshDatabase, openTestStore, providers } from '../testing/stores'
import { uploaded } from '../testing/uploads'
import { cancelJob, listJobs, loadJob } from './jobs'
import { JobRunner } from './runner'
import type { Work } from './works'

const small = new URL('../../../../shared/data/ks-nav/small/small.db', import.meta.url)
const quick = { beat: 20, dead: 120, look: 50, abandoned: 200, upload: 60_000 }
const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.each(providers)('jobs on %s', (provider) => {
  let store: Store
  beforeAll(async () => {
    const runTask = inWorkers({ script: await bundle('lib/node/worker.ts') })
    store = await openTestStore(await freshDatabase(provider), runTask)
  })

  const queued = (kind: string, parts = ['one ', 'two']): Promise<string> =>
    uploaded(store, { kind, title: kind }, ...parts)

  const runner = (known: Record<string, Work>) => new JobRunner(store, known, quick)

  it('are done in turn, with what was uploaded, and keep their result but not their upload', async () => {
    const order: string[] = []
    const read: Work = async (call) => {
      order.push(call.title)
      return withUpload(call, async (path) => readFileSync(path, 'utf8'))
    }
    const [first, second] = [await queued('a'), await queued('b', ['three'])]
    await runner({ a: read, b: read }).wake()
    expect(order).toEqual(['a', 'b'])
    expect(await loadJob(store, first)).toMatchObject({ state: 'done', progress: 1, result: 'one two', error: null })
    expect(await loadJob(store, second)).toMatchObject({ state: 'done', result: 'three' })
    expect(await store.read.jobPart.count()).toBe(0)
  })

  it('tell of their progress, and stop when they are cancelled', async () => {
    const id = await queued('slow')
    let wasStopped = false
    const slow: Work = ({ report, signal }) =>
      new Promise((_, reject) => {
        report(0.4, 'Half way')
        signal.addEventListener('abort', () => {
          wasStopped = true
          reject(new Error('stopped'))
        })
      })
    const done = runner({ slow }).wake()
    await expect.poll(async () => (await loadJob(store, id)).stage).toBe('Half way')
    expect((await loadJob(store, id)).progress).toBe(0.4)
    expect((await cancelJob(store, id)).state).toBe('cancelled')
    await done
    expect([wasStopped, (await loadJob(store, id)).state]).toEqual([true, 'cancelled'])
    expect((await cancelJob(store, id)).state).toBe('cancelled')
  })

  it('fail with the refusal of their work, or as a bug without its insides', async () => {
    const [refused, broken] = [await queued('refuses'), await queued('breaks')]
    const refuses: Work = async () => {
      throw new StpaError('unreadable', 'x.db is no database.')
    }
    const breaks: Work = async () => {
      throw new Error('secret')
    }
    const logged: string[] = []
    await new JobRunner(store, { refuses, breaks }, quick, (words, problem) =>
      logged.push(`${words} ${problem}`),
    ).wake()
    expect(logged).toEqual(['The job "breaks" failed: Error: secret'])
    expect((await loadJob(store, refused)).error).toEqual({ code: 'unreadable', message: 'x.db is no database.' })
    const { state, error } = await loadJob(store, broken)
    expect([state, error?.code, error?.message.includes('secret')]).toEqual(['failed', 'bug', false])
  })

  it('are taken over when who did them is gone, and given up after three attempts', async () => {
    const id = await queued('orphan')
    const dead = { state: 'running', attempts: 1 }
    await store.write.job.update({ where: { id }, data: dead })
    const first = runner({ orphan: async () => 'done again' })
    await first.wake()
    expect((await loadJob(store, id)).state).toBe('running')
    await later(150)
    await first.wake()
    expect(await loadJob(store, id)).toMatchObject({ state: 'done', result: 'done again' })
    const hopeless = await queued('hopeless')
    await store.write.job.update({ where: { id: hopeless }, data: { ...dead, attempts: 3 } })
    const second = runner({ hopeless: async () => 'never' })
    await second.wake()
    await later(150)
    await second.wake()
    expect(await loadJob(store, hopeless)).toMatchObject({ state: 'failed', result: null })
  })

  it('are done once by two runners at a time, and not taken from one that lives', async () => {
    let begun = 0
    const once: Work = async () => {
      begun++
      await later(200)
      return begun
    }
    const id = await queued('once')
    await Promise.all([runner({ once }).wake(), runner({ once }).wake()])
    expect([begun, (await loadJob(store, id)).result]).toEqual([1, 1])
  })

  it('refuse a part after the end, a start with parts missing, and forget an upload that stopped', async () => {
    const { id } = await createUpload(store, ann, { kind: 'a', title: 'a', size: 6 })
    await putPart(store, ann, id, 1, bytes('two'))
    expect((await refusal(queueUpload(store, ann, id, 2))).message).toMatch('Only 1 of 2 parts')
    await cancelJob(store, id)
    expect((await refusal(putPart(store, ann, id, 0, bytes('one')))).code).toBe('gone')
    const abandoned = await createUpload(store, ann, { kind: 'a', title: 'left', size: 3 })
    const looking = runner({})
    await looking.wake()
    await putPart(store, ann, abandoned.id, 0, bytes('on'))
    await later(150)
    await looking.wake()
    await later(150)
    await looking.wake()
    expect((await loadJob(store, abandoned.id)).state).toBe('uploading')
    await later(150)
    await looking.wake()
    expect((await refusal(loadJob(store, abandoned.id))).code).toBe('notFound')
    expect((await listJobs(store, 'a')).map((job) => job.title)).not.toContain('left')
  })

  it('import a ks-nav database as a graph, the same one once, and refuse what is none', async () => {
    if (!existsSync(small)) return void process.stdout.write('SKIPPED: kernel import: ../shared/data is absent\n')
    const importOne = async (content: Uint8Array<ArrayBuffer>, parameters = {}) => {
      const id = await uploaded(store, { kind: 'kernelImport', title: 'small.db', parameters }, content)
      await new JobRunner(store, undefined, quick).wake()
      return loadJob(store, id)
    }
    const [first, second] = [
      await importOne(new Uint8Array(readFileSync(small))),
      await importOne(new Uint8Array(readFileSync(small))),
    ]
    expect([first.state, second.result?.hash]).toEqual(['done', first.result?.hash])
    const said = [first, second].map(({ result }) => result?.report.at(-1)?.message)
    expect(said).toEqual([expect.not.stringMatching('kept already'), 'It is kept already, as “small.db”.'])
    const [card, ...others] = await listGraphs(store)
    expect(others).toEqual([])
    expect(second.result?.others).toEqual([{ id: 2, version: '6.6.1-rt' }])
    const another = await importOne(new Uint8Array(readFileSync(small)), { instance: 2 })
    expect((await listGraphs(store)).map(({ kernelVersion }) => kernelVersion).sort()).toEqual(['6.1.192', '6.6.1-rt'])
    await removeGraph(store, another.result?.hash ?? '')
    const graph = decodeGraph('g', await loadGraph(store, card?.hash ?? ''))
    expect([functionCount(graph), card?.functions]).toEqual([card?.functions, functionCount(graph)])
    const words = await importOne(bytes('just words'))
    expect(words.error?.message).toMatch(/small\.db is no kernel graph/)
    const onto = card?.hash ?? ''
    const wanted = { kind: 'kernelImport', title: 'MAINTAINERS', parameters: { onto } }
    const addition = await uploaded(store, wanted, 'WATCHDOG\nF:\tdrivers/watchdog/\n')
    await new JobRunner(store, undefined, quick).wake()
    const added = (await loadJob(store, addition)).result
    expect(JSON.stringify(added?.report)).toMatch(/tags of 2 subsystems/)
    expect((await listGraphs(store)).find(({ hash }) => hash === added?.hash)?.note).toMatch(/with MAINTAINERS$/)
    await removeGraph(store, added?.hash ?? '')
    await removeGraph(store, card?.hash ?? '')
    expect((await refusal(loadGraph(store, card?.hash ?? ''))).code).toBe('notFound')
  })
})
