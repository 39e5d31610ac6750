import { expect, it } from 'vitest'
import { testsBeside } from './changed.mjs'

it('the tests that stand beside a change are run, its own first; those of the storage are not', () => {
  const all = ['lib/text/csv.test.ts', 'lib/text/json.test.ts', 'lib/stpa/api.test.ts', 'lib/server/commit.test.ts']
  expect(testsBeside(['lib/text/json.ts', 'lib/server/commit.ts'], all)).toEqual([
    'lib/text/json.test.ts',
    'lib/text/csv.test.ts',
  ])
  expect(testsBeside(['lib/stpa/api.test.ts'], all)).toEqual(['lib/stpa/api.test.ts'])
  expect(testsBeside(['README.md'], all)).toEqual([])
})
