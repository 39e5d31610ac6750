import { describe, expect, it } from 'vitest'
import { emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { diffGraphs } from '../diff'
import { bindingStates } from '../taking/bindings'
import { elementOf } from '../taking/take'
import { navText } from '../walk/nav'
import { GraphBuilder } from './builder'
import { functionsNamed, subsystemName, subsystemNamed } from './graph'
import { readMaintainers, sectionsOf } from './maintainers'
import { sectionName } from './names'

const section = "KEEPER'S LAMP BUS"
const stored = 'KEEPER`S LAMP BUS' // as ks-nav has it in its databases

/** lamp_ioctl (the quoted section) calls led_set (LEDS). */
function graphWith(name: string) {
  const builder = new GraphBuilder()
  builder.file(1, 'drivers/lamp/a.c')
  builder.file(2, 'drivers/leds/b.c')
  builder.tag(name, 1)
  builder.tag('LEDS', 2)
  for (const [id, of] of [
    [1, 'lamp_ioctl'],
    [2, 'led_set'],
  ] as const)
    builder.symbol({ id, name: of, address: '0x1', type: 'direct', file: id })
  builder.call(1, 2, '0x10', 'drivers/lamp/a.c:7')
  const from = { instance: 1, kernelVersion: '6.1', note: '', format: 'test', original: '', partial: false }
  return builder.finish(from).graph
}

describe('a section with a quote in its name', () => {
  it('is called as MAINTAINERS writes it', () => {
    const maintainers = readMaintainers('M', `${section}\nF:\tdrivers/lamp/\n`)
    expect(sectionsOf(maintainers, 'drivers/lamp/a.c')).toEqual([section])
  })

  it.each([section, stored])('is found in a graph that has it as %s, under either name', (name) => {
    const graph = graphWith(name)
    const [of = -1] = functionsNamed(graph, 'lamp_ioctl')
    expect(subsystemName(graph, graph.navSubsystem[of] ?? -1)).toBe(section)
    expect([section, stored].map((asked) => subsystemNamed(graph, asked))).toEqual([0, 0])
  })

  it('is no difference between a graph of ks-nav and one of MAINTAINERS', () => {
    const { subsystems, interfaces, moved } = diffGraphs(graphWith(stored), graphWith(section))
    expect([subsystems.appeared, subsystems.gone, subsystems.changed, interfaces, moved]).toEqual([[], [], [], [], []])
  })

  it('has the backquote in the bytes of nav alone', () => {
    const request = { symbol: 'lamp_ioctl', mode: 'targeted', depth: 0, excludeBefore: [], excludeAfter: [] } as const
    for (const name of [section, stored]) {
      const text = navText(graphWith(name), { ...request, targets: [section] })
      expect(text).toContain(`"${stored}"->"LEDS"`)
      expect(text).not.toContain("'")
    }
  })

  it.each([section, stored])('is the same to a binding that was taken as %s', (name) => {
    const bound = apply(emptyAnalysis('a'), [
      { op: 'create', uid: 'e', kind: 'element', fields: { text: name } },
      { op: 'create', uid: 'b', kind: 'kernelBinding', fields: { subsystem: name, files: ['drivers/lamp/a.c'] } },
      { op: 'link', from: 'b', name: 'binds', to: 'e' },
    ]).analysis
    expect([section, stored].map((asked) => elementOf(bound, asked)?.uid)).toEqual(['e', 'e'])
    for (const has of [section, stored])
      expect(bindingStates(bound, graphWith(has), '').map(({ state }) => state)).toEqual(['same'])
  })

  it('keeps every other sign', () => {
    expect(sectionName('HPET:\tx86 "A", B/C [D]')).toBe('HPET:\tx86 "A", B/C [D]')
  })
})
