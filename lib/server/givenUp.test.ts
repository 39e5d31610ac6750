import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, describe, expect, it } from 'vitest'
import { schema } from '@/lib/node/kernel/testing/database'
import { inWorkers } from '@/lib/node/runInWorker'
import { bundle } from './testing/bundle'
import { refusal } from './testing/refusal'

const folder = mkdtempSync(join(tmpdir(), 'stpa-given-up-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function manyCalls(): string {
  const path = join(folder, 'many.db')
  const database = new Database(path)
  const numbers = (most: number) =>
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) select`
  database.exec(`pragma synchronous = off; ${schema} begin; insert into files values (1, 'a.c', 1);
    insert into symbols ${numbers(20_000)} i, 'f' || i, '0x1', 'direct', 1, 1 from n;
    insert into xrefs ${numbers(300_000)} 1 + i % 20000, 1 + i % 777, '0x1', 'a.c:' || i, 1 from n; commit`)
  database.close()
  return path
}

const put = (name: string, program: string): string => {
  writeFileSync(join(folder, name), program)
  return join(folder, name)
}

describe('the import of a kernel database', () => {
  it('is given up at any moment, and ends nothing but itself', async () => {
    const run = inWorkers({ script: await bundle('lib/node/worker.ts') }, 1)
    const request = { path: manyCalls(), name: 'many.db' }
    const usual = process.env.TMPDIR
    process.env.TMPDIR = mkdtempSync(join(folder, 'temporary-'))
    // By what it says of its progress, not by a clock: in the middle of native code on every machine.
    for (const after of [0, 1, 2, 40, 300, 560]) {
      const control = new AbortController()
      let told = 0
      const progress = () => {
        if (++told === after) control.abort()
      }
      if (after === 0) control.abort()
      const ended = await refusal(run('kernelImport', request, { progress, signal: control.signal }))
      expect([after, ended.code]).toEqual([after, 'gone'])
    }
    expect(readdirSync(tmpdir())).toEqual([])
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
    expect((await run('kernelImport', request)).about).toMatchObject({ functions: 20_000, calls: 300_000 })
  })

  const wanted = { path: 'x.db', name: 'x.db' }
  it.each([
    ['a driver that brings its process down', 'process.abort()', 'unreadable'],
    ['an end without an answer', "process.once('message', () => process.exit())", 'unreadable'],
    ['an error event that nobody listens to', "new (require('events'))().emit('error', new Error('x'))", 'unreadable'],
    ['more memory than it may have', 'for (const all = []; ; ) all.push(new Array(1_000).fill({}))', 'tooLarge'],
  ])('is refused over %s', async (title, program, code) => {
    const script = put(`${title.replaceAll(' ', '-')}.cjs`, program)
    expect((await refusal(inWorkers({ script, megabytes: 64 })('kernelImport', wanted))).code).toBe(code)
  })

  it('is refused when it takes longer than it may', async () => {
    const script = put('endless.cjs', 'for (;;);')
    expect((await refusal(inWorkers({ script, seconds: 0.3 })('kernelImport', wanted))).code).toBe('tooSlow')
  })
})
