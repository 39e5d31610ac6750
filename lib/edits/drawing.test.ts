import { describe, expect, it } from 'vitest'
import { boxAt } from '@/components/diagram/picture/boxAt'
import { itemsOf, linked } from '@/lib/stpa/graph'
import { diagramOf } from '@/lib/stpa/layout/diagram'
import type { Drawing } from '@/lib/stpa/layout/types'
import { type Analysis, emptyAnalysis, positionId } from '@/lib/stpa/model'
import { apply } from '@/lib/stpa/operations/apply'
import type { Operation } from '@/lib/stpa/operations/types'
import { layOutAgain, moveBoxes, newElement, newInteraction, removeFromAnalysis, takeOut, turnRound } from './drawing'
import { newStructure, showExactly } from './structures'

const element = (uid: string, parent: string | null = null): Operation => ({
  op: 'create',
  uid,
  kind: 'element',
  parent,
  fields: { text: uid },
})
const arrow = (uid: string, kind: string, from: string, to: string): Operation[] => [
  { op: 'create', uid, kind, fields: { text: uid } },
  { op: 'link', from: uid, name: 'source', to: from },
  { op: 'link', from: uid, name: 'target', to },
]

/** A controller and a process with two parts; control down, feedback up; all of it shown in the structure "s". */
function sample(): Analysis {
  const empty = apply(emptyAnalysis('a'), [
    element('controller'),
    element('process'),
    element('part', 'process'),
    element('otherPart', 'process'),
    ...arrow('command', 'controlAction', 'controller', 'part'),
    ...arrow('report', 'feedback', 'part', 'controller'),
  ]).analysis
  const made = newStructure(empty, 'Structure', ['controller', 'process', 'part', 'otherPart'])
  return apply(empty, made.operations).analysis
}

const structureOf = (analysis: Analysis): string => itemsOf(analysis, 'structure')[0]?.uid ?? ''
const changed = (analysis: Analysis, operations: readonly Operation[]): Analysis => apply(analysis, operations).analysis
const shown = (analysis: Analysis): string[] => linked(analysis, structureOf(analysis), 'shows').map((item) => item.uid)
const placeOf = (analysis: Analysis, item: string) =>
  analysis.positions.get(positionId({ structure: structureOf(analysis), item }))

/** Boxes side by side, 100 wide; the parts inside the process. */
function drawn(analysis: Analysis): Drawing {
  const diagram = diagramOf(analysis, structureOf(analysis))
  const at: Record<string, [number, number, number]> = {
    controller: [0, 0, 100],
    process: [200, 200, 400],
    part: [220, 240, 100],
    otherPart: [420, 240, 100],
  }
  const nodes = diagram.nodes.map((node) => {
    const [x, y, width] = at[node.uid] ?? [0, 900, 100]
    return { ...node, x, y, width, height: node.uid === 'process' ? 120 : 50, lines: [node.text] }
  })
  return { title: '', width: 800, height: 800, nodes, edges: [] }
}

describe('drawing', () => {
  it('shows a new element in the structure, where it was asked for', () => {
    const analysis = sample()
    const spot = { x: 10.4, y: 20.6 }
    const made = newElement(structureOf(analysis), {
      text: 'New',
      nature: '',
      boundary: 'environment',
      parent: null,
      at: spot,
    })
    const result = changed(analysis, made.operations)
    expect(shown(result)).toContain(made.uid)
    expect(placeOf(result, made.uid)).toMatchObject({ x: 10, y: 21 })
    expect(result.items.get(made.uid)?.fields).toMatchObject({ text: 'New', boundary: 'environment' })
  })

  it('joins two boxes with an arrow of a kind, and can turn it round', () => {
    const analysis = sample()
    const made = newInteraction(structureOf(analysis), {
      kind: 'feedback',
      text: 'Seen',
      from: 'otherPart',
      to: 'controller',
    })
    const result = changed(analysis, made.operations)
    const edge = diagramOf(result, structureOf(result)).edges.find((candidate) => candidate.uid === made.uid)
    expect(edge).toMatchObject({ kind: 'feedback', from: 'otherPart', to: 'controller' })
    const turned = changed(result, turnRound(result, made.uid))
    expect(linked(turned, made.uid, 'source').map((item) => item.uid)).toEqual(['controller'])
  })
})

describe('moving boxes', () => {
  it('keeps a moved box where it was put and holds the box around it', () => {
    const analysis = sample()
    const moved = new Map([['part', { x: 240, y: 250 }]])
    const result = changed(analysis, moveBoxes(analysis, structureOf(analysis), drawn(analysis), moved))
    expect(placeOf(result, 'part')).toMatchObject({ x: 240, y: 250 })
    expect(placeOf(result, 'process')).toMatchObject({ x: 200, y: 200 })
    expect(placeOf(result, 'controller')).toBeUndefined()
  })

  it('takes along what is inside and was placed', () => {
    const analysis = sample()
    const structure = structureOf(analysis)
    const placed = changed(analysis, [{ op: 'place', structure, item: 'part', at: { x: 220, y: 240 } }])
    const moved = new Map([['process', { x: 300, y: 210 }]])
    const result = changed(placed, moveBoxes(placed, structure, drawn(placed), moved))
    expect(placeOf(result, 'part')).toMatchObject({ x: 320, y: 250 })
    expect(placeOf(result, 'otherPart')).toBeUndefined()
  })

  it('nests what is dropped into a box and leaves its place to the layout, unless a person placed that box', () => {
    const analysis = sample()
    const structure = structureOf(analysis)
    const moved = new Map([['controller', { x: 300, y: 250 }]])
    const result = changed(analysis, moveBoxes(analysis, structure, drawn(analysis), moved, 'process'))
    expect(result.items.get('controller')?.parent).toBe('process')
    expect(placeOf(result, 'controller')).toBeUndefined()
    const pinned = changed(analysis, [{ op: 'place', structure, item: 'process', at: { x: 200, y: 200 } }])
    const within = changed(pinned, moveBoxes(pinned, structure, drawn(pinned), moved, 'process'))
    expect(placeOf(within, 'controller')).toMatchObject({ x: 300, y: 250 })
  })

  it('gives one undo for a move of several boxes', () => {
    const analysis = sample()
    const moved = new Map([
      ['controller', { x: 5, y: 5 }],
      ['otherPart', { x: 700, y: 5 }],
    ])
    const done = apply(analysis, moveBoxes(analysis, structureOf(analysis), drawn(analysis), moved, null))
    expect(done.analysis.items.get('otherPart')?.parent).toBeNull()
    const back = apply(done.analysis, done.inverse).analysis
    expect(back.items.get('otherPart')?.parent).toBe('process')
    expect(back.positions.size).toBe(0)
  })

  it('finds the innermost box under the pointer, never one that is being moved or is inside it', () => {
    const drawing = drawn(sample())
    expect(boxAt(drawing, { x: 230, y: 250 }, new Set(['controller']))).toBe('part')
    expect(boxAt(drawing, { x: 230, y: 250 }, new Set(['process']))).toBeNull()
    expect(boxAt(drawing, { x: 380, y: 250 }, new Set(['part']))).toBe('process')
  })
})

describe('taking away', () => {
  it('takes a box with its inside and its arrows out of the drawing, and leaves the analysis as it is', () => {
    const analysis = sample()
    const result = changed(analysis, takeOut(analysis, structureOf(analysis), ['process']))
    expect(shown(result)).toEqual(['controller'])
    expect(result.items.size).toBe(analysis.items.size)
  })

  it('removes an element with its inside and the arrows that would lose an end', () => {
    const analysis = sample()
    const result = changed(analysis, removeFromAnalysis(analysis, ['process']))
    expect([...result.items.keys()].filter((uid) => uid !== structureOf(analysis))).toEqual(['controller'])
  })
})

describe('structures', () => {
  it('shows exactly the chosen elements and what passes between them', () => {
    const analysis = sample()
    const result = changed(analysis, showExactly(analysis, structureOf(analysis), new Set(['controller', 'part'])))
    expect(shown(result).sort()).toEqual(['command', 'controller', 'part', 'report'])
  })

  it('copies places into a structure made from a selection', () => {
    const analysis = sample()
    const structure = structureOf(analysis)
    const placed = changed(analysis, [{ op: 'place', structure, item: 'part', at: { x: 7, y: 8 } }])
    const made = newStructure(placed, 'Detail', ['part', 'controller'], structure)
    const result = changed(placed, made.operations)
    expect(result.positions.get(positionId({ structure: made.uid, item: 'part' }))).toMatchObject({ x: 7, y: 8 })
    expect(diagramOf(result, made.uid).edges).toHaveLength(2)
    expect(layOutAgain(result, made.uid)).toHaveLength(1)
  })
})
