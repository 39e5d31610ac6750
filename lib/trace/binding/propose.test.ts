import { describe, expect, it } from 'vitest'
import type { Analysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { Coverage } from '../coverage/collect'
import { planOf } from '../coverage/plan'
import type { Step } from '../coverage/types'
import { actionOf, normalRun } from '../testing/actions'
import { pumpAnalysis } from '../testing/pump'
import { confirmBinding, proposeBindings, takeProposal } from './propose'

const withoutBindings = (analysis: Analysis): Analysis =>
  apply(
    analysis,
    ['b-talk', 'b-open', 'b-lock', 'b-set', 'b-ls'].map((uid) => ({ op: 'remove' as const, uid })),
  ).analysis

const analysis = withoutBindings(pumpAnalysis())

function stepsOf(actions = normalRun()): Step[] {
  const coverage = new Coverage(planOf(analysis), { id: 'r', title: 'r', workload: '' })
  for (const action of actions) coverage.action(action)
  return [...coverage.end([]).steps]
}

const bestOf = (uid: string, steps = stepsOf()) => proposeBindings(analysis, steps).find(({ item }) => item === uid)

describe('proposals', () => {
  it('are made from names and interfaces, with what speaks for them', () => {
    expect(bestOf('open')).toMatchObject({ verbs: ['open', 'flock'], resource: '/dev/spidev0.0' })
    expect(bestOf('set')).toMatchObject({ verbs: ['write'], resource: '/sys/class/gpio/gpio4/*', count: 3 })
    expect(bestOf('talk')).toMatchObject({ verbs: ['SPI_IOC_MESSAGE(1)'], count: 48 })
    expect(bestOf('open')?.alsoFor).toEqual(['CA-3', 'CA-2'])
    expect(bestOf('open')?.reasons[0]).toBe('its interface is named /dev/spidev*')
    expect(bestOf('set')?.reasons).toContain('both speak of "gpio"')
    expect(bestOf('talk')?.reasons).toContain('both speak of "spi"')
  })

  it('are none where only a verb fits, and none for what is bound', () => {
    expect(bestOf('level')).toBeUndefined()
    expect(proposeBindings(pumpAnalysis(), stepsOf()).map(({ item }) => item)).not.toContain('open')
  })

  it('are few and quick in a trace of very many files', () => {
    const many = Array.from({ length: 20_000 }, (_, line) =>
      actionOf(line + 1, 'read', `/usr/share/pump/${line}/setup`, { kind: 'file', phase: 'file' }),
    )
    const steps = stepsOf([...many.slice(0, 19_000), ...normalRun()])
    expect(bestOf('talk', steps)).toMatchObject({ verbs: ['SPI_IOC_MESSAGE(1)'] })
  })

  it('become bindings in draft that say what they went by, until a person confirms them with a reason', () => {
    const proposal = bestOf('set')
    const taken = apply(analysis, proposal ? takeProposal(proposal, () => 'b') : []).analysis
    const binding = taken.items.get('b')
    expect(binding?.fields).toMatchObject({ verbs: ['write'], resource: '/sys/class/gpio/gpio4/*' })
    expect([binding?.fields.confirmed, binding?.fields.proposedBy]).toEqual([
      undefined,
      expect.stringContaining('gpio'),
    ])
    expect(() => binding && confirmBinding(binding, ' ')).toThrow('is confirmed with a reason')
    const confirmed = apply(taken, binding ? confirmBinding(binding, 'The pins of the radio hat') : []).analysis
    expect(confirmed.items.get('b')?.fields).toMatchObject({ confirmed: true, reason: 'The pins of the radio hat' })
  })
})
