import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'stpa-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What `npm start` says when it refuses to start. */
function refusal(env: Record<string, string>, nodeOptions: string[] = []) {
  const options = { env: { ...process.env, DATABASE_URL: '', STPA_DATA: folder, ...env }, encoding: 'utf8' as const }
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, 'scripts/start.mjs'], options)
  return { status, lines: `${stdout}${stderr}`.trim().split('\n') }
}

test('another address than this machine is refused with the reason', () => {
  const { status, lines } = refusal({ HOST: '0.0.0.0' })
  expect(status).toBe(1)
  expect(lines).toEqual([expect.stringMatching(/HOST=0\.0\.0\.0 is refused: there are no accounts/)])
})

test('a port that is none is refused', () => {
  expect(refusal({ PORT: '65536' })).toMatchObject({ status: 1, lines: [expect.stringContaining('PORT=65536')] })
})

test('a busy port is named in one line, with the way out', async () => {
  const server = createServer()
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const { status, lines } = refusal({ PORT: String(port) })
  server.close()
  expect(status).toBe(1)
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^Port ${port} is busy: .*PORT=${port + 1} npm start`))])
})

test('a data folder that cannot be written is named in one line', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const { status, lines } = refusal({ STPA_DATA: join(file, 'data'), PORT: '1' })
  expect(status).toBe(1)
  expect(lines).toEqual([expect.stringContaining(`The data folder ${join(file, 'data')} cannot be written`)])
})

test('an old Node is told which one is needed', () => {
  const older = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.8'})"
  const { status, lines } = refusal({}, ['--import', older])
  expect(status).toBe(1)
  expect(lines).toEqual(['Node 18.20.8 is too old: STPA Workbench needs Node 20.19 or newer.'])
})
