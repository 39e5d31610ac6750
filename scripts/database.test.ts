import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'stpa-prepare-'))
const file = join(folder, 'stpa.db')
let sound: Buffer

/** What `npm start` does with the database, before it serves. */
function prepare(env: Record<string, string> = {}) {
  const program =
    "import('./scripts/database.mjs').then((it) => it.prepareDatabase()).catch((error) => { console.error(error.message); process.exit(1) }).then(() => process.exit())"
  const options = { env: { ...process.env, DATABASE_URL: '', STPA_DATA: folder, ...env }, encoding: 'utf8' as const }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], options)
  return { status, text: `${stdout}${stderr}`.trim() }
}

beforeAll(() => {
  expect(prepare()).toEqual({ status: 0, text: '' })
  sound = readFileSync(file)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each<[string, () => void]>([
  ['is cut short', () => truncateSync(file, 20_000)],
  ['holds words', () => writeFileSync(file, 'no database at all. '.repeat(500))],
  ['is overwritten in its middle', () => writeFileSync(file, Buffer.from(sound).fill(7, 8_192, 60_000))],
])('a database file that %s is told in one line, with what to do', (_, spoil) => {
  writeFileSync(file, sound)
  spoil()
  const { status, text } = prepare()
  expect(status).toBe(1)
  expect(text).toMatch(
    /^\/.*stpa\.db: The database is damaged, or it is no database at all\. Stop the server, .*backup/,
  )
  expect(text.split('\n')).toHaveLength(1)
})

test('a server that is not there is told in one line, without the password', () => {
  const { status, text } = prepare({ DATABASE_URL: 'postgresql://ann:secret@127.0.0.1:1/stpa' })
  expect([status, text]).toEqual([1, expect.stringMatching(/^127\.0\.0\.1:1\/stpa: The database is not reached/)])
  expect(text).not.toMatch(/secret|\n/)
})

test('bringing a broken file up to date is refused in one line, too', () => {
  writeFileSync(file, 'no database at all. '.repeat(500))
  const options = {
    env: { ...process.env, DATABASE_URL: '', STPA_DATA: folder },
    encoding: 'utf8',
    stdio: 'pipe',
  } as const
  expect(() => execFileSync(process.execPath, ['scripts/migrate.mjs'], options)).toThrow(
    /stpa\.db: The database is damaged/,
  )
})
