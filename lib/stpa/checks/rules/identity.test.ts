import { describe, expect, it } from 'vitest'
import { type Analysis, linkId } from '../../model'
import { analysisOf, messagesOf } from '../testing/cases'
import { findRule } from './index'

const said = (id: string, analysis: Analysis) => [...(findRule(id)?.check(analysis) ?? [])].map((hit) => hit.message)

/** Two items of one analysis under one key, and a link to nothing: no operation makes this, a damaged file might. */
function damaged(): Analysis {
  const analysis = analysisOf(
    'loss: [{key: L-1, text: Injury}, {key: L-2, text: Damage}]\nhazard: [{key: H-1, text: Dark}]',
  )
  const items = new Map(
    [...analysis.items].map(([uid, item]) => [uid, item.key === 'L-2' ? { ...item, key: 'L-1' } : item]),
  )
  const hazard = [...items.values()].find((item) => item.kind === 'hazard')
  const link = { from: hazard?.uid ?? '', name: 'leadsTo', to: 'nobody', order: 1, rationale: '', confirmed: null }
  const orphan = hazard && { ...hazard, uid: 'orphan', key: 'H-2', parent: 'nobody' }
  if (orphan) items.set(orphan.uid, orphan)
  return { ...analysis, items, links: new Map([[linkId(link), link]]) }
}

describe('keys and references', () => {
  it('M-01a reports a key that two items have', () =>
    expect(said('M-01a', damaged())).toEqual(['L-1 is the key of two items.']))

  it('M-01a reports the second holder of a key, whom an import gave a suffix', () => {
    expect(messagesOf(findRule('M-01a'), 'loss: [{key: L-1, text: Injury}, {key: L-1, text: Damage}]')).toEqual([
      'L-1~2 was L-1 in its source, as L-1 is.',
    ])
    const fine = 'loss: [{key: L-1, text: Injury}, {key: "L-3~2", text: Damage}]\nhazard: [{key: L-1, text: Dark}]'
    expect(messagesOf(findRule('M-01a'), fine)).toEqual([])
  })

  it('M-01b reports links and parents that lead nowhere', () => {
    expect(said('M-01b', damaged())).toEqual(['H-1: "leadsTo" leads to no item.', 'H-2: its parent is not there.'])
  })

  it('M-01b reports keys in brackets that nobody has', () => {
    const hit =
      'hazard: [{key: H-1, text: Dark}, {key: H-3, aliases: [H-2], text: Late}]\nloss: [{key: L-1, text: "Injury [H-1, H-9]"}]'
    expect(messagesOf(findRule('M-01b'), hit)).toEqual(['L-1 speaks of H-9, which is not there.'])
    const fine =
      'hazard: [{key: H-1, text: Dark}, {key: H-3, aliases: [H-2], text: Late}]\nloss: [{key: L-1, text: "Injury [H-2] as in [ISO-26262] or [see 3]"}]'
    expect(messagesOf(findRule('M-01b'), fine)).toEqual([])
  })

  it('M-01c reports a cycle once, over links and parents', () => {
    const hit =
      'requirement: [{key: A, text: One, decomposes: [B]}, {key: B, parent: A, text: Two}, {key: C, text: Three, decomposes: [D]}, {key: D, text: Four, decomposes: [C]}]'
    expect(messagesOf(findRule('M-01c'), hit).sort()).toEqual(['A → B → A is a cycle.', 'C → D → C is a cycle.'])
    const fine =
      'requirement: [{key: A, text: One}, {key: B, text: Two, decomposes: [A]}, {key: C, text: Three, decomposes: [A, B], independentOf: [B]}]'
    expect(messagesOf(findRule('M-01c'), fine)).toEqual([])
  })

  it('M-01c does not follow a chain of 20,000 items by recursion', () => {
    const chain = Array.from(
      { length: 20_000 },
      (_, index) => `- {key: R${index}, text: Part, decomposes: [R${index + 1}]}`,
    )
    const analysis = analysisOf(`requirement:\n${chain.join('\n')}\n- {key: R20000, text: Last, decomposes: [R0]}`)
    expect(said('M-01c', analysis)).toHaveLength(1)
  })
})
