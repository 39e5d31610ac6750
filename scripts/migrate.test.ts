import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, expect, test } from 'vitest'
import { migrate, missingMigration } from './migrate.mjs'

const folder = mkdtempSync(join(tmpdir(), 'stpa-migrate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['sqlite', 'postgresql'] as const)(
  'the migrations for %s hold all that the schema says',
  async (provider) => {
    expect(await missingMigration(provider), 'run: npm run migrate:new -- NAME').toBe('')
  },
)

test('a file from before is made so that it can shrink, at the first start at which nobody else uses it', async () => {
  const path = join(folder, 'stpa.db')
  await migrate(`file:${path}`)
  const database = new Database(path)
  const mode = () => Object.values(Object(database.prepare('PRAGMA auto_vacuum').get()))[0]
  database.exec('PRAGMA auto_vacuum = NONE; VACUUM')
  database.exec("INSERT INTO \"Analysis\" VALUES ('lamp', 'Lamp', 1, '{}', 0, 0)")
  expect(mode()).toBe(0)
  database.exec('BEGIN IMMEDIATE')
  expect(await migrate(`file:${path}`)).toEqual([])
  database.exec('ROLLBACK')
  expect(mode()).toBe(0)
  await migrate(`file:${path}`)
  const again = new Database(path)
  expect(Object.values(Object(again.prepare('PRAGMA auto_vacuum').get()))[0]).toBe(2)
  expect(again.prepare('SELECT title FROM "Analysis"').all()).toEqual([{ title: 'Lamp' }])
  again.close()
  database.close()
})
