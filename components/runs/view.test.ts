import { describe, expect, it } from 'vitest'
import { onTab, type View, viewCodec } from './view'

const { read } = viewCodec
const written = (given: string, change: Partial<View>) => {
  const parameters = new URLSearchParams(given)
  return viewCodec.write(parameters, viewCodec.changed(read(parameters), change))
}

describe('the view of runs in an address', () => {
  it('is read from what was written, and leaves the parameters of others alone', () => {
    const address = written('item=u1&tab=coverage', { tab: 'compare', traces: ['h1', 'h2'], process: '1 mdt' })
    expect(address.get('item')).toBe('u1')
    expect(read(address)).toMatchObject({
      tab: 'compare',
      traces: ['h1', 'h2'],
      process: '1 mdt',
      row: '',
      order: [],
    })
  })

  it('takes what is empty out of the address', () => {
    const address = written('row=a&order=b+c&words=x', { row: '', order: [] })
    expect(address.toString()).toBe('words=x')
  })

  it('forgets on another tab what was chosen, and keeps the order of the runs', () => {
    const address = written('tab=coverage&row=a&order=b', onTab('system'))
    expect(address.toString()).toBe('tab=system&order=b')
  })
})
