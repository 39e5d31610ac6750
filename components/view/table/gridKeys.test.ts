import { describe, expect, it } from 'vitest'
import { type At, block, moved, within } from './gridKeys'

const key = (name: string) => ({ key: name, ctrlKey: name.startsWith('^'), metaKey: false, altKey: false })
const press = (name: string, at: At, size = { rows: 40, columns: 5 }) =>
  moved({ ...key(name), key: name.replace('^', '') }, at, size)

describe('the keyboard of grids', () => {
  it('walks over cells and stays inside', () => {
    const at = { row: 3, column: 2 }
    expect(press('ArrowUp', at)).toEqual({ row: 2, column: 2 })
    expect(press('ArrowRight', at)).toEqual({ row: 3, column: 3 })
    expect(press('PageDown', at)).toEqual({ row: 18, column: 2 })
    expect(press('Home', at)).toEqual({ row: 3, column: 0 })
    expect(press('^Home', at)).toEqual({ row: 0, column: 0 })
    expect(press('^End', at)).toEqual({ row: 39, column: 4 })
    expect(press('^ArrowRight', at)).toEqual({ row: 3, column: 4 })
    expect(press('ArrowLeft', { row: 0, column: 0 })).toEqual({ row: 0, column: 0 })
    expect(press('x', at)).toBeUndefined()
    expect(press('constructor', at)).toBeUndefined()
  })

  it('walks over whole rows where there are no cells, and leads in from before the first', () => {
    const rows = { rows: 40, columns: 0 }
    expect(press('End', { row: 3, column: 0 }, rows)).toEqual({ row: 39, column: 0 })
    expect(press('ArrowRight', { row: 3, column: 0 }, rows)).toBeUndefined()
    for (const name of ['ArrowDown', 'ArrowUp', 'Home', 'PageUp'])
      expect(press(name, { row: -1, column: 0 }, rows)).toEqual({ row: 0, column: 0 })
  })

  it('marks all cells between two, whichever came first', () => {
    const cells = block({ row: 2, column: 1 }, { row: 1, column: 2 })
    expect(cells.map(({ row, column }) => `${row} ${column}`)).toEqual(['1 1', '1 2', '2 1', '2 2'])
    expect(within({ row: 99, column: -3 }, { rows: 2, columns: 2 })).toEqual({ row: 1, column: 0 })
  })
})
