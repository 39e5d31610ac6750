import { expect, test } from 'vitest'
import { missingMigration } from './migrate.mjs'

test.each(['sqlite', 'postgresql'] as const)(
  'the migrations for %s hold all that the schema says',
  async (provider) => {
    expect(await missingMigration(provider), 'run: npm run migrate:new -- NAME').toBe('')
  },
)
