'use client'

import { type KeyboardEvent, useRef } from 'react'
import { type At, type GridSize, moved } from './gridKeys'

type Keys = GridSize & {
  readonly at: At
  /** Walks to a cell; with Shift it marks all between. */
  readonly onMove: (to: At, isMarking: boolean) => void
  /** What other keys do, and keys that would move; a name may begin with `Alt `. */
  readonly acts?: Readonly<Record<string, () => unknown>>
}

/**
 * The one keyboard of all grids. It listens where it is focused: on the grid itself, or on one of its cells
 * (`data-cell`); what stands in a cell (a button, a field) keeps its keys.
 */
export function useGridKeys({ at, onMove, acts = {}, ...size }: Keys) {
  return (event: KeyboardEvent) => {
    const { target, currentTarget, key, altKey, ctrlKey, metaKey } = event
    const isOwn = target === currentTarget || (target instanceof HTMLElement && target.dataset.cell !== undefined)
    if (!isOwn) return
    const name = altKey ? `Alt ${key}` : key
    const act = ctrlKey || metaKey || !Object.hasOwn(acts, name) ? undefined : acts[name]
    const to = altKey ? undefined : moved(event, at, size)
    if (act) {
      act()
      event.stopPropagation()
    } else if (to) onMove(to, event.shiftKey)
    else return
    event.preventDefault()
  }
}

/**
 * Focuses cells, each as soon as it is made; a key that comes before leads elsewhere. A field in which somebody begins to
 * write meanwhile keeps the focus: losing it would end the edit.
 */
export function useCellFocus() {
  const grid = useRef<HTMLDivElement>(null)
  const moves = useRef(0)
  const focus = ({ row, column }: At) => {
    const move = ++moves.current
    const attempt = (tries: number) => {
      if (move !== moves.current) return
      const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)
      if (cell && !isWriting(grid.current)) cell.focus()
      else if (tries > 0) requestAnimationFrame(() => attempt(tries - 1))
    }
    requestAnimationFrame(() => attempt(5))
  }
  return { grid, focus }
}

function isWriting(grid: HTMLElement | null): boolean {
  const { activeElement } = document
  return (
    activeElement !== null && grid?.contains(activeElement) === true && activeElement.matches('input, textarea, select')
  )
}
