import { describe, expect, it } from 'vitest'
import { findByKey } from '../graph'
import { apply } from '../operations/apply'
import type { Operation } from '../operations/types'
import { analysisOf } from '../report/testing/analysisOf'
import { diffAnalyses } from './analyses'
import { countsOf, differenceOfChange } from './changes'
import { diffWords } from './words'

const base = analysisOf(`
loss:
- {key: L-1, text: Life}
- {key: L-2, text: Limb, owner: Ada}
hazard:
- {key: H-1, text: Dark, leadsTo: [L-1]}
requirement:
- {key: REQ-1, text: Light it, derivedFrom: [H-1]}
`)
const uid = (key: string): string => findByKey(base, ['loss', 'hazard', 'requirement'], key)?.uid ?? ''
const logged = (...operations: Operation[]) => {
  const { analysis, operations: done, inverse } = apply(base, operations)
  return { analysis, change: { operations: done, inverse } }
}
const known = (id: string) => base.items.get(id)

describe('what a change of the log did', () => {
  it('is what the two values of the analysis differ in', () => {
    const { analysis, change } = logged(
      { op: 'update', uid: uid('H-1'), set: { text: 'Lit' }, was: { text: 'Dark' } },
      { op: 'remove', uid: uid('L-2') },
      { op: 'create', uid: 'new', kind: 'loss', fields: { text: 'Money' } },
      { op: 'link', from: uid('H-1'), name: 'leadsTo', to: 'new', rationale: 'at once' },
      { op: 'unlink', from: uid('REQ-1'), name: 'derivedFrom', to: uid('H-1') },
    )
    const byKey = (items: readonly { key: string }[]) =>
      [...items].sort((left, right) => (left.key < right.key ? -1 : 1))
    const told = differenceOfChange(change, known).items
    expect(byKey(told)).toEqual(byKey(diffAnalyses(base, analysis).items))
    expect(countsOf(told)).toEqual({ new: 1, changed: 2, removed: 1 })
  })

  it('still names what was removed when nobody knows it any more, with its fields', () => {
    const { change } = logged({ op: 'remove', uid: uid('L-2') })
    const [removed] = differenceOfChange(change, () => undefined).items
    expect(removed).toMatchObject({ change: 'removed', kind: 'loss', key: 'L-2', text: 'Limb' })
    expect(removed?.fields.map((field) => field.name)).toEqual(['text', 'owner'])
  })

  it('takes several edits of one field for one', () => {
    const { change } = logged(
      { op: 'update', uid: uid('L-1'), set: { text: 'B' }, was: { text: 'Life' } },
      { op: 'update', uid: uid('L-1'), set: { text: 'C' }, was: { text: 'B' } },
    )
    const [item] = differenceOfChange(change, known).items
    expect(item?.fields).toEqual([{ name: 'text', label: 'Text', before: 'Life', after: 'C' }])
  })

  it('leaves out what was made and removed again, and counts boxes that were placed', () => {
    const { change } = logged(
      { op: 'create', uid: 'gone', kind: 'loss', fields: { text: 'x' } },
      { op: 'remove', uid: 'gone' },
      { op: 'create', uid: 'cs', kind: 'structure', fields: { text: 'Top' } },
      { op: 'create', uid: 'e', kind: 'element', fields: { text: 'Box' } },
      { op: 'place', structure: 'cs', item: 'e', at: { x: 1, y: 2 } },
    )
    const { items, positions } = differenceOfChange(change, known)
    expect(items.map((item) => item.text)).toEqual(['Top', 'Box'])
    expect(positions).toBe(1)
  })

  it('tells a rename, a retype, a split and a merge', () => {
    const { change } = logged(
      { op: 'update', uid: uid('L-1'), set: {}, was: {}, key: { was: 'L-1', to: 'L-LIFE' } },
      { op: 'retype', uid: uid('REQ-1'), kind: 'assumptionOfUse' },
      { op: 'split', uid: uid('H-1'), into: { uid: 'half', fields: { text: 'Half dark' } } },
      { op: 'merge', uid: uid('L-1'), from: uid('L-2') },
    )
    const { items } = differenceOfChange(change, known)
    expect(items.find((item) => item.uid === uid('L-1'))?.renamed).toEqual({ before: 'L-1', after: 'L-LIFE' })
    expect(items.find((item) => item.uid === uid('REQ-1'))?.retyped).toEqual({
      before: 'requirement',
      after: 'assumptionOfUse',
    })
    expect(items.find((item) => item.uid === 'half')).toMatchObject({
      change: 'new',
      kind: 'hazard',
      text: 'Half dark',
    })
    expect(items.find((item) => item.uid === uid('L-2'))?.change).toBe('removed')
  })
})

describe('two texts side by side', () => {
  const shown = (before: string, after: string) =>
    diffWords(before, after).map(({ kind, text }) => `${{ same: '', removed: '-', new: '+' }[kind]}${text.trim()}`)

  it('keeps the words that both have', () => {
    expect(shown('The display is dark', 'The display is lit now')).toEqual(['The display is', '-dark', '+lit now'])
    expect(shown('a b c', 'b c d')).toEqual(['-a', 'b c', '+d'])
  })

  it('shows a text that came or went as a whole', () => {
    expect(shown('', 'new text')).toEqual(['+new text'])
    expect(shown('old text', '')).toEqual(['-old text'])
    expect(shown('same', 'same')).toEqual(['same'])
    expect(diffWords('', '')).toEqual([])
  })

  it('does not compare word by word what is too long for it', () => {
    const long = 'word '.repeat(5_000)
    expect(diffWords(long, `${long}more`)).toHaveLength(2)
  })
})
