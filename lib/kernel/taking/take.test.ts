import { describe, expect, it } from 'vitest'
import { check } from '@/lib/stpa/checks'
import { textOf } from '@/lib/stpa/fieldValues'
import { itemsOf, linked } from '@/lib/stpa/graph'
import { diagramOf } from '@/lib/stpa/layout/diagram'
import { type Analysis, emptyAnalysis } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import { GraphBuilder } from '../graph/builder'
import { type CallGraph, functionsNamed } from '../graph/graph'
import { bindingStates, confirmBinding, markSuspects } from './bindings'
import { bindingsOf, functionsOfBinding } from './inKernel'
import { arrowIn, elementOf, leaveOut, type TakeContext, takeArrow, takeArrows, takeSubsystems } from './take'

/** open (A) calls lock and unlock (B); with `changed` unlock is gone, and A has another file. */
function graphOf(version: string, changed = false): CallGraph {
  const builder = new GraphBuilder()
  const files = [[1, 'a.c'], [2, 'b.c'], ...(changed ? [[3, 'a2.c']] : [])] as const
  for (const [id, name] of files) builder.file(Number(id), String(name))
  for (const [subsystem, file] of [
    ['A', 1],
    ['B', 2],
    ['A', 3],
  ] as const)
    builder.tag(subsystem, file)
  const symbol = (id: number, name: string, file: number) =>
    builder.symbol({ id, name, address: '0x1', type: 'direct', file })
  symbol(1, 'open', 1)
  symbol(2, 'lock', 2)
  if (!changed) symbol(3, 'unlock', 2)
  else symbol(4, 'close', 3)
  builder.call(1, 2, '0x10', 'a.c:7')
  if (!changed) builder.call(1, 3, '0x14', 'a.c:8')
  builder.config('WATCHDOG', 'y')
  const { graph } = builder.finish({
    ...{ instance: 1, kernelVersion: version, note: 'defconfig', format: 'test', original: '', partial: false },
  })
  return graph
}

const start = apply(emptyAnalysis('a'), [
  { op: 'create', uid: 'cs', kind: 'structure', fields: { text: 'Kernel' } },
]).analysis
let count = 0
const context = (analysis: Analysis, graph: CallGraph, hash = 'h1'): TakeContext => ({
  ...{ analysis, graph, hash, structure: 'cs', newUid: () => `u${count++}` },
})
const named = (graph: CallGraph, ...names: string[]) => names.flatMap((name) => functionsNamed(graph, name))
const arrow = { from: 'A', to: 'B', name: 'Take the lock', kind: 'controlAction' } as const

describe('what is taken from a kernel graph', () => {
  const graph = graphOf('6.1')

  it('is an element in draft with its binding, shown in the structure, and the same subsystem once', () => {
    const first = takeSubsystems(context(start, graph), ['A', 'B'])
    const taken = apply(start, first.operations).analysis
    expect([first.created, first.present]).toEqual([['A', 'B'], []])
    const element = elementOf(taken, 'A')
    expect([element?.fields.text, element?.fields.state]).toEqual(['A', undefined]) // draft is the empty value
    expect(linked(taken, 'cs', 'shows').map((item) => item.fields.text)).toEqual(['A', 'B'])
    const [binding] = itemsOf(taken, 'kernelBinding')
    const provenance = { kernelVersion: '6.1', graph: 'h1', configuration: 'defconfig; 1 settings' }
    expect(binding?.fields).toMatchObject({ subsystem: 'A', ...provenance, files: ['a.c'] })
    const again = takeSubsystems(context(taken, graph), ['A'])
    expect(again).toEqual({ operations: [], created: [], present: ['A'] })
  })

  it('binds an element of its name that a person made, and makes no second one', () => {
    const made = { op: 'create', uid: 'mine', kind: 'element', fields: { text: 'a ' } } as const
    const own = apply(start, [made]).analysis
    const first = takeSubsystems(context(own, graph), ['A', 'B'])
    expect([first.created, first.present]).toEqual([['B'], ['A']])
    const taken = apply(own, first.operations).analysis
    expect([elementOf(taken, 'A')?.uid, itemsOf(taken, 'element').length]).toEqual(['mine', 2])
    expect(takeArrow(context(own, graph), { ...arrow, functions: named(graph, 'lock') }).present).toEqual(['A'])
  })

  it('is a candidate with its functions and the ends that were missing; feedback goes the other way', () => {
    const one = takeArrow(context(start, graph), { ...arrow, functions: named(graph, 'lock', 'unlock') })
    const taken = apply(start, one.operations).analysis
    const [action] = itemsOf(taken, 'controlAction')
    const ends = (uid = '') => ['source', 'target'].map((name) => linked(taken, uid, name)[0]?.fields.text)
    expect(ends(action?.uid)).toEqual(['A', 'B'])
    expect(arrowIn(taken, 'A', 'B').bound).toEqual([action])
    const shown = diagramOf(taken, 'cs')
    expect([...shown.nodes, ...shown.edges].map(({ draft }) => draft)).toEqual([true, true, true]) // they look like drafts
    const accept = { op: 'update', uid: action?.uid ?? '', set: { state: 'accepted' }, was: {} } as const
    expect(diagramOf(apply(taken, [accept]).analysis, 'cs').edges[0]?.draft).toBe(false)
    const back = takeArrow(context(taken, graph), {
      ...arrow,
      kind: 'feedback',
      name: 'Result',
      functions: named(graph, 'lock'),
    })
    const both = apply(taken, back.operations).analysis
    const [feedback] = itemsOf(both, 'feedback')
    expect(linked(both, feedback?.uid ?? '', 'source')[0]?.fields.text).toBe('B')
    expect(itemsOf(both, 'element')).toHaveLength(2)
    expect(back.present).toEqual(['A', 'B'])
  })

  it('is several candidates at once, with an end that they share made once', () => {
    const arrows = ['lock', 'unlock'].map((name) => ({ ...arrow, name, functions: named(graph, name) }))
    const all = takeArrows(context(start, graph), arrows)
    const taken = apply(start, all.operations).analysis
    expect([itemsOf(taken, 'controlAction').length, itemsOf(taken, 'element').length]).toEqual([2, 2])
    expect([all.created, all.present]).toEqual([['lock', 'A', 'B', 'unlock'], []])
  })

  it('or left out, with the reason', () => {
    const taken = apply(start, takeSubsystems(context(start, graph), ['A']).operations).analysis
    const out = apply(taken, leaveOut(context(taken, graph), arrow, 'Locks are analysed elsewhere')).analysis
    const item = arrowIn(out, 'A', 'B').out
    expect(item?.fields).toMatchObject({ decision: 'out', reason: 'Locks are analysed elsewhere' })
    expect(linked(out, item?.uid ?? '', 'concerns').map((other) => textOf(other))).toEqual(['A'])
  })

  it('becomes suspect on another kernel where something differs, until it is confirmed', () => {
    const one = takeArrow(context(start, graph), { ...arrow, functions: named(graph, 'lock', 'unlock') })
    const taken = apply(start, one.operations).analysis
    expect(bindingStates(taken, graph, 'h1').map(({ state }) => state)).toEqual(['same', 'same', 'same'])
    const next = graphOf('6.2', true)
    const doubts = bindingStates(taken, next, 'h2').filter(({ state }) => state === 'suspect')
    expect(doubts.map(({ bound, gone, appeared }) => [bound && textOf(bound), gone, appeared])).toEqual([
      ['A', [], ['a2.c']],
      ['B', ['unlock'], []], // others entered it there
      ['Take the lock', ['unlock'], []],
    ])
    const confirmed = doubts.reduce(
      (analysis, doubt) => apply(analysis, confirmBinding(doubt, next, 'h2')).analysis,
      taken,
    )
    expect(bindingStates(confirmed, next, 'h2').map(({ state }) => state)).toEqual(['same', 'same', 'same'])
    const versions = itemsOf(confirmed, 'kernelBinding').map((item) => textOf(item, 'kernelVersion'))
    expect(versions.sort()).toEqual(['6.2', '6.2', '6.2'])
  })

  it('is marked as in doubt in the analysis, found by its check, until it is confirmed', () => {
    const one = takeArrow(context(start, graph), { ...arrow, functions: named(graph, 'lock', 'unlock') })
    const taken = apply(start, one.operations).analysis
    const next = graphOf('6.2', true)
    const marks = markSuspects(bindingStates(taken, next, 'h2'), next)
    const marked = apply(taken, marks).analysis
    const doubts = itemsOf(marked, 'kernelBinding').flatMap((item) => item.fields.suspect ?? [])
    const gone = 'Linux 6.2: gone: unlock'
    expect(doubts).toEqual(['Linux 6.2: appeared: a2.c', gone, gone])
    const inDoubt = (of: Analysis) =>
      check(of).findings.flatMap(({ rule, items }) => (rule === 'K-01' ? items : [])).length
    expect([inDoubt(taken), inDoubt(marked)]).toEqual([0, 3])
    expect(markSuspects(bindingStates(marked, next, 'h2'), next)).toEqual([]) // nothing new
    const confirmed = bindingStates(marked, next, 'h2')
      .filter(({ state }) => state !== 'same')
      .reduce((analysis, doubt) => apply(analysis, confirmBinding(doubt, next, 'h2')).analysis, marked)
    expect(inDoubt(confirmed)).toBe(0)
  })

  it('shows its functions, their callers and places', () => {
    const one = takeArrow(context(start, graph), { ...arrow, functions: named(graph, 'lock') })
    const taken = apply(start, one.operations).analysis
    const [action] = itemsOf(taken, 'controlAction')
    const [binding] = action ? bindingsOf(taken, action) : []
    expect(binding && functionsOfBinding(graph, binding)).toEqual([
      { name: 'lock', file: 'b.c', callers: [{ name: 'open', subsystem: 'A', place: 'a.c:7' }] },
    ])
    const element = elementOf(taken, 'B')
    const [whole] = element ? bindingsOf(taken, element) : []
    expect(whole && functionsOfBinding(graph, whole).map(({ name }) => name)).toEqual(['lock', 'unlock'])
  })

  it('is missing when the kernel has no such subsystem any more', () => {
    const taken = apply(start, takeSubsystems(context(start, graph), ['A', 'B']).operations).analysis
    const other = new GraphBuilder()
    other.file(1, 'x.c')
    other.tag('X', 1)
    other.symbol({ id: 1, name: 'x', address: '0x1', type: 'direct', file: 1 })
    const none = other.finish({ ...graph.provenance, kernelVersion: '7.0' }).graph
    expect(bindingStates(taken, none, 'h3').map(({ state }) => state)).toEqual(['missing', 'missing'])
  })
})
