import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../checks'
import { StpaError } from '../errors'
import { formats } from '../formats'
import { graphOf, placesOf } from '../graph'
import { keyId } from '../indexes/itemIndex'
import { kindOf, targetKinds } from '../kinds'
import { type Analysis, emptyAnalysis, fromSnapshot, type Item, linkId, positionId, toSnapshot } from '../model'
import { type Applied, apply } from './apply'
import type { Operation } from './types'

const create = (uid: string, kind: string, more: object = {}): Operation => {
  return { op: 'create', uid, kind, fields: { text: uid }, ...more }
}

/** Numbers that are made into an operation which makes sense most of the time, on the value that is there then. */
type Draw = { readonly what: number; readonly item: number; readonly other: number; readonly choice: number }

const draw: fc.Arbitrary<Draw> = fc.record({
  what: fc.nat(99),
  item: fc.nat(99),
  other: fc.nat(99),
  choice: fc.nat(99),
})
const story = fc.array(fc.array(draw, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 })

const kindNames = ['hazard', 'loss', 'element', 'controlAction', 'feedback', 'unsafeControlAction']
const orders = [-2, 0, 1, 1, 2, 2.5, 40]
/** Some of them count alike, or look alike. */
const keys = ['H-1', 'H-01', 'H-2', 'Z', 'e\u0301', '\u00e9', 'A 1']

const oneOf = <V>(list: readonly V[], number: number): V => list[number % list.length] as V // no list here is empty

function operationsOf(analysis: Analysis, { what, item, other, choice }: Draw): Operation[] {
  const items = [...analysis.items.values()]
  const [here, there] = [oneOf(items, item), oneOf(items, other)]
  const { uid, kind, key } = here
  const order = oneOf(orders, choice)
  const parent = there.kind === kind ? there.uid : null
  if (what === 0) return burst(`b${item}`)
  if (what < 15) return [create(`n${item}-${other}`, oneOf(kindNames, choice), what < 8 ? { order } : {})]
  if (what < 25) return [create(`c${item}-${other}`, kind, { parent: uid })]
  if (what < 35) return [{ op: 'update', uid, set: { text: `t${choice}` }, was: { text: here.fields.text } }]
  if (what < 42) return [{ op: 'update', uid, set: {}, was: {}, key: { was: key, to: oneOf(keys, choice) } }]
  if (what < 45) return [{ op: 'update', uid, set: {}, was: {}, aliases: [oneOf(keys, choice), oneOf(keys, other)] }]
  if (what < 55) return [{ op: 'remove', uid }]
  if (what < 65) return [{ op: 'move', uid, parent: choice % 3 === 0 ? null : parent, order }]
  if (what < 70) return [{ op: 'place', structure: 'cs', item: uid, at: choice % 3 === 0 ? null : { x: 1, y: choice } }]
  if (what < 85) return linkOf(items, here, other, choice)
  if (what < 90)
    return [...analysis.links.values()]
      .slice(other % 5, (other % 5) + 1)
      .map(({ from, name, to }) => ({ op: 'unlink', from, name, to }))
  if (what < 94) return [{ op: 'retype', uid, kind: oneOf(kindNames, choice) }]
  if (what < 97) return [{ op: 'split', uid, into: { uid: `s${item}-${other}`, fields: {} } }]
  return [
    {
      op: 'merge',
      uid,
      from: oneOf(
        items.filter((same) => same.kind === kind),
        other,
      ).uid,
    },
  ]
}

function linkOf(items: readonly Item[], from: Item, other: number, choice: number): Operation[] {
  const links = Object.entries(kindOf(from.kind).links)
  if (links.length === 0) return []
  const [name, definition] = oneOf(links, choice)
  const ends = items.filter((item) => targetKinds(definition).has(item.kind))
  const order = choice % 2 === 0 ? {} : { order: oneOf(orders, other) }
  return ends.length === 0 ? [] : [{ op: 'link', from: from.uid, name, to: oneOf(ends, other).uid, ...order }]
}

/** Many at once: what is cheaper built than changed. */
function burst(name: string): Operation[] {
  return Array.from({ length: 20 }, (_, index): Operation[] => [
    create(`${name}-${index}`, 'hazard', { order: (index * 7) % 5 }),
    { op: 'link', from: `${name}-${index}`, name: 'leadsTo', to: 'l1' },
  ]).flat()
}

const start: Analysis = apply(emptyAnalysis('a'), [
  create('an', 'analysis'),
  ...['l1', 'l2'].map((uid) => create(uid, 'loss')),
  ...['h1', 'h2'].map((uid) => create(uid, 'hazard')),
  create('e1', 'element'),
  create('e2', 'element', { parent: 'e1' }),
  create('e3', 'element', { parent: 'e2' }),
  create('cs', 'structure'),
  ...['ca1', 'ca2'].map((uid) => create(uid, 'controlAction')),
  create('u1', 'unsafeControlAction'),
  ...['h1', 'h2'].map((from): Operation => ({ op: 'link', from, name: 'leadsTo', to: 'l1' })),
  { op: 'link', from: 'ca1', name: 'source', to: 'e1' },
  { op: 'link', from: 'ca1', name: 'target', to: 'e2' },
  { op: 'link', from: 'u1', name: 'of', to: 'ca1' },
  { op: 'link', from: 'u1', name: 'leadsTo', to: 'h1' },
  { op: 'place', structure: 'cs', item: 'e2', at: { x: 1, y: 2 } },
]).analysis

/** Or why it was refused. */
function attempt(analysis: Analysis, operations: readonly Operation[]): Applied | string {
  try {
    return apply(analysis, operations)
  } catch (error) {
    if (error instanceof StpaError) return `${error.code} ${error.message}`
    throw error
  }
}

/** Lists by key, as lines; a value that is not the one of today is called old. */
function lines<V>(
  groups: Iterable<readonly [string, readonly V[]]>,
  now: ReadonlyMap<string, V>,
  id: (value: V) => string,
) {
  const name = (value: V) => (now.get(id(value)) === value ? id(value) : `old ${id(value)}`)
  return [...groups].map(([key, list]) => `${key}: ${list.map(name).join(', ')}`).sort()
}

/** Everything that the indexes answer. */
function answers(analysis: Analysis): string[][] {
  const { items, links, positions } = analysis
  const { byKind, byKey, children, incoming, outgoing, roots, keys } = graphOf(analysis)
  const listsOf = <V>(groups: { get: (key: string) => readonly V[] | undefined }, keys: Iterable<string>) =>
    [...keys].flatMap((key): [string, readonly V[]][] => (groups.get(key) ? [[key, groups.get(key) ?? []]] : []))
  const ids = [...items.values()].flatMap(({ kind, key, aliases }) =>
    [key, ...aliases].map((name) => keyId(kind, name)),
  )
  return [
    ...[byKind, roots].map((groups) => lines(listsOf(groups, kindNames), items, ({ uid }) => uid)),
    lines(listsOf(children, items.keys()), items, ({ uid }) => uid),
    ...[incoming, outgoing].map((groups) => lines(listsOf(groups, items.keys()), links, linkId)),
    lines(listsOf(placesOf(analysis), items.keys()), positions, positionId),
    ids.map((id) => `${id}: ${byKey.get(id)?.uid}`).sort(),
    [...keys].map(([id, uid]) => `${id}: ${uid}`).sort(),
  ]
}

/** The same value as a database gives it: nothing known of it, and in another order. */
function reread(analysis: Analysis): Analysis {
  const { items, links, positions, ...head } = toSnapshot(analysis)
  return fromSnapshot({
    ...head,
    items: items.toReversed(),
    links: links.toReversed(),
    positions: positions.toReversed(),
  })
}

/** What an apply gave: of the maps their sizes and what was touched, since all else is the very same. */
function outcome(applied: Applied | string): unknown {
  if (typeof applied === 'string') return applied
  const { analysis, operations, inverse, delta } = applied
  const changed = <V>(map: ReadonlyMap<string, V>, touched: ReadonlySet<string>) => {
    return [map.size, ...[...touched].sort().map((id) => [id, map.get(id)])]
  }
  const { revision, counters } = analysis
  const maps = [
    changed(analysis.items, delta.items),
    changed(analysis.links, delta.links),
    changed(analysis.positions, delta.positions),
  ]
  return { operations, inverse, revision, counters, maps }
}

/** Vitest's comparison takes its time: only to show what differs. */
function expectSame(told: unknown, wanted: unknown): void {
  if (JSON.stringify(told) !== JSON.stringify(wanted)) expect(told).toEqual(wanted)
}

/** The value after a story; what is refused is left out. */
function carriedOut(lists: readonly (readonly Draw[])[]): Analysis {
  let analysis = start
  for (const draws of lists) {
    const applied = attempt(
      analysis,
      draws.flatMap((numbers) => operationsOf(analysis, numbers)),
    )
    if (typeof applied !== 'string') analysis = applied.analysis
  }
  return analysis
}

describe('a value made by many small changes', () => {
  const title = 'has the indexes and takes the next change as the same value read from a database does'
  it(title, { timeout: 300_000 }, () => {
    let carried = 0
    fc.assert(
      fc.property(story, (lists) => {
        let analysis = start
        for (const draws of lists) {
          for (const kind of ['element', 'hazard']) graphOf(analysis).byKind.get(kind)
          const operations = draws.flatMap((numbers) => operationsOf(analysis, numbers))
          const applied = attempt(analysis, operations)
          if (draws === lists.at(-1)) expectSame(outcome(applied), outcome(attempt(reread(analysis), operations)))
          if (typeof applied === 'string') continue
          analysis = applied.analysis
          carried++
        }
        expectSame(answers(analysis), answers(reread(analysis))) // the very same items and links, another way
      }),
      { numRuns: 10_000, seed: 1 },
    )
    expect(carried).toBeGreaterThan(15_000)
  })

  it('is written the same and has the same findings as the same value read from a database, byte for byte', () => {
    fc.assert(
      fc.property(story, (lists) => {
        const analysis = carriedOut(lists)
        const again = reread(analysis)
        for (const { write } of formats) expect(write?.(again, {})).toEqual(write?.(analysis, {}))
        expect(check(again)).toEqual(check(analysis))
      }),
      { numRuns: 300, seed: 1 },
    )
  })

  it('keeps its indexes under another revision, and when a box is moved', () => {
    const before = start
    const graph = graphOf(before)
    const later: Analysis = { ...before, revision: 7 }
    expect(graphOf(later)).toBe(graph)
    const moved = apply(before, [{ op: 'place', structure: 'cs', item: 'e1', at: { x: 1, y: 1 } }]).analysis
    expect(graphOf(moved)).toBe(graph)
  })

  it('shares what did not change with the value before', () => {
    const before = start
    const lists = graphOf(before)
    lists.byKind.get('loss')
    const after = graphOf(
      apply(before, [{ op: 'update', uid: 'h1', set: { text: 'b' }, was: { text: 'h1' } }]).analysis,
    )
    expect(after.outgoing).toBe(lists.outgoing)
    expect(after.incoming).toBe(lists.incoming)
    expect(after.keys).toBe(lists.keys)
    expect(after.byKind.get('loss')).toBe(lists.byKind.get('loss'))
    expect(after.byKind.get('hazard')?.map((item) => item.fields.text)).toEqual(['b', 'h2'])
  })
})
