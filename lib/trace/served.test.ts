import { describe, expect, it } from 'vitest'
import { servedByTables, tablesOf } from './served'
import { actionOf } from './testing/actions'

describe('what serves an action', () => {
  it('is that of what stands behind standard input, not of what stood behind it before', async () => {
    const servedBy = servedByTables(await tablesOf({ rules: '' }), 'x86-64')
    const closing = (target: string) => {
      const action = actionOf(1, 'close', 'stdin', { kind: 'stdio' })
      return servedBy({ ...action, resource: { ...action.resource, target } }).resource
    }
    const [device, file] = [closing('/dev/null'), closing('/sys/class/gpio/gpio4/value')]
    expect([device.length > 0, file.length > 0]).toEqual([true, true])
    expect(file).not.toEqual(device)
    expect(closing('/dev/null')).toEqual(device)
  })
})
