import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Action } from '../action'
import { ActionReader } from '../actions/reader'
import { TraceInput } from '../input'
import { callNames, subsystemOfCall } from './calls'
import type { KernelTables } from './kernelTables'
import { loadLinux61 } from './linux61'
import { ioctlRequestOf } from './multiplexers'
import { subsystemOfResource } from './resources'

const folder = new URL('../../../../shared/data/traces/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) process.stdout.write('SKIPPED: subsystems of real traces: ../shared/data is absent\n')

let tables: KernelTables
beforeAll(async () => {
  tables = await loadLinux61()
})

function actionsOf(name: string): Action[] {
  const found: Action[] = []
  const reader = new ActionReader({ action: (action) => found.push(action) })
  const input = new TraceInput(name, reader, { format: 'strace' })
  input.push(readFileSync(new URL(name, folder)))
  input.end()
  reader.end()
  return found
}

/** Both sides of a traced call, as lib/trace/served.ts asks for them. */
function subsystemsOf({ call: { name, args }, resource }: Action) {
  const call = subsystemOfCall(tables, 'x86-64', name, args)
  const request = call.name === 'ioctl' ? ioctlRequestOf(call.operation) : undefined
  return { call, resource: subsystemOfResource(tables, resource, request) }
}

describe.skipIf(!isThere)('real traces', () => {
  const straces = isThere ? readdirSync(folder).filter((name) => name.endsWith('.strace')) : []

  it.each(straces)('%s has no call that is unknown, but for a number that nobody has', (name) => {
    const calls = new Set(actionsOf(name).map(({ call }) => call.name))
    const unknown = [...calls].filter((call) => subsystemOfCall(tables, 'x86-64', call).category === 'Unknown')
    expect(unknown.filter((call) => call !== 'syscall_0x3e7')).toEqual([])
  })

  it('of the pump have the pair that the article drew by hand: the call and the driver', () => {
    const pairs = actionsOf('mdtsim-normal.strace').map((action) => {
      const { call, resource } = subsystemsOf(action)
      return `${action.verb} ${call.category} -> ${resource?.sections[0] ?? ''}`
    })
    for (const pair of [
      'open Filesystem -> SPI SUBSYSTEM',
      'flock Filesystem -> SPI SUBSYSTEM',
      'write Filesystem -> GPIO SUBSYSTEM',
      'SPI_IOC_MESSAGE(1) Driver -> SPI SUBSYSTEM',
    ])
      expect(pairs).toContain(pair)
  })

  it('have a subsystem for every resource that has a name', () => {
    const without = straces.flatMap(actionsOf).filter((action) => !subsystemsOf(action).resource)
    const names = new Set(
      without.filter(({ resource }) => resource.kind !== 'process').map(({ resource }) => resource.name),
    )
    expect([...names].filter((name) => !/^(|fd\?.*|path\?|std(in|out|err))$/.test(name))).toEqual([])
  })

  it('of the article name calls of ARM that its table has', () => {
    const text = readFileSync(new URL('openaps-article.txt', folder), 'utf8')
    for (const name of ['fstatat64', 'epoll_create1', 'clock_gettime', 'fcntl64'].filter((each) => text.includes(each)))
      expect(subsystemOfCall(tables, 'arm', name).number).toBeDefined()
    expect(callNames(tables, 'arm')(336)).toBe('ppoll')
  })
})
