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
})
