import { describe, expect, it } from 'vitest'
import { onTab, viewOf, withView } from './view'

describe('the view of runs in an address', () => {
  it('is read from what was written, and leaves the parameters of others alone', () => {
    const given = new URLSearchParams('item=u1&tab=coverage')
    const written = withView(given, { tab: 'compare', traces: ['h1', 'h2'], process: '1 mdt' })
    expect(written.get('item')).toBe('u1')
    expect(viewOf(written)).toMatchObject({
      tab: 'compare',
      traces: ['h1', 'h2'],
      process: '1 mdt',
      row: '',
      order: [],
    })
  })

  it('takes what is empty out of the address', () => {
    const written = withView(new URLSearchParams('row=a&order=b+c&words=x'), { row: '', order: [] })
    expect(written.toString()).toBe('words=x')
  })

  it('forgets on another tab what was chosen, and keeps the order of the runs', () => {
    const written = withView(new URLSearchParams('tab=coverage&row=a&order=b'), onTab('system'))
    expect(written.toString()).toBe('tab=system&order=b')
  })
})
