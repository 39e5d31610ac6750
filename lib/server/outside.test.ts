import { AsyncLocalStorage } from 'node:async_hooks'
import { afterAll, expect, it } from 'vitest'
import { keepOutside, outside } from './outside'

afterAll(() => {
  Object.assign(globalThis, { stpaOutside: undefined })
})

it('work is done in the context of the start, and gives its result; without one as it is called', async () => {
  const requests = new AsyncLocalStorage<string>()
  const asked = () => requests.run('a request', () => outside(async () => requests.getStore() ?? 'none'))
  expect(await asked()).toBe('a request')
  keepOutside()
  expect(await asked()).toBe('none')
})
