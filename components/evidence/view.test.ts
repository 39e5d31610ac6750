import { describe, expect, it } from 'vitest'
import { viewCodec } from './view'

const { read, write, changed } = viewCodec

describe('the address of a view', () => {
  it('says all of it, and keeps what belongs to others', () => {
    const address = 'item=uid1&tab=flow&row=a.1&process=3&line=12&to=40&version=machine'
    const parameters = new URLSearchParams(address)
    const view = read(parameters)
    expect(view).toMatchObject({ tab: 'flow', row: 'a.1', process: 3, line: 12, to: 40, version: 'machine' })
    expect(Object.fromEntries(write(parameters, view))).toEqual(Object.fromEntries(parameters))
    expect(write(parameters, changed(view, { tab: 'lines' })).toString()).not.toContain('row')
  })

  it('takes nonsense for nothing', () => {
    expect(read(new URLSearchParams('line=-3&to=x&process=1e99'))).toMatchObject({ line: 0, to: 0, process: 0 })
    expect(read(new URLSearchParams('line=9&to=3'))).toMatchObject({ line: 9, to: 9 })
  })
})
