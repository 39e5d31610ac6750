import { describe, expect, it } from 'vitest'
import { StpaError } from '../errors'
import { fingerprint } from '../fingerprint'
import { findByKey, itemsOf, linked, linkedFrom } from '../graph'
import { type Analysis, emptyAnalysis, fromSnapshot, toSnapshot } from '../model'
import { apply } from './apply'
import { operationSchema } from './schema'
import type { Operation } from './types'

const create = (uid: string, kind: string, text: string, more: object = {}): Operation => ({
  op: 'create',
  uid,
  kind,
  fields: { text },
  ...more,
})

/** Two hazards, a loss, an element with a control action and its unsafe control action. */
function sample(): Analysis {
  return apply(emptyAnalysis('a'), [
    create('an', 'analysis', 'Lamp'),
    create('l1', 'loss', 'Life'),
    create('h1', 'hazard', 'No warning'),
    create('h2', 'hazard', 'Wrong warning'),
    create('e1', 'element', 'Checker'),
    create('e2', 'element', 'Watchdog'),
    create('ca1', 'controlAction', 'Pet'),
    create('u1', 'unsafeControlAction', 'Checker pets when dark'),
    { op: 'link', from: 'h1', name: 'leadsTo', to: 'l1' },
    { op: 'link', from: 'ca1', name: 'source', to: 'e1' },
    { op: 'link', from: 'ca1', name: 'target', to: 'e2' },
    { op: 'link', from: 'u1', name: 'of', to: 'ca1' },
    { op: 'link', from: 'u1', name: 'leadsTo', to: 'h1' },
  ]).analysis
}

/** The content without what may differ after an undo: revision and counters. */
function content(analysis: Analysis) {
  const { items, links, positions } = toSnapshot(analysis)
  const sorted = <T>(list: readonly T[]) => list.map((entry) => JSON.stringify(entry)).sort()
  return { items: sorted(items), links: sorted(links), positions: sorted(positions) }
}

function refusal(run: () => unknown): StpaError {
  try {
    run()
  } catch (error) {
    if (error instanceof StpaError) return error
    throw error
  }
  throw new Error('was not refused')
}

describe('apply', () => {
  it('gives keys from the template and never gives one twice', () => {
    const before = sample()
    expect(itemsOf(before, 'hazard').map((item) => item.key)).toEqual(['H-1', 'H-2'])
    const removed = apply(before, [{ op: 'remove', uid: 'h2' }]).analysis
    const again = apply(removed, [create('h3', 'hazard', 'Blinding')]).analysis
    expect(again.items.get('h3')?.key).toBe('H-3')
  })

  it('fills {element} and pads {nn} from a template of the analysis', () => {
    const keyTemplates = { unsafeControlAction: '{element}-UCA-{nn}' }
    const analysis = apply(sample(), [
      { op: 'update', uid: 'an', set: { keyTemplates }, was: {} },
      create('u2', 'unsafeControlAction', 'late', { keyFor: 'e1' }),
    ]).analysis
    expect(analysis.items.get('u2')?.key).toBe('E-1-UCA-01')
  })

  it('counts keys that were given, so that the template goes on after them', () => {
    const analysis = apply(sample(), [
      create('h9', 'hazard', 'x', { key: 'H-41' }),
      create('h10', 'hazard', 'y'),
    ]).analysis
    expect(analysis.items.get('h10')?.key).toBe('H-42')
  })

  it('merges edits of different fields and refuses the same field changed by two, with both values', () => {
    const base = sample()
    const first = apply(base, [
      { op: 'update', uid: 'h1', set: { text: 'Dark' }, was: { text: 'No warning' } },
    ]).analysis
    const both = apply(first, [{ op: 'update', uid: 'h1', set: { owner: 'Ann' }, was: {} }]).analysis
    expect(both.items.get('h1')?.fields).toEqual({ text: 'Dark', owner: 'Ann' })
    const error = refusal(() =>
      apply(first, [{ op: 'update', uid: 'h1', set: { text: 'Black' }, was: { text: 'No warning' } }]),
    )
    expect(error.code).toBe('conflict')
    expect(error.detail.conflicts).toMatchObject([{ field: 'text', yours: 'Black', theirs: 'Dark', was: 'No warning' }])
  })

  it('takes an update to the value that is there already as done', () => {
    const base = sample()
    const same = apply(base, [{ op: 'update', uid: 'h1', set: { text: 'No warning' }, was: { text: 'else' } }])
    expect(content(same.analysis)).toEqual(content(base))
  })

  it('keeps a renamed key as an alias that still finds the item', () => {
    const renamed = apply(sample(), [
      { op: 'update', uid: 'h1', set: {}, was: {}, key: { was: 'H-1', to: 'HZ-1' } },
    ]).analysis
    expect(findByKey(renamed, ['hazard'], 'H-1')?.key).toBe('HZ-1')
    expect(refusal(() => apply(renamed, [create('x', 'hazard', 'x', { key: 'HZ-1' })])).code).toBe('keyTaken')
  })

  it.each([' H-3 ', 'H\u200b-3', 'H-3\u202e', 'H-3\u00a0', 'H  3'])(
    'refuses %j as a key, which looks like another',
    (key) => {
      const refused = refusal(() => apply(sample(), [create('x', 'hazard', 'x', { key })]))
      expect(refused.code).toBe('badShape')
      expect(refused.message).not.toMatch(/[\u200b\u202e\u00a0]/)
    },
  )

  it.each<[string, Operation, string]>([
    ['an unknown kind', create('x', 'nonsense', 'x'), 'unknownKind'],
    ['an unknown field', { op: 'update', uid: 'h1', set: { colour: 'red' }, was: {} }, 'unknownField'],
    ['a value of the wrong shape', { op: 'update', uid: 'h1', set: { text: 3 }, was: {} }, 'badShape'],
    ['a link to a wrong kind', { op: 'link', from: 'h1', name: 'leadsTo', to: 'e1' }, 'illegalLink'],
    ['a link named like a prototype key', { op: 'link', from: 'h1', name: 'constructor', to: 'e1' }, 'illegalLink'],
    ['a link of an item to itself', { op: 'link', from: 'e1', name: 'x', to: 'e1' }, 'illegalLink'],
    ['a second source', { op: 'link', from: 'ca1', name: 'source', to: 'e2' }, 'tooManyLinks'],
    ['a second analysis', create('x', 'analysis', 'x'), 'onlyOne'],
    ['a parent of another kind', create('x', 'hazard', 'x', { parent: 'l1' }), 'illegalLink'],
    ['an item that is gone', { op: 'remove', uid: 'nobody' }, 'gone'],
    ['a position outside a structure', { op: 'place', structure: 'h1', item: 'e1', at: { x: 1, y: 1 } }, 'illegalLink'],
  ])('refuses %s', (_, operation, code) => {
    expect(refusal(() => apply(sample(), [operation])).code).toBe(code)
  })

  it('refuses an item below itself, and the removal of one that has sub-items', () => {
    const nested = apply(sample(), [{ op: 'move', uid: 'h2', parent: 'h1', order: 1 }]).analysis
    expect(refusal(() => apply(nested, [{ op: 'move', uid: 'h1', parent: 'h2', order: 1 }])).code).toBe('cycle')
    expect(refusal(() => apply(nested, [{ op: 'remove', uid: 'h1' }])).code).toBe('hasChildren')
  })

  it('leaves the analysis untouched when one of many operations is refused', () => {
    const base = sample()
    const before = content(base)
    refusal(() => apply(base, [{ op: 'remove', uid: 'h2' }, create('x', 'nonsense', 'x')]))
    expect(content(base)).toEqual(before)
  })
})

const undoable: [string, Operation[]][] = [
  ['create with links', [create('h7', 'hazard', 'x'), { op: 'link', from: 'h7', name: 'leadsTo', to: 'l1' }]],
  [
    'update and rename',
    [{ op: 'update', uid: 'h1', set: { text: 'b' }, was: { text: 'No warning' }, key: { was: 'H-1', to: 'Z' } }],
  ],
  ['remove with its links and positions', [{ op: 'remove', uid: 'e2' }]],
  ['remove a structure with its layout', [{ op: 'remove', uid: 'cs' }]],
  ['move into a tree', [{ op: 'move', uid: 'h2', parent: 'h1', order: 3 }]],
  [
    'place and give back',
    [
      { op: 'place', structure: 'cs', item: 'e1', at: { x: 5, y: 6 } },
      { op: 'place', structure: 'cs', item: 'e2', at: null },
    ],
  ],
  ['link again with a rationale', [{ op: 'link', from: 'h1', name: 'leadsTo', to: 'l1', rationale: 'because' }]],
  ['unlink', [{ op: 'unlink', from: 'u1', name: 'of', to: 'ca1' }]],
  ['retype', [{ op: 'retype', uid: 'ca1', kind: 'feedback' }]],
  ['retype that loses fields and links', [{ op: 'retype', uid: 'u1', kind: 'loss' }]],
  ['split', [{ op: 'split', uid: 'u1', into: { uid: 'u9', fields: { text: 'other half' } } }]],
  ['merge', [{ op: 'merge', uid: 'h2', from: 'h1' }]],
  [
    'a long list that touches the same item again',
    [
      { op: 'update', uid: 'u1', set: { context: 'when dark', guideWord: 'providing' }, was: {} },
      { op: 'retype', uid: 'u1', kind: 'lossScenario' },
      { op: 'merge', uid: 'e1', from: 'e2' },
      { op: 'remove', uid: 'u1' },
    ],
  ],
]

describe('undo', () => {
  it.each(undoable)('takes back: %s', (_, operations) => {
    const base = apply(sample(), [
      create('cs', 'structure', 'Top'),
      { op: 'place', structure: 'cs', item: 'e2', at: { x: 1, y: 2, width: 90, height: 40 } },
    ]).analysis
    const done = apply(base, operations)
    expect(content(done.analysis)).not.toEqual(content(base))
    const undone = apply(done.analysis, done.inverse)
    expect(content(undone.analysis)).toEqual(content(base))
    const redone = apply(undone.analysis, undone.inverse)
    expect(content(redone.analysis)).toEqual(content(done.analysis))
  })

  it('is refused when somebody changed the same field afterwards', () => {
    const done = apply(sample(), [{ op: 'update', uid: 'h1', set: { text: 'mine' }, was: { text: 'No warning' } }])
    const later = apply(done.analysis, [{ op: 'update', uid: 'h1', set: { text: 'theirs' }, was: { text: 'mine' } }])
    expect(refusal(() => apply(later.analysis, done.inverse)).code).toBe('conflict')
  })
})

describe('composite operations', () => {
  it('keeps both uids and keys of a merge as aliases and brings the links over', () => {
    const merged = apply(sample(), [{ op: 'merge', uid: 'h2', from: 'h1' }]).analysis
    expect(merged.items.get('h2')?.aliases).toEqual(['h1', 'H-1'])
    expect(linked(merged, 'h2', 'leadsTo').map((item) => item.uid)).toEqual(['l1'])
    expect(linkedFrom(merged, 'h2', 'leadsTo').map((item) => item.uid)).toEqual(['u1'])
  })

  it('keeps legal links on retype and the old key as an alias', () => {
    const retyped = apply(sample(), [{ op: 'retype', uid: 'ca1', kind: 'feedback' }]).analysis
    expect(linked(retyped, 'ca1', 'source').map((item) => item.uid)).toEqual(['e1'])
    expect(retyped.items.get('ca1')).toMatchObject({ kind: 'feedback', key: 'FB-1', aliases: ['CA-1'] })
    expect(linkedFrom(retyped, 'ca1', 'of')).toHaveLength(1)
  })

  it('copies an item with its links on split', () => {
    const split = apply(sample(), [{ op: 'split', uid: 'u1', into: { uid: 'u2', fields: { text: 'b' } } }]).analysis
    expect(linked(split, 'u2', 'leadsTo').map((item) => item.uid)).toEqual(['h1'])
    expect(split.items.get('u2')).toMatchObject({ key: 'UCA-2', aliases: ['u1'] })
  })
})

describe('confirmed links', () => {
  it('hold the fingerprints of both ends at the time, which an undone edit restores', () => {
    const dismissed = apply(sample(), [
      create('d1', 'dismissal', 'fine'),
      { op: 'link', from: 'd1', name: 'of', to: 'h1' },
    ]).analysis
    const confirmed = [...dismissed.links.values()].find((link) => link.from === 'd1')?.confirmed
    const hazard = dismissed.items.get('h1')
    expect(hazard && confirmed?.to).toBe(hazard && fingerprint(hazard))
    const edit = apply(dismissed, [{ op: 'update', uid: 'h1', set: { text: 'b' }, was: { text: 'No warning' } }])
    const edited = edit.analysis.items.get('h1')
    expect(edited && fingerprint(edited)).not.toBe(confirmed?.to)
    const back = apply(edit.analysis, edit.inverse).analysis.items.get('h1')
    expect(back && fingerprint(back)).toBe(confirmed?.to)
  })
})

describe('the shape of operations', () => {
  it('has no order behind or between which nothing fits', () => {
    for (const order of [1e308, -1e308, Number.MAX_VALUE, 2 ** 53]) {
      const move = operationSchema.safeParse({ op: 'move', uid: 'a', parent: null, order })
      const made = operationSchema.safeParse({ ...create('a', 'loss', 'x'), order })
      const linked = operationSchema.safeParse({ op: 'link', from: 'a', name: 'leadsTo', to: 'b', order })
      expect([move, made, linked].map(({ success }) => success)).toEqual([false, false, false])
    }
  })

  it('survives its own schema and a snapshot', () => {
    for (const [, operations] of undoable) {
      for (const operation of operations) expect(operationSchema.parse(operation)).toEqual(operation)
    }
    const base = sample()
    expect(content(fromSnapshot(JSON.parse(JSON.stringify(toSnapshot(base)))))).toEqual(content(base))
  })
})
