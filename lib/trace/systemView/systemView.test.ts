import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readOptions } from '../api'
import { digesterOf } from '../digest'
import { TraceInput } from '../input'
import type { ResourceUse, SubsystemUse } from '../usage/usage'
import { layoutSystemView } from './layout'
import type { UsedBy } from './model'
import { systemViewSvg } from './svg'
import { systemViewOf } from './systemView'

const subsystem = (name: string, more: Partial<SubsystemUse> = {}): SubsystemUse => ({
  ...{ name, asCall: 0, asResource: 1, errors: 0, syscalls: {}, resources: [], commands: { mdt: 1 }, firstLine: 1 },
  ...more,
})

const resource = (name: string, sections: string[], more: Partial<ResourceUse> = {}): ResourceUse => ({
  ...{ name, kind: 'device', device: '', sections, calls: 1, verbs: {}, errors: {}, firstLine: 1, lastLine: 1 },
  ...more,
})

const used = (title: string, subsystems: SubsystemUse[], resources: ResourceUse[]): UsedBy => ({
  title,
  usage: { subsystems, resources, more: { resources: 0, calls: 0 } },
})

const spi = used(
  'normal',
  [
    subsystem('SPI', { asResource: 51, commands: { mdt: 51 } }),
    subsystem('FUTEX', { asCall: 66, asResource: 0, commands: { mdt: 66 } }),
  ],
  [resource('/dev/spidev0.0', ['SPI'], { calls: 51 })],
)

describe('the system view', () => {
  it('leads from commands over subsystems to devices, summed over runs', () => {
    const busy = used(
      'busy',
      [subsystem('SPI', { asResource: 3, errors: 1, commands: { mdt: 2, sh: 1 } })],
      [resource('/dev/spidev0.0', ['SPI'], { calls: 3, errors: { EAGAIN: 1 } })],
    )
    const { nodes, arrows, left } = systemViewOf([spi, busy])
    expect(nodes.map(({ id, calls, errors, runs }) => [id, calls, errors, runs])).toEqual([
      ['command mdt', 53, 0, [0, 1]],
      ['command sh', 1, 0, [1]],
      ['subsystem SPI', 54, 1, [0, 1]],
      ['resource /dev/spidev0.0', 54, 1, [0, 1]],
    ])
    expect(arrows.map(({ from, to, calls }) => [from, to, calls])).toEqual([
      ['command mdt', 'subsystem SPI', 53],
      ['subsystem SPI', 'resource /dev/spidev0.0', 54],
      ['command sh', 'subsystem SPI', 1],
    ])
    expect(left).toEqual({ command: 0, subsystem: 0, resource: 0 })
  })

  it('shows the entries of system calls on request, and runs in the place of commands', () => {
    const { nodes } = systemViewOf([spi], { isDriversOnly: false, by: 'run' })
    expect(nodes.map(({ id }) => id)).toEqual([
      'command normal',
      'subsystem FUTEX',
      'subsystem SPI',
      'resource /dev/spidev0.0',
    ])
  })

  it('puts the attributes of one folder of sysfs together, and keeps other files apart', () => {
    const gpio = (name: string) => resource(`/sys/class/gpio/gpio4/${name}`, ['GPIO'], { kind: 'sysfs' })
    const files = ['a', 'b'].map((name) => resource(`/tmp/${name}`, [], { kind: 'file' }))
    const view = systemViewOf([used('n', [subsystem('GPIO')], [gpio('value'), gpio('direction'), ...files])], {
      kinds: ['sysfs', 'file'],
    })
    const names = view.nodes.filter(({ column }) => column === 'resource').map(({ name, calls }) => `${name} ${calls}`)
    expect(names).toEqual(['/sys/class/gpio/gpio4/* 2', '/tmp/a 1', '/tmp/b 1'])
  })

  it('narrows by words and by calls, and says how many boxes that leaves out', () => {
    const many = Array.from({ length: 100 }, (_, at) => resource(`/dev/d${at}`, ['SPI'], { calls: at + 1 }))
    const whole = used('n', [subsystem('SPI')], many)
    expect(systemViewOf([whole], { most: 10 }).left).toEqual({ command: 0, subsystem: 0, resource: 90 })
    expect(systemViewOf([whole], { words: 'd42' }).nodes.map(({ name }) => name)).toEqual(['mdt', 'SPI', '/dev/d42'])
    expect(systemViewOf([whole], { leastCalls: 99 }).nodes.map(({ name }) => name)).toEqual([
      'mdt',
      'SPI',
      '/dev/d99',
      '/dev/d98',
    ])
  })

  it('is drawn in three columns without two boxes in one place, whatever the names are', () => {
    const bad = resource(`/dev/<script>"&\u0000${'x'.repeat(900)}`, ['SPI'], { errors: { EAGAIN: 2 } })
    const view = systemViewOf([used('<b>', [subsystem('SPI'), subsystem('S'.repeat(400))], [bad])])
    const { nodes, width } = layoutSystemView(view)
    for (const one of nodes)
      for (const other of nodes)
        if (one.x === other.x && one.y < other.y) expect(other.y - one.y).toBeGreaterThan(one.height)
    expect(width).toBeLessThan(1_200)
    const svg = systemViewSvg(view, 'dark')
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('\u0000')
    expect(svg).toContain('2 errors: EAGAIN')
  })
})

const traces = fileURLToPath(new URL('../../../../shared/data/traces/', import.meta.url))
const hasTraces = existsSync(traces)
if (!hasTraces) process.stdout.write('SKIPPED: the system view of the stand-in: ../shared/data/traces is not here\n')

async function usedIn(name: string): Promise<UsedBy> {
  const digester = await digesterOf(readOptions.parse({}))
  const input = new TraceInput(name, digester)
  input.push(readFileSync(`${traces}/${name}`))
  return { title: name, usage: digester.result(input.end()).usage }
}

describe.skipIf(!hasTraces)('the system view of the runs of the stand-in', () => {
  it('has the command, SPI and GPIO, the device and the pin', async () => {
    const view = systemViewOf([await usedIn('mdtsim-normal.strace'), await usedIn('mdtsim-busy.strace')])
    const arrows = view.arrows.map(({ from, to, calls }) => `${from} > ${to} ${calls}`)
    expect(arrows).toContain('command mdtsim > subsystem SPI SUBSYSTEM 54')
    expect(arrows).toContain('subsystem SPI SUBSYSTEM > resource /dev/spidev0.0 54')
    expect(arrows).toContain('subsystem GPIO SUBSYSTEM > resource /sys/class/gpio/gpio4/* 21')
    expect(view.nodes.find(({ name }) => name === '/dev/spidev0.0')?.errorNames).toEqual(['EAGAIN'])
  })
})
