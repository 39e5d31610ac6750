import { describe, expect, it } from 'vitest'
import { itemsOf, linked } from '../graph'
import { importSources } from './importSources'

const unseen = String.raw`"L\u200B-1"`

/** A loss whose key holds what cannot be seen, beside one that looks the same; both are referred to. */
const files = {
  native: `stpa: 1
loss: [{key: L-1, text: a}, {key: ${unseen}, text: b}]
hazard: [{key: " H-1 ", text: c, leadsTo: [" L-1 "]}]
`,
  stpatools: `Losses:
- {Identifier: L-1, Text: a}
- {Identifier: ${unseen}, Text: b}
Hazards:
- {Identifier: " H-1 ", Text: c, Losses: [" L-1 "]}
`,
}

describe('keys of a file that look the same', () => {
  it.each(['native', 'stpatools'] as const)('are told apart in %s, and the report says so', (format) => {
    const { analysis, report } = importSources(null, [{ name: 'a.yml', text: files[format], hash: '' }])
    expect(itemsOf(analysis, 'loss').map(({ key }) => key)).toEqual(['L-1', 'L-1~2'])
    const [hazard] = itemsOf(analysis, 'hazard')
    expect([hazard?.key, report.repaired.some(({ message }) => message.includes('L<U+200B>-1'))]).toEqual(['H-1', true])
    const led = linked(analysis, hazard?.uid ?? '', 'leadsTo').map(({ key }) => key)
    expect(led.length === 1 || report.skipped.length > 0).toBe(true)
  })

  it('are no reference in a native file where two items have one: it is left open, as is a parent', () => {
    const text = `stpa: 1
hazard:
- {key: H-1, text: Heat}
- {key: H-1, text: Cold}
- {key: H-2, text: Burn, parent: H-1}
- {key: H-3, text: Frost, parent: H-2}
systemConstraint:
- {key: SC-1, text: Stop, addresses: [H-1, H-3]}
`
    const { analysis, report } = importSources(null, [{ name: 'a.stpa.yaml', text, hash: '' }])
    const [constraint] = itemsOf(analysis, 'systemConstraint')
    expect(linked(analysis, constraint?.uid ?? '', 'addresses').map(({ key }) => key)).toEqual(['H-3'])
    const hazards = itemsOf(analysis, 'hazard')
    const parents = hazards.map(({ key, parent }) => [key, hazards.find(({ uid }) => uid === parent)?.key])
    expect(Object.fromEntries(parents)).toEqual({
      'H-1': undefined,
      'H-1~2': undefined,
      'H-2': undefined,
      'H-3': 'H-2',
    })
    expect(report.skipped.map(({ message }) => message)).toEqual([
      'SC-1: "addresses" names H-1, which several items of this file have: left open.',
      'H-2: "parent" names H-1, which several items of this file have: left open.',
    ])
  })
})
