import { describe, expect, it } from 'vitest'
import { actionOf } from '../testing/actions'
import { UsageCounter } from './usage'

const sum = (counts: Readonly<Record<string, number>> = {}) => Object.values(counts).reduce((all, one) => all + one, 0)

describe('what a run used', () => {
  it('counts all of it, whatever there are beyond the bounds', () => {
    const served = { call: ['VFS'], category: '', resource: ['SPI'] }
    const counter = new UsageCounter(
      () => served,
      (process) => `command ${process}`,
    )
    for (let at = 0; at < 1_000; at++)
      counter.add({ ...actionOf(at, `verb${at}`, '/dev/a', { errno: `E${at}`, call: `call${at}` }), processId: at })
    for (let at = 0; at < 1_000; at++) counter.add(actionOf(at, 'read', `/dev/${at}`))
    const { resources, subsystems } = counter.result()
    const own = resources.find(({ name }) => name === '/dev/a')
    expect([sum(own?.verbs), sum(own?.errors), own?.verbs['(others)']]).toEqual([1_000, 1_000, 800])
    for (const { asCall, asResource, syscalls, commands } of subsystems)
      expect([sum(syscalls), sum(commands)]).toEqual([asCall + asResource, asCall + asResource])
    const spi = subsystems.find(({ name }) => name === 'SPI')
    expect([spi?.resources.length, spi?.moreOnResources]).toEqual([40, 961])
  })
})
