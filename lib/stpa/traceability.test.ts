import { describe, expect, it } from 'vitest'
import { findByKey } from './graph'
import { fromSnapshot, type Item, type Link } from './model'
import { analysisOf } from './report/testing/analysisOf'
import { type Direction, matrixBetween, reachOf, type TraceNode, traceOf } from './traceability'

const sample = analysisOf(`
safetyGoal:
- {key: SG-1, text: Goal, prevents: [H-1]}
loss:
- {key: L-1, text: Loss}
hazard:
- {key: H-1, text: Hazard, leadsTo: [L-1]}
- {key: H-1.1, text: Sub-hazard, parent: H-1, leadsTo: [L-1]}
systemConstraint:
- {key: SC-1, text: Constraint, addresses: [H-1], refines: [SG-1]}
unsafeControlAction:
- {key: UCA-1, text: Unsafe, leadsTo: [H-1.1], violates: [SC-1]}
lossScenario:
- {key: LS-1, text: Scenario, causes: [UCA-1]}
misbehaviour:
- {key: MB-1, text: Misbehaviour, leadsTo: [UCA-1], answeredBy: [REQ-1]}
requirement:
- {key: REQ-1, text: Requirement, derivedFrom: [LS-1]}
`)

const kinds = ['loss', 'hazard', 'unsafeControlAction', 'requirement', 'lossScenario', 'safetyGoal']
const uidOf = (key: string) => findByKey(sample, kinds, key)?.uid ?? ''
const outline = (node: TraceNode): string =>
  `${node.item.key}${node.repeated ? '↺' : ''}${node.children.length > 0 ? `(${node.children.map(outline).join(' ')})` : ''}`
const tree = (key: string, direction: Direction) => {
  const root = traceOf(sample, uidOf(key), direction)
  return root ? outline(root) : ''
}

describe('the tree of an item', () => {
  it('goes down from a loss to what is required, through links read backwards and through parts', () => {
    const reached = reachOf(sample, sample.items.get(uidOf('L-1')) as Item, 'down').map((item) => item.key)
    expect(reached.toSorted()).toEqual(['H-1', 'H-1.1', 'LS-1', 'MB-1', 'REQ-1', 'SC-1', 'SG-1', 'UCA-1'])
  })

  it('goes up from a requirement to the losses, opening out each item once', () => {
    const text = tree('REQ-1', 'up')
    expect(text.startsWith('REQ-1(')).toBe(true)
    expect(text).toContain('L-1')
    expect(text.match(/UCA-1\(/g)).toHaveLength(1)
    expect(text).toContain('UCA-1↺')
  })

  it('says how each item was reached, read from the one before', () => {
    const root = traceOf(sample, uidOf('UCA-1'), 'down')
    expect(root?.children.map((child) => [child.title, child.item.key])).toEqual(
      expect.arrayContaining([
        ['is caused by', 'LS-1'],
        ['comes from', 'MB-1'],
      ]),
    )
  })

  it('ends where links form a cycle', () => {
    const item = (uid: string): Item => ({
      uid,
      kind: 'controllerConstraint',
      key: uid,
      aliases: [],
      parent: null,
      order: 0,
      fields: {},
      origin: null,
    })
    const link = (from: string, to: string): Link => ({
      from,
      name: 'refines',
      to,
      order: 0,
      rationale: '',
      confirmed: null,
    })
    const cyclic = fromSnapshot({
      id: 'c',
      revision: 1,
      revisedAt: '',
      positions: [],
      counters: {},
      items: ['A', 'B', 'C'].map(item),
      links: [link('A', 'B'), link('B', 'C'), link('C', 'A'), link('A', 'A')],
    })
    const root = traceOf(cyclic, 'A', 'up')
    expect(root && outline(root)).toBe('A(A↺ B(C(A↺)))')
  })

  it('stops growing at its limit and counts what it left out', () => {
    const items = Array.from(
      { length: 50 },
      (_, index): Item => ({
        uid: `h${index}`,
        kind: 'hazard',
        key: `H-${index}`,
        aliases: [],
        parent: null,
        order: index,
        fields: {},
        origin: null,
      }),
    )
    const loss: Item = {
      uid: 'l',
      kind: 'loss',
      key: 'L-1',
      aliases: [],
      parent: null,
      order: 0,
      fields: {},
      origin: null,
    }
    const links = items.map(
      (from): Link => ({ from: from.uid, name: 'leadsTo', to: 'l', order: 0, rationale: '', confirmed: null }),
    )
    const wide = fromSnapshot({
      id: 'w',
      revision: 1,
      revisedAt: '',
      items: [loss, ...items],
      links,
      positions: [],
      counters: {},
    })
    const root = traceOf(wide, 'l', 'down', 11)
    expect(root?.children).toHaveLength(10)
    expect(root?.hidden).toBe(40)
  })

  it('is undefined for an item that is not there', () => {
    expect(traceOf(sample, 'nobody', 'up')).toBeUndefined()
  })
})

describe('a matrix of two kinds', () => {
  const cellOf = (rows: string, columns: string, row: string, column: string, paths = false) =>
    matrixBetween(sample, rows, columns, { paths }).cells.get(uidOf(row))?.get(uidOf(column))

  it('names direct links, whichever way round they were drawn', () => {
    expect(cellOf('unsafeControlAction', 'hazard', 'UCA-1', 'H-1.1')).toEqual({ titles: ['leads to'] })
    expect(cellOf('hazard', 'unsafeControlAction', 'H-1.1', 'UCA-1')).toEqual({ titles: ['comes from'] })
  })

  it('finds paths straight up or down when asked', () => {
    expect(cellOf('requirement', 'loss', 'REQ-1', 'L-1')).toBeUndefined()
    expect(cellOf('requirement', 'loss', 'REQ-1', 'L-1', true)).toEqual({ titles: [] })
    expect(cellOf('loss', 'requirement', 'L-1', 'REQ-1', true)).toEqual({ titles: [] })
  })
})
