import { describe, expect, it } from 'vitest'
import { findByKey } from '../graph'
import type { Analysis } from '../model'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { analysisOf } from '../report/testing/analysisOf'
import { diffAnalyses } from './analyses'
import { isSame } from './types'

const before = analysisOf(`
loss:
- {key: L-1, text: Life}
- {key: L-2, text: Limb}
hazard:
- {key: H-1, text: Dark, leadsTo: [L-1]}
requirement:
- {key: REQ-1, text: Light it, derivedFrom: [H-1]}
`)
const uid = (key: string): string => findByKey(before, ['loss', 'hazard', 'requirement'], key)?.uid ?? ''
const edited = (...operations: Operation[]): Analysis => apply(before, operations).analysis

describe('the difference of two values of an analysis', () => {
  it('is empty for the same value, for another revision of the same content, and after an undo', () => {
    expect(isSame(diffAnalyses(before, before))).toBe(true)
    expect(isSame(diffAnalyses(before, { ...before, revision: 99, revisedAt: 'later' }))).toBe(true)
    const applied = apply(before, [{ op: 'update', uid: uid('H-1'), set: { text: 'Lit' }, was: { text: 'Dark' } }])
    expect(isSame(diffAnalyses(before, apply(applied.analysis, applied.inverse).analysis))).toBe(true)
  })

  it('names new, changed and removed items in the order of the method, with their fields', () => {
    const changed = edited(
      { op: 'remove', uid: uid('L-2') },
      { op: 'create', uid: 'new', kind: 'loss', fields: { text: 'Money', category: 'commercial' } },
      { op: 'update', uid: uid('H-1'), set: { text: 'Lit', owner: 'Ada' }, was: { text: 'Dark' } },
    )
    const { items } = diffAnalyses(before, changed)
    expect(items.map((item) => [item.change, item.key, item.text])).toEqual([
      ['new', 'L-3', 'Money'],
      ['removed', 'L-2', 'Limb'],
      ['changed', 'H-1', 'Lit'],
    ])
    expect(items[2]?.fields).toEqual([
      { name: 'text', label: 'Text', before: 'Dark', after: 'Lit' },
      { name: 'owner', label: 'Owner', before: undefined, after: 'Ada' },
    ])
  })

  it('puts links with the item at which they start', () => {
    const changed = edited(
      { op: 'link', from: uid('H-1'), name: 'leadsTo', to: uid('L-2') },
      { op: 'link', from: uid('H-1'), name: 'leadsTo', to: uid('L-1'), rationale: 'at night' },
      { op: 'unlink', from: uid('REQ-1'), name: 'derivedFrom', to: uid('H-1') },
    )
    const { items } = diffAnalyses(before, changed)
    expect(items.map((item) => [item.key, item.links.map((link) => link.change)])).toEqual([
      ['H-1', ['changed', 'new']],
      ['REQ-1', ['removed']],
    ])
  })

  it('tells a rename, a retype, a move and a box that was placed', () => {
    const changed = edited(
      { op: 'update', uid: uid('L-1'), set: {}, was: {}, key: { was: 'L-1', to: 'L-LIFE' } },
      { op: 'move', uid: uid('L-2'), parent: null, order: 0.5 },
      { op: 'retype', uid: uid('REQ-1'), kind: 'assumptionOfUse' },
      { op: 'create', uid: 'cs', kind: 'structure', fields: { text: 'Top' } },
      { op: 'create', uid: 'e', kind: 'element', fields: { text: 'Box' } },
      { op: 'place', structure: 'cs', item: 'e', at: { x: 1, y: 2 } },
    )
    const { items, positions } = diffAnalyses(before, changed)
    expect(items.find((item) => item.uid === uid('L-1'))?.renamed).toEqual({ before: 'L-1', after: 'L-LIFE' })
    expect(items.find((item) => item.uid === uid('L-2'))?.moved).toBe(true)
    expect(items.find((item) => item.uid === uid('REQ-1'))?.retyped).toEqual({
      before: 'requirement',
      after: 'assumptionOfUse',
    })
    expect(positions).toEqual([{ after: { structure: 'cs', item: 'e', x: 1, y: 2 } }])
  })
})
