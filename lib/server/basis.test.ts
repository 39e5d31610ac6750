import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { inWorkers } from '@/lib/node/runInWorker'
import type { Operation } from '@/lib/stpa/operations/types'
import { readOptions } from '@/lib/trace/api'
import { removeAnalysis } from './analyses'
import { commit } from './commit'
import { documentResponse } from './documents'
import { listEvidence, removeEvidence } from './files/evidence'
import { listGraphs, removeGraph } from './files/graphs'
import { importUploads } from './files/imports'
import { evidenceUses, graphUses } from './files/uses'
import { createQueuedJob, loadJob } from './jobs/jobs'
import { JobRunner } from './jobs/runner'
import { headOf } from './read'
import type { Store } from './store/store'
import { bundle } from './testing/bundle'
import { refusal } from './testing/refusal'
import { createSample } from './testing/samples'
import { ann, freshDatabase, openTestStore, providers } from './testing/stores'
import { uploaded } from './testing/uploads'

const redaction = { environment: false, payloads: false, homes: false }
const traceOf = (device: string) =>
  `7 execve("/bin/pump", ["pump"], 0) = 0\n7 openat(AT_FDCWD, "${device}", O_RDWR) = 3\n7 exit_group(0) = ?\n7 +++ exited with 0 +++\n`
const dot = 'digraph { "watchdog_ioctl" -> "watchdog_ping" }\n'

describe.each(providers)('what a report rests on, on %s', (provider) => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore(
      await freshDatabase(provider),
      inWorkers({ script: await bundle('lib/node/worker.ts') }),
    )
  })

  async function imported(kind: 'evidenceImport' | 'kernelImport', title: string, text: string, more: object = {}) {
    const parameters = kind === 'kernelImport' ? {} : { options: readOptions.parse({}), redaction, ...more }
    const id = await uploaded(store, { kind, title, parameters }, text)
    await new JobRunner(store).wake()
    const { result, error } = await loadJob(store, id)
    return result?.hash ?? String(error?.message)
  }

  /** An analysis with one run of a trace, and what was taken from a graph. */
  async function pumpAnalysis(hash: string, graph: string): Promise<string> {
    const bytes = readFileSync(new URL('../../examples/openaps/openaps.stpa.yaml', import.meta.url))
    const files = [{ name: 'openaps.stpa.yaml', bytes: new Uint8Array(bytes) }]
    const options = { dryRun: false, match: {}, legend: {}, takeTheirs: [] }
    const { analysis } = await importUploads(store, ann, files, options, `pump-${randomUUID().slice(0, 8)}`)
    const operations: Operation[] = [
      { op: 'create', uid: 'ev', kind: 'evidence', fields: { text: 'A run of the pump', type: 'trace', hash } },
      { op: 'create', uid: 'run', kind: 'run', fields: { text: 'Pump once', workload: 'pump' } },
      { op: 'link', from: 'run', name: 'in', to: 'ev' },
      { op: 'create', uid: 'kb', kind: 'kernelBinding', fields: { text: 'Watchdog', graph, kernelVersion: '6.1' } },
    ]
    await commit(store, analysis ?? '', ann, { operations, reason: '' })
    return analysis ?? ''
  }

  async function reportOf(id: string, chapters = 'observed,evidence,kernelBasis,basis'): Promise<string> {
    const query = new URLSearchParams({ format: 'json', ...(chapters === '' ? {} : { chapters }) })
    return (await documentResponse(store, id, 'report', query)).text()
  }

  const basisOf = async (id: string): Promise<{ hash: string; basis: string }> =>
    JSON.parse(await reportOf(id)).analysis

  it('cannot be removed: the report is the same, byte for byte, whatever else is', async () => {
    const used = await imported('evidenceImport', 'used.strace', traceOf('/dev/spidev0.0'))
    const unused = await imported('evidenceImport', 'unused.strace', traceOf('/dev/watchdog'))
    const graph = await imported('kernelImport', 'graph.dot', dot)
    const other = await imported('kernelImport', 'other.dot', dot.replaceAll('ping', 'pong'))
    const id = await pumpAnalysis(used, graph)
    const another = await createSample(store)
    const before = await reportOf(id, '')
    expect(before).toMatch(/SPI SUBSYSTEM/)

    const refused = await refusal(removeEvidence(store, used))
    expect([refused.code, refused.message]).toEqual(['inUse', expect.stringMatching(/EV-\d+/)])
    expect((await refusal(removeGraph(store, graph))).code).toBe('inUse')
    expect(await evidenceUses(store.read, used)).toMatchObject([{ analysis: id }])
    expect(await graphUses(store.read, graph)).toMatchObject([{ analysis: id, keys: [expect.stringMatching(/^KB-/)] }])

    for (const { hash } of await listEvidence(store)) await removeEvidence(store, hash).catch(() => {})
    for (const { hash } of await listGraphs(store)) await removeGraph(store, hash).catch(() => {})
    await removeAnalysis(store, another)
    expect((await listEvidence(store)).map(({ hash }) => hash)).toEqual([used])
    expect((await listGraphs(store)).map(({ hash }) => hash)).toEqual([graph])
    expect([await evidenceUses(store.read, unused), await graphUses(store.read, other)]).toEqual([[], []])
    expect(await reportOf(id, '')).toBe(before)
  })

  it('can be removed once nothing refers to it, which is another revision', async () => {
    const hash = await imported('evidenceImport', 'going.strace', traceOf('/dev/gpiochip0'))
    const id = await pumpAnalysis(hash, '')
    const before = await headOf(store, id)
    await commit(store, id, ann, {
      operations: [
        { op: 'remove', uid: 'run' },
        { op: 'remove', uid: 'ev' },
      ],
    })
    await removeEvidence(store, hash)
    expect((await headOf(store, id)).revision).toBeGreaterThan(before.revision)
  })

  it('is another basis when a trace arrives, or is read otherwise, under the same content', async () => {
    const text = traceOf('/home/ann/notes')
    const awaited = await imported('evidenceImport', 'awaited.strace', text)
    await removeEvidence(store, awaited)
    const id = await pumpAnalysis(awaited, '')
    const without = await basisOf(id)
    expect(await reportOf(id)).toMatch(/its trace is not kept here/)
    await imported('evidenceImport', 'awaited.strace', text)
    const there = await basisOf(id)
    const rules = 'pattern,file,sections,basis\n/home/,drivers/x.c,MY DRIVER,because\n'
    const parameters = { hash: awaited, options: readOptions.parse({ rules }) }
    await createQueuedJob(store, ann, { kind: 'evidenceRead', title: 'awaited.strace', parameters })
    await new JobRunner(store).wake()
    const otherwise = await basisOf(id)
    expect(new Set([without, there, otherwise].map(({ basis }) => basis)).size).toBe(3)
    expect(new Set([without, there, otherwise].map(({ hash }) => hash)).size).toBe(1)
    // As the screens show it: with the rules that it was read with last.
    expect(await reportOf(id)).toMatch(/MY DRIVER/)
  })

  it('names the redacted file that stands for the one that was given', async () => {
    const given = await imported('evidenceImport', 'given.strace', traceOf('/home/ann/secret'))
    const kept = await imported('evidenceImport', 'given.strace', traceOf('/home/ann/secret'), {
      redaction: { ...redaction, homes: true },
    })
    const id = await pumpAnalysis(given, '')
    expect(await evidenceUses(store.read, kept)).toEqual([]) // the file itself is here
    expect((await refusal(removeEvidence(store, given))).code).toBe('inUse')
    const before = await reportOf(id)
    await removeEvidence(store, kept)
    expect(await reportOf(id)).toBe(before)
  })
})
