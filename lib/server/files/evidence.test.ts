import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { inWorkers } from '@/lib/node/runInWorker'
import type { Operation } from '@/lib/stpa/operations/types'
import { readOptions } from '@/lib/trace/api'
import type { TraceDigest } from '@/lib/trace/digest'
import { commit } from '../commit'
import { documentResponse } from '../documents'
import { createQueuedJob, loadJob } from '../jobs/jobs'
import { JobRunner } from '../jobs/runner'
import type { Store } from '../store/store'
import { bundle } from '../testing/bundle'
import { refusal } from '../testing/refusal'
import { ann, freshDatabase, openTestStore, providers } from '../testing/stores'
import { uploaded } from '../testing/uploads'
import {
  coverEvidence,
  listEvidence,
  loadDigest,
  loadLines,
  openOriginal,
  removeEvidence,
  rereadOutdated,
} from './evidence'
import { importUploads } from './imports'

const sample = new URL('../../../../shared/data/traces/mdtsim-normal.strace', import.meta.url)
const junit =
  '<testsuite name="s"><testcase name="a"/><testcase name="b"><failure message="no"/></testcase></testsuite>'
const redaction = { environment: false, payloads: false, homes: false }

/** Some lines of a strace that a test needs no file for. */
const strace = [
  '7 execve("/bin/x", ["x"], 0x7 /* 2 vars */) = 0',
  '7 openat(AT_FDCWD, "/home/ann/notes", O_RDONLY) = 3',
  '7 write(1, "secret\\n", 7) = 7',
  '7 exit_group(0) = ?',
  '7 +++ exited with 0 +++',
  '',
].join('\n')

describe.each(providers)('evidence on %s', (provider) => {
  let store: Store
  beforeAll(async () => {
    const runTask = inWorkers({ script: await bundle('lib/node/worker.ts') })
    store = await openTestStore(await freshDatabase(provider), runTask)
  })

  async function imported(title: string, content: string | Uint8Array, more: object = {}) {
    const parameters = { options: readOptions.parse({}), redaction, ...more }
    const id = await uploaded(store, { kind: 'evidenceImport', title, parameters }, content)
    await new JobRunner(store).wake()
    const job = await loadJob(store, id)
    return { ...job, hash: job.result?.hash ?? '' }
  }

  afterEach(() => void vi.unstubAllEnvs())

  const digestOf = async (hash: string): Promise<TraceDigest> => JSON.parse(await loadDigest(store, hash))

  it('keeps a trace whole, with what was read from it, once', async () => {
    const { hash, state } = await imported('x.strace', strace)
    expect([state, hash]).toEqual(['done', createHash('sha256').update(strace).digest('hex')])
    const again = await imported('again.strace', strace)
    expect(again.result?.report.map(({ message }) => message)).toEqual(['It is kept already, as “x.strace”.'])
    const files = (await listEvidence(store)).filter((file) => file.hash === hash)
    expect(files).toMatchObject([{ title: 'x.strace', kind: 'trace', format: 'strace', lines: 5, redacted: '' }])
    const { summary, flows } = await digestOf(hash)
    expect([summary.total.calls, flows.length]).toEqual([4, 1])
    const { stream } = await openOriginal(store, hash)
    expect(gunzipSync(Buffer.from(await new Response(stream).arrayBuffer())).toString()).toBe(strace)
  })

  it('says that a kept file is not read otherwise by the way, as a report may rest on it', async () => {
    const text = `${strace}7 +++ exited with 0 +++\n`
    const { hash } = await imported('one.strace', text)
    const before = await loadDigest(store, hash)
    const more = { options: readOptions.parse({ arch: 'arm64', format: 'strace' }) }
    const { result } = await imported('two.strace', text, more)
    expect(result?.report.map(({ outcome, count, message }) => [outcome, count, message])).toEqual([
      ['created', 0, 'It is kept already, as “one.strace”.'],
      ['skipped', 1, expect.stringMatching(/not taken.*Read again/)],
    ])
    expect(await loadDigest(store, hash)).toBe(before)
  })

  it('does not say of a file that was removed meanwhile that it was read again', async () => {
    const { hash } = await imported('gone.strace', `${strace}\n\n`)
    const read = store.runTask
    const runTask: typeof read = async (...task) => {
      const result = await read(...task)
      await removeEvidence(store, hash)
      return result
    }
    const parameters = { hash, options: readOptions.parse({}) }
    const job = await createQueuedJob(store, ann, { kind: 'evidenceRead', title: 'gone.strace', parameters })
    await new JobRunner({ ...store, runTask }).wake()
    expect(await loadJob(store, job.id)).toMatchObject({ state: 'failed', error: { code: 'notFound' } })
  })

  it('keeps a redacted trace only, and says what was taken out', async () => {
    const { hash } = await imported('r.strace', strace, { redaction: { ...redaction, payloads: true, homes: true } })
    const [file] = (await listEvidence(store)).filter((each) => each.hash === hash)
    expect(file?.redacted).toBe('1 payloads, 1 names of users in paths')
    expect(file?.original).toBe(createHash('sha256').update(strace).digest('hex'))
    const { lines } = await loadLines(store, hash, 2, 2)
    expect(lines).toEqual([
      '7 openat(AT_FDCWD, "/home/[redacted]/notes", O_RDONLY) = 3',
      '7 write(1, "[redacted]", 7) = 7',
    ])
  })

  it('reads again what another version of the program read, once, and says so until then', async () => {
    const hashes = [(await imported('old.strace', `${strace}\n`)).hash, (await imported('old.xml', `${junit}\n`)).hash]
    const recorded = async () => {
      const rows = await store.read.evidenceFile.findMany({
        where: { hash: { in: hashes } },
        orderBy: { title: 'asc' },
      })
      return rows.map(({ digest, options, format }) => [digest, options, format])
    }
    const right = await recorded()
    expect(right.map(([, options, format]) => [JSON.parse(options ?? '').format, format])).toEqual([
      ['', 'strace'],
      ['', 'junit'],
    ])
    const cards = async () => {
      const all = await listEvidence(store)
      return hashes.map((hash) => all.find((card) => card.hash === hash))
    }
    const before = await cards()
    expect(before.map((card) => card?.isOutdated)).toEqual([false, false])
    const data = { digest: '{"kind":"trace"}', reader: 'older' }
    await store.write.evidenceFile.updateMany({ where: { hash: { in: hashes } }, data })
    vi.stubEnv('STPA_READER', 'newer')
    expect((await cards()).map((card) => card?.isOutdated)).toEqual([true, true])
    await rereadOutdated(store)
    await rereadOutdated(store) // another process that starts
    const where = { kind: 'evidenceRead', parameters: { contains: hashes[1] ?? '' } }
    expect(await store.read.job.count({ where })).toBe(1)
    await new JobRunner(store).wake()
    expect(await recorded()).toEqual(right) // nothing of how it was asked for is another one
    const after = await cards()
    expect(after.map((card) => card?.isOutdated)).toEqual([false, false])
    expect(after.map((card) => card?.reading === before[0]?.reading)).toEqual([false, false])
  })

  it('gives any lines of a large file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, row) => `7 close(${row + 1}) = 0`)
    const { hash } = await imported('large.strace', `${rows.join('\n')}\n`)
    expect(await loadLines(store, hash, 59_999, 10)).toEqual({
      ...{ from: 59_999, total: 60_000 },
      lines: ['7 close(59999) = 0', '7 close(60000) = 0'],
    })
    expect((await loadLines(store, hash, 31_234, 1)).lines).toEqual(['7 close(31234) = 0'])
    expect((await loadLines(store, hash, 90_000, 5)).lines).toEqual([])
  })

  it('reads a kept file again with other options, and other evidence than traces', async () => {
    const { hash } = await imported('x.strace', strace)
    const rules = 'pattern,file,sections,basis\n/home/,drivers/x.c,MY DRIVER,because\n'
    const parameters = { hash, options: readOptions.parse({ rules }) }
    const job = await createQueuedJob(store, ann, { kind: 'evidenceRead', title: 'x.strace', parameters })
    await new JobRunner(store).wake()
    expect((await loadJob(store, job.id)).state).toBe('done')
    expect((await digestOf(hash)).usage.subsystems.map(({ name }) => name)).toContain('MY DRIVER')
    const records = await imported('results.xml', junit)
    expect(JSON.parse(await loadDigest(store, records.hash))).toMatchObject({
      kind: 'records',
      counts: { pass: 1, fail: 1 },
    })
  })

  it('refuses what is neither, and what is gone, and keeps nothing of it', async () => {
    const before = (await listEvidence(store)).length
    const { state, error } = await imported('poem.txt', 'Roses are red\nViolets are blue\n')
    expect([state, error?.code]).toEqual(['failed', 'unknownFormat'])
    expect(error?.message).toMatch('poem.txt')
    expect((await listEvidence(store)).length).toBe(before)
    const { hash } = await imported('x.strace', `${strace}7 close(1) = 0\n`)
    await removeEvidence(store, hash)
    for (const ask of [loadDigest, openOriginal, removeEvidence])
      expect((await refusal(ask(store, hash))).code).toBe('notFound')
    expect((await refusal(loadLines(store, hash, 1, 1))).code).toBe('notFound')
    expect(await store.read.evidencePart.count({ where: { hash } })).toBe(0)
  })

  it('says what a kept trace shows of an analysis', async () => {
    if (!existsSync(sample))
      return void process.stdout.write('SKIPPED: coverage of a kept trace: ../shared/data is absent\n')
    const { hash } = await imported('mdtsim-normal.strace', readFileSync(sample))
    const matcher = {
      verbs: ['flock'],
      resource: '/dev/spidev*',
      arguments: [],
      payload: [],
      outcome: 'any' as const,
      errors: [],
    }
    const binding = {
      ...{ uid: 'b', key: 'BND-1', matcher, workload: '', after: [], within: undefined, atLeast: 1, atMost: undefined },
      ...{ isForbidden: false, isConfirmed: true },
    }
    const items = [{ uid: 'a', key: 'CA-1', text: 'Open', kind: 'controlAction', bindings: [binding] }]
    const run = { id: 'r', title: 'normal', workload: 'mdt' }
    const { items: covered, nature } = await coverEvidence(store, hash, { plan: { items }, run })
    expect([covered[0]?.state, covered[0]?.bindings[0]?.lines, nature]).toEqual(['exercised', [213], 'faultInjection'])
  })

  it('stands in the report: what the runs of an analysis show, and a picture of what they used', async () => {
    const bytes = readFileSync(new URL('../../../examples/openaps/openaps.stpa.yaml', import.meta.url))
    const files = [{ name: 'openaps.stpa.yaml', bytes: new Uint8Array(bytes) }]
    const options = { dryRun: false, match: {}, legend: {}, takeTheirs: [] }
    const { analysis } = await importUploads(store, ann, files, options, `pump-${provider}`)
    const text = '7 execve("/bin/pump", ["pump"], 0) = 0\n7 openat(AT_FDCWD, "/dev/spidev0.0", O_RDWR) = 3\n'
    const { hash } = await imported('pump.strace', text)
    const operations: Operation[] = [
      { op: 'create', uid: 'ev', kind: 'evidence', fields: { text: 'A run of the pump', type: 'trace', hash } },
      { op: 'create', uid: 'run', kind: 'run', fields: { text: 'Pump once', workload: 'pump' } },
      { op: 'link', from: 'run', name: 'in', to: 'ev' },
    ]
    await commit(store, analysis ?? '', ann, { operations, reason: '' })
    const query = new URLSearchParams({ format: 'html', chapters: 'observed' })
    const report = await (await documentResponse(store, analysis ?? '', 'report', query)).text()
    expect(report).toMatch(/Commands, subsystems, devices[\s\S]*<svg[\s\S]*SPI SUBSYSTEM/)
    expect(report).toMatch(/In 1 run of normal operation/)
  })
})
