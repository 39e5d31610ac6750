import { describe, expect, it } from 'vitest'
import type { Diagram } from '@/lib/stpa/layout/types'
import { boxTowards } from '../picture/direction'
import { found } from './findBox'
import { outlineOf } from './outline'
import { hiding, plainView, shownDiagram } from './shownDiagram'
import { openingView } from './useView'

const node = (uid: string, parent: string | null = null) => ({
  ...{ uid, key: uid.toUpperCase(), text: `The ${uid}`, nature: '', boundary: 'systemUnderAnalysis' },
  ...{ rank: null, draft: false, parent, placed: { x: 1, y: 2 } },
})
const edge = (uid: string, from: string, to: string, kind: 'controlAction' | 'feedback' = 'controlAction') => ({
  ...{ id: `${uid}.0`, uid, leg: 0, kind, key: uid, text: `do ${uid}`, from, to, draft: false },
})

/** driver → car(engine → valve), with feedback from the valve to the driver. */
const diagram: Diagram = {
  structure: 's',
  title: '',
  nodes: [node('driver'), node('car'), node('engine', 'car'), node('valve', 'engine'), node('road')],
  edges: [
    edge('push', 'driver', 'engine'),
    edge('open', 'engine', 'valve'),
    edge('tell', 'valve', 'driver', 'feedback'),
    edge('roll', 'car', 'road'),
  ],
}

describe('shownDiagram', () => {
  it('folds a box: its arrows end at it, those inside it go, and it says how many boxes it holds', () => {
    const shown = shownDiagram(diagram, { ...plainView, collapsed: ['car'] })
    expect(shown.diagram.nodes.map((box) => box.uid)).toEqual(['driver', 'car', 'road'])
    expect(shown.diagram.edges.map(({ uid, from, to }) => [uid, from, to])).toEqual([
      ['push', 'driver', 'car'],
      ['tell', 'car', 'driver'],
      ['roll', 'car', 'road'],
    ])
    expect(shown.inside.get('car')).toBe(2)
  })

  it('lets the outermost folded box stand for all that is in it', () => {
    const shown = shownDiagram(diagram, { ...plainView, collapsed: ['engine', 'car'] })
    expect(shown.diagram.nodes.map((box) => box.uid)).toEqual(['driver', 'car', 'road'])
    expect(hiding(diagram, 'valve', ['engine', 'car'])).toEqual(['engine', 'car'])
  })

  it('shows what is around a box, with the boxes that it stands in, laid out freely', () => {
    const shown = shownDiagram(diagram, { ...plainView, focus: 'valve' })
    expect(shown.diagram.nodes.map((box) => box.uid)).toEqual(['driver', 'car', 'engine', 'valve'])
    expect(shown.diagram.nodes.every((box) => box.placed === null)).toBe(true)
    expect(shown.diagram.edges.map(({ uid }) => uid)).not.toContain('roll')
  })

  it('reaches further on request', () => {
    const near = shownDiagram(diagram, { ...plainView, focus: 'road' })
    const far = shownDiagram(diagram, { ...plainView, focus: 'road', reach: 2 })
    expect(near.diagram.nodes.map((box) => box.uid)).toEqual(['car', 'road'])
    expect(far.diagram.nodes).toHaveLength(2)
  })
})

describe('the picture in words', () => {
  it('says who controls and informs whom', () => {
    const outline = outlineOf(diagram)
    expect(outline.find((box) => box.uid === 'driver')?.gives[0]?.sentence).toBe(
      'The driver controls The engine: do push',
    )
    expect(outline.find((box) => box.uid === 'valve')?.gives[0]?.sentence).toBe('The valve informs The driver: do tell')
    expect(outline.map((box) => box.depth)).toEqual([0, 0, 1, 2, 0])
  })
})

describe('finding', () => {
  it('finds boxes before arrows, by every word, in key or name', () => {
    expect(found(diagram, 'the val').map((entry) => entry.uid)).toEqual(['valve'])
    expect(found(diagram, 'push')).toMatchObject([{ uid: 'push', what: 'The driver → The engine' }])
    expect(found(diagram, '  ')).toEqual([])
  })
})

describe('boxTowards', () => {
  const box = (uid: string, x: number, y: number) => ({ uid, x, y, width: 100, height: 50 })
  const boxes = [box('middle', 200, 200), box('above', 220, 0), box('farAbove', 200, -300), box('right', 500, 260)]
  it('goes to the nearest box in a direction, and nowhere where there is none', () => {
    expect(boxTowards(boxes, box('middle', 200, 200), 'up')?.uid).toBe('above')
    expect(boxTowards(boxes, box('middle', 200, 200), 'right')?.uid).toBe('right')
    expect(boxTowards(boxes, box('middle', 200, 200), 'left')).toBeUndefined()
  })
})

describe('openingView', () => {
  const many = (parent: (index: number) => string | null): Diagram => {
    const nodes = Array.from({ length: 200 }, (_, index) => node(`n${index}`, parent(index)))
    const edges = nodes.slice(1).map((box, index) => edge(`c${index}`, `n${Math.floor(index / 4)}`, box.uid))
    return { structure: 's', title: '', nodes, edges }
  }

  it('shows a small structure whole', () => {
    expect(openingView(diagram)).toEqual(plainView)
  })

  it('opens a large nested structure by its first level', () => {
    const view = openingView(many((index) => (index < 10 ? null : `n${index % 10}`)))
    expect(view.collapsed).toHaveLength(10)
    expect(view.focus).toBeNull()
  })

  it('opens a large flat structure around the controller of most', () => {
    const shown = shownDiagram(
      many(() => null),
      openingView(many(() => null)),
    )
    expect(openingView(many(() => null)).focus).toBe('n0')
    expect(shown.diagram.nodes).toHaveLength(21)
  })
})
