import { describe, expect, it, vi } from 'vitest'
import { StpaError } from './errors'

describe('StpaError', () => {
  it('is recognised when another copy of its module made it, as bundles of one server do', async () => {
    vi.resetModules()
    const other = await import('./errors')
    expect(other.StpaError).not.toBe(StpaError)
    expect(new other.StpaError('conflict', 'x') instanceof StpaError).toBe(true)
    expect(new Error('x') instanceof StpaError).toBe(false)
    expect(new StpaError('conflict', 'x').status).toBe(409)
  })
})
