import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bundle } from '../server/testing/bundle'

const data = mkdtempSync(join(tmpdir(), 'stpa-work-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))
let script = ''
beforeAll(async () => {
  script = await bundle('lib/node/workFolder.ts')
})

/** A process that has a work folder with an original in it, and lives until it is told or killed. */
async function started(dead = 900_000) {
  const program = `
    const { openWorkFolder, withTemporaryFolder } = await import(${JSON.stringify(script)})
    const own = openWorkFolder(${JSON.stringify(data)}, { touch: 20, dead: ${dead} })
    await withTemporaryFolder(async (folder) => {
      ;(await import('node:fs')).writeFileSync(folder + '/original', 'secret', { mode: 0o600 })
      console.log(folder)
      await new Promise((resolve) => process.stdin.once('data', resolve))
    })
    process.exit(0)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const folder = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(`${text}`.trim())))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return { child, folder, ended, own: join(folder, '..') }
}

const left = () => readdirSync(join(data, 'work'))

it('is for one’s own eyes, below the data, and gone at the end', async () => {
  const { child, folder, ended, own } = await started()
  expect(own.startsWith(join(data, 'work'))).toBe(true)
  const modes = [join(data, 'work'), own, folder, join(folder, 'original')].map((path) => statSync(path).mode & 0o777)
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o600])
  child.stdin.write('end')
  await ended
  expect(left()).toEqual([])
})

it('of a killed process is swept by the next one, that of a living one is not', async () => {
  const [killed, living] = [await started(), await started()]
  killed.child.kill('SIGKILL')
  await killed.ended
  expect(existsSync(join(killed.folder, 'original'))).toBe(true)
  const next = await started()
  expect(existsSync(killed.own)).toBe(false)
  expect(existsSync(join(living.folder, 'original'))).toBe(true)
  for (const { child, ended } of [living, next]) {
    child.stdin.write('end')
    await ended
  }
  expect(left()).toEqual([])
})

it('of another machine is swept only when it stays silent, whatever its dates say', async () => {
  const [silent, talking] = ['elsewhere~1~7~70', 'elsewhere~1~8~80'].map((name) => join(data, 'work', name))
  for (const folder of [silent, talking]) {
    mkdirSync(folder ?? '', { recursive: true })
    writeFileSync(join(folder ?? '', 'original'), 'secret')
  }
  let day = 0
  const talks = setInterval(() => utimesSync(talking ?? '', 0, ++day * 86_400), 5)
  const { child, ended } = await started(300)
  expect(existsSync(silent ?? '')).toBe(true)
  await expect.poll(() => existsSync(silent ?? ''), { timeout: 10_000 }).toBe(false)
  expect(existsSync(talking ?? '')).toBe(true)
  clearInterval(talks)
  child.stdin.write('end')
  await ended
})
