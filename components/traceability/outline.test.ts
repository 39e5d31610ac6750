import { describe, expect, it } from 'vitest'
import { findByKey } from '@/lib/stpa/graph'
import { analysisOf } from '@/lib/stpa/report/testing/analysisOf'
import { traceOf } from '@/lib/stpa/traceability'
import { kindsIn, rowsOf } from './outline'

const analysis = analysisOf(`
loss:
- {key: L-1, text: Loss}
hazard:
- {key: H-1, text: Hazard, leadsTo: [L-1]}
- {key: H-2, text: Other, leadsTo: [L-1]}
unsafeControlAction:
- {key: UCA-1, text: Unsafe, leadsTo: [H-1]}
`)
const root = traceOf(analysis, findByKey(analysis, ['loss'], 'L-1')?.uid ?? '', 'down')
const keys = (toggled: ReadonlySet<string>, kind?: string) =>
  root
    ? rowsOf(root, toggled, (node) => kind === undefined || node.item.kind === kind).map(
        (row) => `${row.level} ${row.node.item.key}`,
      )
    : []

describe('the rows of a tree', () => {
  it('follow its branches, and end where one is folded', () => {
    expect(keys(new Set())).toEqual(['1 L-1', '2 H-1', '3 UCA-1', '2 H-2'])
    const first = root?.children[0]
    expect(keys(new Set([`${root?.item.uid} ${first?.item.uid} ${first?.title}`]))).toEqual(['1 L-1', '2 H-1', '2 H-2'])
  })

  it('keep the way to the kind that is looked for', () => {
    expect(keys(new Set(), 'unsafeControlAction')).toEqual(['1 L-1', '2 H-1', '3 UCA-1'])
  })

  it('count the items of each kind once', () => {
    expect(root && [...kindsIn(root)]).toEqual([
      ['hazard', 2],
      ['unsafeControlAction', 1],
    ])
  })
})
